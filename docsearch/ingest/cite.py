"""UN documents that a page refers to."""

from dataclasses import replace

from docsearch.ingest.readings import PageReading
from docsearch.text.symbols import find_symbols


def cite(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with the symbols they cite and where."""
    return tuple(replace(page, citations=tuple(find_symbols(page.text))) for page in window)
