"""Sections of a saved web page (.html)."""

from collections.abc import Iterator
from pathlib import Path

from docsearch.ingest.formats.sections import read_sections
from docsearch.ingest.formats.web_page import decode_page, read_page
from docsearch.ingest.readings import PageReading, Properties


def read_html(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    page = read_page(decode_page(path.read_bytes()))
    properties = Properties(0, title=page.title, author=page.author, created=page.created)
    yield from read_sections(page.blocks, properties, first_section, section_limit)
