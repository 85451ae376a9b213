"""Whether people find a real file by its title when only its pages can answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.centres import centre_in, work
from bench.clock import timed
from bench.table import Cell, Share, table
from bench.text_material import TitledFile, titled_files
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document
from docsearch.services.centre import Centre
from docsearch.services.searching import SearchRequest

FIRST: Final = 3

_KINDS: Final = {
    "text": ("text", "text-presentation-forms"),
    "scan": ("scan",),
    "garbled text": ("text-garbled",),
}


def tables(data: Path, files: int | None) -> Iterator[str]:
    """Take the files in under numbers, let the worker do all it can, and ask for each title.

    Before the last indexing every title is emptied, so that neither the file's own title nor the
    one read off its first page helps. Recognition is part of the work where models are installed.
    """
    titled = [file for kind in _KINDS.values() for file in _of(titled_files(data), kind)[:files]]
    with TemporaryDirectory() as temporary:
        centre = centre_in(Path(temporary, "centre"))
        documents = _take(centre, Path(temporary, "files"), titled)
        seconds = timed(work, centre)[1].wall
        _forget_titles(centre)
        places = {file: _place(centre, file.title, documents[file]) for file in titled}
    rows: list[list[Cell]] = []
    for name, layers in _KINDS.items():
        of_kind = [places[file] for file in _of(titled, layers)]
        found = [place for place in of_kind if place is not None]
        share = Share(len(found) / max(len(of_kind), 1))
        rows.append([name, len(of_kind), len(found), share])
    title = f"Files among the first {FIRST} hits of their title, read in {seconds:,.0f} s"
    yield table(title, ["kind", "files", "found", "share"], rows)
    lost: list[list[Cell]] = [[f.path.name, f.layer] for f in titled if places[f] is None]
    if lost:
        yield table("Not found by their title", ["file", "layer"], lost)


def _of(titled: Sequence[TitledFile], layers: Sequence[str]) -> list[TitledFile]:
    return [file for file in titled if file.layer in layers]


def _take(centre: Centre, folder: Path, titled: Sequence[TitledFile]) -> dict[TitledFile, int]:
    folder.mkdir()
    documents: dict[TitledFile, int] = {}
    for number, file in enumerate(titled, start=1):
        neutral = folder / f"{number:04}.pdf"
        neutral.symlink_to(file.path.resolve())
        (taken,) = centre.intake.take(SYSTEM, [neutral], description={})
        assert taken.document is not None, taken.error
        documents[file] = taken.document
    return documents


def _forget_titles(centre: Centre) -> None:
    with centre.transactions.write(SYSTEM, "bench.forget-titles") as session:
        for document in session.query(Document):
            document.title_fr = document.title_ar = document.title_en = ""
            document.generation += 1
    work(centre)


def _place(centre: Centre, title: str, document: int) -> int | None:
    request = SearchRequest(title, per_page=FIRST)
    found = [one.document.id for one in centre.search.search(SYSTEM, request).found]
    return found.index(document) if document in found else None
