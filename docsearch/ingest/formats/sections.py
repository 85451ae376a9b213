"""Sections of a text that has no pages: cut at headings, or where a reader would cut."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.domain.errors import Invalid
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.readings import Heading, PageReading, Properties

SECTION_CHARACTERS: Final = 3_000
_SHORTEST_SECTION: Final = SECTION_CHARACTERS // 2
_HEADING_CHARACTERS: Final = 60
_TITLE_CHARACTERS: Final = 200
_PROPERTY_CHARACTERS: Final = 500
_LAYOUT_CELL_CHARACTERS: Final = 300

# Best border first: paragraph, line, sentence, word.
_BORDERS: Final = tuple(
    map(re.compile, (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?؟؛…»\")])\s+", r"\s+"))
)


class Block(NamedTuple):
    """A paragraph, a row of a table or a heading; ``level`` counts from 1 and is 0 for no heading.

    ``apart`` says that an empty line stands before it.
    """

    text: str
    level: int = 0
    apart: bool = True


@dataclass(slots=True)
class _Section:
    """A section under construction."""

    title: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headed: bool = True

    def add(self, block: Block) -> None:
        gap = "" if not self.pieces else "\n\n" if block.apart else "\n"
        # Nothing but headings so far: the section bears the name of the first.
        self.title = self.title or (block.text if block.level else "")
        self.headed = self.headed and block.level > 0
        self.pieces += [gap, block.text]
        self.length += len(gap) + len(block.text)


def read_sections(
    blocks: Iterable[Block], properties: Properties, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties with the number of sections and the headings, then the sections.

    Raises ExtractionFailed beyond ``section_limit`` sections.
    """
    outline: list[Heading] = []
    sections = list(_sections(blocks, outline))
    described = replace(
        properties,
        title=properties.title[:_PROPERTY_CHARACTERS],
        author=properties.author[:_PROPERTY_CHARACTERS],
        outline=properties.outline or tuple(outline),
    )
    yield from numbered(sections, described, first_section, section_limit)


def numbered(
    sections: Sequence[tuple[str, str]],
    properties: Properties,
    first_section: int,
    section_limit: int,
) -> Iterator[Properties | PageReading]:
    """Yield the properties with the number of sections, then these, given by title and text.

    Raises ExtractionFailed beyond ``section_limit`` sections.
    """
    if len(sections) > section_limit:
        detail = f"{len(sections)} sections, limit {section_limit}"
        raise ExtractionFailed(FailureReason.TOO_MANY_PAGES, detail)
    yield replace(properties, page_count=len(sections))
    for number, (title, text) in enumerate(sections, start=1):
        if number >= first_section:
            yield PageReading(number, heading(title) or heading(text) or str(number), text)


def _sections(blocks: Iterable[Block], outline: list[Heading]) -> Iterator[tuple[str, str]]:
    """Yield title and text of each section, and write down on which one each heading stands."""
    section, number = _Section(), 1
    for block in blocks:
        if not block.text.strip():
            continue
        # A heading that follows headings belongs with them.
        opens = block.level > 0 and section.length >= _SHORTEST_SECTION and not section.headed
        fits = section.length + len(block.text) <= SECTION_CHARACTERS
        if opens or (section.pieces and not fits and section.length >= _SHORTEST_SECTION):
            yield section.title, "".join(section.pieces)
            section, number = _Section(title="" if opens else section.title), number + 1
        if block.level:
            title = " ".join(block.text.split())[:_TITLE_CHARACTERS]
            outline.append(Heading(block.level, title, number))
        section.add(block)
        if section.length > SECTION_CHARACTERS:
            *whole, rest = cut("".join(section.pieces))
            yield from ((section.title, text) for text in whole)
            number += len(whole)
            section = _Section(title=section.title, pieces=[rest], length=len(rest), headed=False)
    yield section.title, "".join(section.pieces)


def cut(text: str) -> Iterator[str]:
    """Yield sections of about ``SECTION_CHARACTERS`` that together are the text."""
    start = 0
    while len(text) - start > SECTION_CHARACTERS:
        end = _border(text, start + _SHORTEST_SECTION, start + SECTION_CHARACTERS)
        yield text[start:end]
        start = end
    yield text[start:]


def _border(text: str, earliest: int, latest: int) -> int:
    """Return where the best kind of border ends last between the two places."""
    for pattern in _BORDERS:
        found = [match.end() for match in pattern.finditer(text, earliest, latest)]
        if found:
            return found[-1]
    return latest


def heading(section: str) -> str:
    """Return the first words of a section."""
    line = " ".join(section[: _HEADING_CHARACTERS * 4].split())
    if len(line) <= _HEADING_CHARACTERS:
        return line
    return line[:_HEADING_CHARACTERS].rsplit(" ", 1)[0] + "…"


def row_blocks(cells: Sequence[Sequence[Block]], *, first: bool) -> Iterator[Block]:
    """Yield a row of a table as one line, or what stands in long cells one cell after the other.

    Bilingual letters put each language into a cell: their paragraphs stay paragraphs.
    """
    filled = [cell for cell in cells if cell]
    if any(sum(len(one.text) for one in cell) > _LAYOUT_CELL_CHARACTERS for cell in filled):
        for cell in filled:
            yield from cell
    elif filled:
        lines = ("\n".join(one.text for one in cell).replace("\n", " ") for cell in filled)
        yield Block("\t".join(lines), apart=first)


def day_of(moment: str) -> PartialDate | None:
    """Return the day of a moment in ISO 8601, or nothing when it is none.

    >>> str(day_of("2019-05-02T10:00:00Z"))
    '2019-05-02'
    """
    try:
        return PartialDate.parse(moment.strip()[:10])
    except Invalid:
        return None
