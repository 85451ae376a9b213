"""Sections of a plain text in whatever charset it was written."""

from collections.abc import Iterator
from pathlib import Path

from docsearch.ingest.formats.charsets import decode
from docsearch.ingest.formats.sections import cut, numbered
from docsearch.ingest.readings import PageReading, Properties


def read_plain_text(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    untitled = [("", section) for section in cut(text)]
    yield from numbered(untitled, Properties(0), first_section, section_limit)
