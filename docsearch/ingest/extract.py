"""Open a file in a confined process and bring its pages out one by one."""

from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path
from typing import Final

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.doc_text import read_doc
from docsearch.ingest.formats.docx_text import read_docx
from docsearch.ingest.formats.epub_text import read_epub
from docsearch.ingest.formats.html_text import read_html
from docsearch.ingest.formats.image_pages import read_image
from docsearch.ingest.formats.mail_text import read_mail
from docsearch.ingest.formats.odt_text import read_odt
from docsearch.ingest.formats.plain_text import read_plain_text
from docsearch.ingest.formats.rtf_text import read_rtf
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.pdf.reader import read_pdf
from docsearch.ingest.readings import MediaType, PageReading, Properties

_MOST_DEATHS: Final = 3
"""Pages on which pdfium may die before pypdf reads all the rest of the file."""

Extractor = Callable[[Path, int, int], Iterator[Properties | PageReading]]

EXTRACTORS: Final[Mapping[MediaType, Extractor]] = {
    MediaType.PDF: read_pdf,
    MediaType.TEXT: read_plain_text,
    MediaType.DOCX: read_docx,
    MediaType.DOC: read_doc,
    MediaType.ODT: read_odt,
    MediaType.RTF: read_rtf,
    MediaType.HTML: read_html,
    MediaType.EPUB: read_epub,
    MediaType.EML: read_mail,
    MediaType.JPEG: read_image,
    MediaType.PNG: read_image,
    MediaType.TIFF: read_image,
}


def extract(
    path: Path, media_type: MediaType, limits: Limits, first_page: int
) -> Generator[Properties | PageReading, None, None]:
    """Yield the properties of the file, then its pages from ``first_page`` on."""
    extractor = EXTRACTORS.get(media_type)
    if extractor is None:
        raise ExtractionFailed(FailureReason.UNSUPPORTED, f"{media_type} has no text of its own")
    if media_type == MediaType.PDF:
        return _extract_pdf(path, limits, first_page)
    return run_isolated(extractor, path, first_page, limits.pages, limits=limits)


def _extract_pdf(
    path: Path, limits: Limits, first_page: int
) -> Generator[Properties | PageReading, None, None]:
    """Yield the properties and the pages, by pypdf alone where pdfium ends its process."""
    deaths = fallback_until = 0
    page = first_page
    properties: Properties | None = None
    while True:
        items = run_isolated(read_pdf, path, page, limits.pages, fallback_until, limits=limits)
        try:
            for item in items:
                if isinstance(item, PageReading):
                    page = item.number + 1
                    yield item
                elif properties is None:
                    properties = item
                    yield item
            return
        except ExtractionFailed as failure:
            if failure.reason != FailureReason.CRASHED or page <= fallback_until:
                raise
            if properties is None:
                raise
            deaths += 1
            fallback_until = page if deaths < _MOST_DEATHS else properties.page_count
