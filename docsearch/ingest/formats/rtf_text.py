"""Sections of a Rich Text file (.rtf)."""

from collections.abc import Iterator
from pathlib import Path

from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Invalid
from docsearch.ingest.formats.rtf_body import Body
from docsearch.ingest.formats.sections import read_sections
from docsearch.ingest.readings import PageReading, Properties


def read_rtf(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    body = Body(path.read_bytes())
    blocks = body.blocks()
    properties = Properties(0, title=body.title, author=body.author, created=_created(body.created))
    yield from read_sections(blocks, properties, first_section, section_limit)


def _created(moment: dict[str, int]) -> PartialDate | None:
    try:
        return PartialDate(moment.get("yr", 0), moment.get("mo"), moment.get("dy"))
    except Invalid:
        return None
