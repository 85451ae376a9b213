"""Pages of a PDF: opened and guarded by pypdf, read by pdfium, by pypdf where pdfium cannot."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from docsearch.domain.documents import FailureReason, TextMethod
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.pdf.document import open_pdf, page_list
from docsearch.ingest.pdf.page_extractors import PageExtractors, worth
from docsearch.ingest.pdf.properties import labels_of, properties_of
from docsearch.ingest.readings import PageReading, Properties

_PAGES_BETWEEN_CLEARINGS: Final = 50


def read_pdf(
    path: Path, first_page: int, page_limit: int, fallback_until: int = 0
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the pages from ``first_page`` on; raise ExtractionFailed.

    Pages up to ``fallback_until`` are read by pypdf alone. Others may end the process.
    """
    with path.open("rb") as file:
        reader = open_pdf(file)
        pages = page_list(reader, page_limit)
        yield properties_of(reader, len(pages))
        labels = labels_of(reader, len(pages))
        readable = first_page > 1
        note = ""
        with closing(PageExtractors(path, pages)) as extractors:
            for number in range(first_page, len(pages) + 1):
                read = extractors.by_fallback if number <= fallback_until else extractors.read
                reading = read(number, labels[number - 1])
                note = reading.note
                readable = readable or not note
                yield reading
                if number % _PAGES_BETWEEN_CLEARINGS == 0:
                    # pypdf keeps every object it ever resolved.
                    reader.resolved_objects.clear()
        if not readable:
            raise ExtractionFailed(FailureReason.DAMAGED, f"no page can be read: {note}")


def warm_up() -> None:
    """Read what every page needs, in the process of which those that read pages are copies."""
    worth("حقوق الإنسان")
    worth("les droits de l'homme")


def read_pdf_page(
    path: Path, number: int, method: TextMethod, page_limit: int
) -> Iterator[PageReading]:
    """Yield one page as the extractor reads it; raise ExtractionFailed."""
    with path.open("rb") as file:
        reader = open_pdf(file)
        pages = page_list(reader, page_limit)
        label = labels_of(reader, len(pages))[number - 1]
        with closing(PageExtractors(path, pages)) as extractors:
            yield extractors.read_by(method, number, label)
