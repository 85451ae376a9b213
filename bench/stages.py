"""What each stage of ingestion costs, on real PDFs and texts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from bench.centres import centre_in, file_of, index, work
from bench.clock import Cost, timed
from bench.pdf_peers import PEERS
from bench.table import Cell, table
from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.extract import EXTRACTORS, extract
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import STAGES, WINDOW_PAGES, Window
from docsearch.ingest.readings import PageReading
from docsearch.ingest.receive import media_type
from docsearch.models import Document
from docsearch.services.centre import Centre
from docsearch.services.page_texts import store_pages

_MATERIAL: Final = {
    "PDF": ("pdfs/french/*.pdf", "pdfs/truth/*.pdf"),
    "text": ("seeds/*.txt", "instruments_ar/*.txt"),
}
_LIMITS: Final = Limits()

Stage = tuple[str, Cost]
A = TypeVar("A")
B = TypeVar("B")


def tables(data: Path, files: int) -> Iterator[str]:
    """Measure the stages on the smallest files of each kind, so many of each pattern at most."""
    for kind, patterns in _MATERIAL.items():
        paths = [path for pattern in patterns for path in _smallest(data.glob(pattern), files)]
        pages, costs = _measure(kind, paths)
        rows: list[list[Cell]] = [
            [name, pages / cost.cpu if cost.cpu else "–", pages / cost.wall] for name, cost in costs
        ]
        title = f"Ingesting {len(paths)} {kind} files, {pages:,} pages"
        yield table(title, ["stage", "pages/CPU s", "pages/s"], rows)


def _smallest(paths: Iterable[Path], count: int) -> list[Path]:
    return sorted(paths, key=lambda path: (path.stat().st_size, path.name))[:count]


def _measure(kind: str, paths: Sequence[Path]) -> tuple[int, list[Stage]]:
    documents, extraction = timed(_each, _windows, paths)
    pages = sum(map(len, chain.from_iterable(documents)))
    costs = [("extract", extraction), ("extract, in its own process", _confined(paths))]
    for stage in STAGES:
        documents, cost = timed(_each, partial(_each, stage), documents)
        costs.append((stage.__name__, cost))
    with TemporaryDirectory() as temporary:
        centre = centre_in(Path(temporary, "stages"))
        costs.append(("store", timed(_store, centre, documents)[1]))
        costs.append(("index", timed(index, centre)[1]))
        whole = centre_in(Path(temporary, "whole"))
        costs.append(("all, by the worker", _by_worker(whole, paths)))
    if kind == "PDF":
        costs += [(name, timed(_each, peer, paths)[1]) for name, peer in PEERS.items()]
    return pages, costs


def _each(function: Callable[[A], B], items: Sequence[A]) -> list[B]:
    return [function(item) for item in items]


def _windows(path: Path) -> list[Window]:
    """Return what is in the file in windows, or nothing when it cannot be read."""
    pages: list[PageReading] = []
    with suppress(ExtractionFailed):
        read = EXTRACTORS[media_type(path)](path, 1, _LIMITS.pages)
        pages += (item for item in read if isinstance(item, PageReading))
    return [
        tuple(pages[first : first + WINDOW_PAGES]) for first in range(0, len(pages), WINDOW_PAGES)
    ]


def _confined(paths: Sequence[Path]) -> Cost:
    """Extract in processes of their own, whose processor time is not seen from here."""

    def read() -> None:
        for path in paths:
            with suppress(ExtractionFailed):
                for _ in extract(path, media_type(path), _LIMITS, 1):
                    pass

    return Cost(0.0, timed(read)[1].wall)


def _store(centre: Centre, documents: Sequence[Sequence[Window]]) -> None:
    for windows in documents:
        with centre.transactions.write(SYSTEM, "bench.document") as session:
            document = Document(state=DocumentState.INDEXING, page_count=sum(map(len, windows)))
            session.add(document)
            session.flush()
            file = file_of(session, document, "bench")
        for window in windows:
            with centre.transactions.write(SYSTEM, "bench.store") as session:
                store_pages(session, file, window, offset=0)


def _by_worker(centre: Centre, paths: Sequence[Path]) -> Cost:
    taken = list(centre.intake.take(SYSTEM, paths, description={}))
    assert all(result.error is None or result.known for result in taken)
    return Cost(0.0, timed(work, centre)[1].wall)
