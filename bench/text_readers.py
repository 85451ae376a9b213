"""Reading a PDF as the centre does, and as what one would use instead does."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from bench.pdf_peers import pdfium, pdftotext, pypdf
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import read
from docsearch.ingest.readings import PageReading
from docsearch.ingest.receive import receive

LIMITS: Final = Limits()


@cache
def pages(path: Path) -> tuple[PageReading, ...]:
    """Return the pages as the centre stores them before any recognition."""
    return tuple(
        page
        for batch in read(path, receive(path, LIMITS), path.name, LIMITS)
        for page in batch.pages
    )


def _centre(path: Path) -> list[str]:
    return [page.text for page in pages(path)]


READERS: Final[Mapping[str, Callable[[Path], list[str]]]] = {
    "docsearch": _centre,
    "pypdf": pypdf,
    "pypdfium2": pdfium,
    "pdftotext": pdftotext,
}
