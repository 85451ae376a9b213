"""Whether the memory of the worker stays flat, and what a very long PDF takes."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from pypdf import PdfReader, PdfWriter

from bench.apart import apart
from bench.centres import centre_in, work
from bench.clock import timed
from bench.corpus import works
from bench.table import Cell, table
from bench.watching import Usage, watched
from docsearch.domain.permissions import SYSTEM

_WARM_UP: Final = 0.2
"""Share of the time after which the worker counts as warm."""

_PDF_SHARE: Final = 0.1


def tables(data: Path, documents: int, long_pages: int) -> Iterator[str]:
    """Ingest so many small documents, then a PDF of so many pages."""
    header = ["what the worker ingests", "failed", "seconds", "start MB", "min MB", "median MB"]
    header += ["max MB", "from median, %", "peak of a child, MB"]
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small = _small_documents(data, documents, folder)
        long = folder / "long.pdf"
        _write_long_pdf(data, long_pages, long)
        rows = [
            _row(f"{len(small):,} small documents", apart(_ingest, small, folder / "first")[0]),
            _row(f"a PDF of {long_pages:,} pages", apart(_ingest, [long], folder / "second")[0]),
        ]
    yield table("Memory of the worker", header, rows)


def _row(name: str, told: tuple[int, float, Usage]) -> list[Cell]:
    failed, seconds, usage = told
    warm = usage.samples[int(len(usage.samples) * _WARM_UP) :]
    low, middle, high = min(warm), median(warm), max(warm)
    away = max(high - middle, middle - low) / middle * 100
    return [name, failed, seconds, usage.samples[0], low, middle, high, away, usage.child]


def _ingest(paths: Sequence[Path], home: Path) -> tuple[int, float, Usage]:
    """Have the worker do everything; return what failed, the seconds and the memory."""
    centre = centre_in(home)
    for taken in centre.intake.take(SYSTEM, paths, description={}):
        assert taken.document is not None, taken.error
    usage, cost = timed(watched, work, centre)
    return len(centre.documents.failures(SYSTEM)), cost.wall, usage


def _small_documents(data: Path, count: int, folder: Path) -> list[Path]:
    """Return texts of one page from the corpus, with some PDFs among them."""
    pdfs = sorted((data / "pdfs" / "truth").glob("*.pdf"))[: int(count * _PDF_SHARE)]
    texts = dict.fromkeys(page for text in works(data, count * 2) for page in text.pages)
    paths = []
    for number, text in enumerate(list(texts)[: count - len(pdfs)], start=1):
        path = folder / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    for number, pdf in enumerate(pdfs):
        paths.insert(int(number / _PDF_SHARE), pdf)
    return paths


def _write_long_pdf(data: Path, pages: int, path: Path) -> None:
    """Write real pages into one file, over and over until there are enough."""
    writer = PdfWriter()
    sources = cycle(sorted((data / "pdfs" / "french").glob("*.pdf")))
    while missing := pages - len(writer.pages):
        reader = PdfReader(next(sources))
        last = min(missing, len(reader.pages))
        writer.append(reader, pages=(0, last), import_outline=False)
    writer.write(path)
