"""Open a file in a confined process and bring its pages out one by one."""

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Final

from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.pdf_text import read_pdf
from docsearch.ingest.plain_text import read_plain_text
from docsearch.ingest.readings import MediaType, PageReading, Properties

Extractor = Callable[[Path, int, int], Iterator[Properties | PageReading]]

EXTRACTORS: Final[Mapping[MediaType, Extractor]] = {
    MediaType.PDF: read_pdf,
    MediaType.TEXT: read_plain_text,
}


def extract(
    path: Path, media_type: MediaType, limits: Limits, first_page: int
) -> Generator[Properties | PageReading, None, None]:
    """Yield the properties of the file, then its pages from ``first_page`` on."""
    extractor = EXTRACTORS[media_type]
    return run_isolated(extractor, path, first_page, limits.pages, limits=limits)
