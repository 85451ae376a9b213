"""What becomes of PDFs that were broken on purpose."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.table import Cell, table
from bench.text_readers import LIMITS
from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.pipeline import read
from docsearch.ingest.receive import receive

_TEXT: Final = "text"
_PICTURES: Final = "pictures: waits for recognition"
_DEATH: Final = "death of the worker"
_SLOWEST: Final = 5


@dataclass(frozen=True, slots=True)
class _Outcome:
    path: Path
    told: str
    detail: str
    seconds: float


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Read every file as the worker does, in the confined process with the usual limits.

    A crash is a death of the confined process, which costs one document its text and a person a
    look; a death of the worker would be any error that is not a reason.
    """
    paths = sorted((data / "pdfs" / "robustness").rglob("*.pdf"))[:files]
    outcomes = [_outcome(path) for path in paths]
    counts = Counter(outcome.told for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    rows: list[list[Cell]] = [[told, count] for told, count in counts.most_common()]
    rows += [[told, 0] for told in (_DEATH, FailureReason.CRASHED) if told not in counts]
    title = f"{len(paths)} broken PDFs in {seconds:,.0f} seconds"
    yield table(title, ["what the person learns", "files"], rows)
    looked_at = [one for one in outcomes if one.told in {_DEATH, FailureReason.CRASHED}]
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:_SLOWEST]
    details: list[list[Cell]] = [
        [one.path.name, one.told, one.detail[:100], one.seconds] for one in looked_at + slowest
    ]
    yield table("Crashes, and the slowest", ["file", "outcome", "detail", "seconds"], details)


def _outcome(path: Path) -> _Outcome:
    started = perf_counter()
    try:
        told, detail = _told(path), ""
    except ExtractionFailed as failure:
        told, detail = str(failure.reason), failure.detail
    except Exception as error:
        # Whatever it is, a worker that meets it would have to survive it.
        told, detail = _DEATH, f"{type(error).__name__}: {error}"
    return _Outcome(path, told, detail, perf_counter() - started)


def _told(path: Path) -> str:
    pages = [
        page
        for batch in read(path, receive(path, LIMITS), path.name, LIMITS)
        for page in batch.pages
    ]
    if any(page.letters for page in pages):
        return _TEXT
    if any(page.unusable for page in pages):
        return _PICTURES
    return str(FailureReason.NO_TEXT)
