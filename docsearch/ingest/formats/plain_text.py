"""Sections of a plain text in whatever charset it was written."""

from collections.abc import Iterator
from pathlib import Path

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.charsets import decode
from docsearch.ingest.formats.sections import cut, heading
from docsearch.ingest.readings import PageReading, Properties


def read_plain_text(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    sections = list(cut(text))
    if len(sections) > section_limit:
        detail = f"{len(sections)} sections, limit {section_limit}"
        raise ExtractionFailed(FailureReason.TOO_MANY_PAGES, detail)
    yield Properties(len(sections))
    for number, section in enumerate(sections, start=1):
        if number >= first_section:
            yield PageReading(number, heading(section) or str(number), section)
