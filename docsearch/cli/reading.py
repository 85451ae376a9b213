"""Commands that read a file without a centre."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

from docsearch.cli.output import give, reports_errors, say, tabulate
from docsearch.cli.wiring import Wiring
from docsearch.domain.documents import FailureReason, RecognitionState, TextMethod
from docsearch.domain.errors import Invalid
from docsearch.domain.language import SCAN_LANGUAGES, UNKNOWN, LanguageGuess
from docsearch.ingest.extract import extract as extract_pages
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.unlock import UNLOCKABLE, unlock
from docsearch.ingest.identify import combine_languages
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import PageReading
from docsearch.ingest.receive import receive
from docsearch.ingest.whole import WAITING, read_whole

_STANDARD_INPUT: Final = "-"
_UNKNOWN_WORD: Final = "unknown"
_SCANNED_PAGES: Final = 5
"""Pages read from their pictures that are enough to know the language of a file."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def detect(wiring: Wiring, file: Path, as_json: bool) -> None:
    """Name the languages of FILE, most present first; - is standard input."""
    with readable(file, wiring.limits) as path:
        languages = _languages(read_whole(path, file.name, wiring.limits, wiring.models))
    if as_json:
        give({"languages": [{"code": one.code, "confidence": one.confidence} for one in languages]})
    else:
        tabulate(
            ["language", "confidence"],
            [(_word(one.code), f"{one.confidence:.2f}") for one in languages],
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--boxes", is_flag=True, help="Say where each word stands on its page, in JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--scan-language",
    type=click.Choice(SCAN_LANGUAGES),
    default=None,
    help="Language of scanned pages; found out where it is not given.",
)
@click.option(
    "--password",
    prompt=True,
    prompt_required=False,
    hide_input=True,
    help="Password of the file; asked for when none is given.",
)
@click.pass_obj
@reports_errors
def extract(
    wiring: Wiring,
    file: Path,
    boxes: bool,
    as_json: bool,
    scan_language: str | None,
    password: str | None,
) -> None:
    """Print the text of FILE page by page, of scanned pages too; - is standard input."""
    with readable(file, wiring.limits) as path, opened(path, wiring.limits, password) as plain:
        pages = read_whole(plain, file.name, wiring.limits, wiring.models, scan_language or "")
        if as_json or boxes:
            give({"pages": [_page(page, boxes=boxes) for page in pages]})
            return
        for page in pages:
            click.echo(f"— {page.number} —\n{page.text}\n")
            if page.note == WAITING:
                say(f"page {page.number}: {WAITING}")


@contextmanager
def opened(path: Path, limits: Limits, password: str | None) -> Iterator[Path]:
    """Give the path of the file, or of a copy without its password, which is asked for."""
    if password is None and (not sys.stdin.isatty() or not _is_locked(path, limits)):
        yield path
        return
    if password is None:
        password = click.prompt("Password", hide_input=True, err=True)
    kind = receive(path, limits)
    if kind not in UNLOCKABLE:
        yield path
        return
    with TemporaryDirectory() as folder:
        plain = Path(folder, path.name)
        with plain.open("wb") as copy:
            copy.writelines(run_isolated(unlock, path, kind, password, limits=limits))
        yield plain


def _is_locked(path: Path, limits: Limits) -> bool:
    try:
        next(extract_pages(path, receive(path, limits), limits, 1))
    except ExtractionFailed as failure:
        return failure.reason is FailureReason.ENCRYPTED
    return False


def _page(page: PageReading, *, boxes: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "number": page.number,
        "text": page.text,
        "languages": [guess.code for guess in page.languages],
        "method": page.method,
        "score": round(page.score, 4),
    }
    if page.note == WAITING:
        shown["recognition"] = RecognitionState.WAITING
    if boxes:
        shown["boxes"] = [list(box) for box in page.boxes]
    return shown


@contextmanager
def readable(file: Path, limits: Limits) -> Iterator[Path]:
    """Give the path of what is to be read, and turn the failure to read it into ``Invalid``."""
    try:
        if str(file) == _STANDARD_INPUT:
            with TemporaryDirectory() as folder:
                received = Path(folder, "standard-input")
                received.write_bytes(sys.stdin.buffer.read(limits.bytes + 1))
                yield received
        elif file.exists():
            yield file
        else:
            raise Invalid("path-missing", path=str(file))
    except ExtractionFailed as failure:
        raise Invalid("file-unreadable", file=file.name, reason=str(failure)) from failure


def _languages(pages: Iterator[PageReading]) -> tuple[LanguageGuess, ...]:
    try:
        return combine_languages((page.languages, page.letters) for page in _telling(pages))
    except ExtractionFailed as failure:
        if failure.reason is not FailureReason.EMPTY:
            raise
        return combine_languages([])


def _telling(pages: Iterator[PageReading]) -> Iterator[PageReading]:
    """Yield the pages of a file, or as many scanned ones as tell what the others are written in."""
    recognised = 0
    for page in pages:
        yield page
        recognised += page.method is TextMethod.OCR
        if recognised == _SCANNED_PAGES:
            return


def _word(code: str) -> str:
    return _UNKNOWN_WORD if code == UNKNOWN else code
