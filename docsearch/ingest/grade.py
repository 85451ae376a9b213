"""The quality of the text of each page."""

from dataclasses import replace

from docsearch.ingest.readings import PageReading
from docsearch.text.quality import quality


def grade(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with the score of their text."""
    return tuple(replace(page, score=quality(page.text)) for page in window)
