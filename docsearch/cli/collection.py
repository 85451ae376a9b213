"""Commands that bring documents in."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click
from rich.progress import Progress

from docsearch.cli.output import (
    SOMETHING_FAILED,
    give,
    progress,
    reports_errors,
    say,
    sentence,
    tabulate,
)
from docsearch.cli.wiring import Wiring
from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import DocumentState
from docsearch.domain.language import SCAN_LANGUAGES
from docsearch.domain.permissions import SYSTEM
from docsearch.services.centre import Centre
from docsearch.services.document_views import Standing
from docsearch.services.intake import Intake, find_files

_PATIENCE_SECONDS: Final = 0.2


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--wait", is_flag=True, help="End when every file is indexed or has failed.")
@click.option(
    "--access",
    type=click.Choice([level.value for level in AccessLevel]),
    help="Who may read the documents, where a sidecar does not say. Without it they are internal, "
    "and restricted what seems to be about an individual complaint.",
)
@click.option(
    "--scan-language",
    type=click.Choice(SCAN_LANGUAGES),
    help="Language of scanned pages; found out where it is not given.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def ingest(
    wiring: Wiring,
    paths: tuple[Path, ...],
    wait: bool,
    access: str | None,
    scan_language: str | None,
    as_json: bool,
) -> None:
    """Deposit files, and folders with all they hold."""
    centre = wiring.open()
    description = {"access": access or "", "recognition_language": scan_language or ""}
    report = take_in(centre, paths, description=description, wait=wait)
    if as_json:
        give(report.as_json())
    else:
        report.print(access or AccessLevel.INTERNAL.value)
    if report.failed:
        raise SystemExit(SOMETHING_FAILED)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def failures(wiring: Wiring, as_json: bool) -> None:
    """List the documents whose files could not be read."""
    failed = wiring.open().documents.failures(SYSTEM)
    rows = [
        {
            "id": document.id,
            "title": document.title,
            "file": document.file_name,
            "reason": document.failure,
            "detail": document.failure_detail,
        }
        for document in failed
    ]
    if as_json:
        give({"total": len(rows), "failures": rows})
    elif rows:
        tabulate(list(rows[0]), [list(row.values()) for row in rows])


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int)
@click.pass_obj
@reports_errors
def retry(wiring: Wiring, ids: tuple[int, ...]) -> None:
    """Have the files of failed documents read again."""
    wiring.open().documents.retry(SYSTEM, ids)
    say(f"{len(ids)} documents wait to be read again")


@click.command()
@click.argument("ids", nargs=-1, required=True, type=int)
@click.option(
    "--lang",
    type=click.Choice(SCAN_LANGUAGES),
    help="Language of the pages; found out where it is not given.",
)
@click.pass_obj
@reports_errors
def recognise(wiring: Wiring, ids: tuple[int, ...], lang: str | None) -> None:
    """Have all pages of documents read from their pictures, those corrected by hand excepted."""
    centre = wiring.open()
    ordered = centre.recognition.order(SYSTEM, ids, language=lang or "")
    say(f"{ordered} pages wait to be recognised")
    _warn_of_missing_models(centre, ids)


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What became of the files of one command."""

    taken: Sequence[Intake]
    standings: Mapping[int, Standing]

    @property
    def failed(self) -> bool:
        """Tell whether a file was refused or could not be read."""
        refused = any(one.error is not None and not one.known for one in self.taken)
        return refused or any(
            standing.state is DocumentState.FAILED for standing in self.standings.values()
        )

    def as_json(self) -> dict[str, Any]:
        """Return the report as scripts read it."""
        groups: dict[str, list[dict[str, Any]]] = {"documents": [], "known": [], "refused": []}
        for one in self.taken:
            if one.document is not None:
                standing = self.standings[one.document]
                groups["documents"].append(
                    {
                        "file": str(one.path),
                        "id": one.document,
                        "state": standing.state,
                        "reason": standing.reason,
                    }
                )
            elif one.error is not None:
                known = {"file": str(one.path), "id": one.error.facts.get("document")}
                refused = {"file": str(one.path), "code": one.error.code}
                groups["known" if one.known else "refused"].append(
                    known if one.known else {**refused, "message": sentence(one.error)}
                )
        return groups

    def print(self, access: str) -> None:
        """Write counts, then a table of what failed and why."""
        deposited = [one for one in self.taken if one.document is not None]
        known = [one for one in self.taken if one.known]
        say(f"{len(deposited)} documents deposited ({access}), {len(known)} known already")
        rows = [
            (one.path, sentence(one.error))
            for one in self.taken
            if one.error is not None and not one.known
        ]
        for one in deposited:
            standing = self.standings[one.document or 0]
            if standing.state is DocumentState.FAILED:
                rows.append((one.path, f"{standing.reason}: {standing.detail}"))
        if rows:
            tabulate(["failed", "why"], rows, err=True)


def take_in(
    centre: Centre, paths: Iterable[Path], *, description: Mapping[str, str], wait: bool
) -> IntakeReport:
    """Deposit what the paths mean and, when asked, see every document through."""
    files = find_files(paths)
    taken = []
    with progress() as bar:
        depositing = bar.add_task("depositing", total=len(files))
        for one in centre.intake.take(SYSTEM, files, description=description):
            taken.append(one)
            bar.advance(depositing)
        ids = [one.document for one in taken if one.document is not None]
        if wait:
            reading = bar.add_task("reading and indexing", total=len(ids))
            while left := _unfinished(centre, ids):
                bar.update(reading, completed=max(len(ids) - left, 0))
                _work_or_wait(centre)
            bar.update(reading, completed=len(ids))
            _await_recognition(centre, _followed(centre, ids), bar)
    _warn_of_missing_models(centre, _followed(centre, ids))
    return IntakeReport(taken, centre.documents.standings(SYSTEM, ids))


def _unfinished(centre: Centre, ids: Sequence[int]) -> int:
    standings = centre.documents.standings(SYSTEM, _followed(centre, ids)).values()
    return sum(not standing.finished for standing in standings)


def _followed(centre: Centre, ids: Sequence[int]) -> list[int]:
    # An archive has arrived when what was in it has.
    return [*ids, *centre.unpacking.unpacked_from(SYSTEM, ids)]


def _await_recognition(centre: Centre, ids: Sequence[int], bar: Progress) -> None:
    """See the scanned pages of the documents through, where they can be recognised."""
    pages = centre.recognition.progress(SYSTEM, ids).waiting
    recognising = bar.add_task("recognising pages", total=pages, visible=pages > 0)
    while True:
        progress = centre.recognition.progress(SYSTEM, ids)
        if progress.models_missing or not (progress.waiting or _unfinished(centre, ids)):
            return
        bar.update(recognising, completed=pages - progress.waiting)
        _work_or_wait(centre)


def _warn_of_missing_models(centre: Centre, ids: Sequence[int]) -> None:
    progress = centre.recognition.progress(SYSTEM, ids)
    if progress.models_missing and progress.waiting:
        say(f"{progress.waiting} pages wait for recognition: the models are not installed")


def _work_or_wait(centre: Centre) -> None:
    """Do a piece of the work when no worker runs, else give the running one some time."""
    with centre.worker.sole(wait=False) as sole:
        if sole:
            centre.worker.work_once()
            return
    time.sleep(_PATIENCE_SECONDS)
