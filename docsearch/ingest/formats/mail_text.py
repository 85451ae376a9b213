"""Sections of a message (.eml); what is attached to it is read by itself."""

from collections.abc import Iterator
from pathlib import Path

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import Notice
from docsearch.ingest.formats.mail import attached, header, open_mail, sent_at, text_blocks
from docsearch.ingest.formats.sections import read_sections
from docsearch.ingest.readings import PageReading, Properties


def read_mail(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    message = open_mail(path)
    moment = sent_at(message)
    holds_files = next(attached(message), None) is not None
    properties = Properties(
        0,
        title=header(message, "Subject"),
        author=header(message, "From").partition("<")[0].strip(' "'),
        created=PartialDate(moment.year, moment.month, moment.day) if moment else None,
        notices=frozenset({Notice.ATTACHMENTS} if holds_files else ()),
    )
    yield from read_sections(text_blocks(message), properties, first_section, section_limit)
