"""One page of a PDF, read again by the extractor that a person chose."""

from pathlib import Path

from docsearch.domain.documents import TextMethod
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.pdf.reader import read_pdf_page
from docsearch.ingest.readings import PageReading


def reread(path: Path, number: int, method: TextMethod, limits: Limits) -> PageReading:
    """Return page ``number`` as the extractor reads it, before any stage; raise ExtractionFailed.

    ``method`` is one of LAYER, POSITIONS and FALLBACK.
    """
    (reading,) = run_isolated(read_pdf_page, path, number, method, limits.pages, limits=limits)
    return reading
