"""Sections of an OpenDocument text (.odt)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import Archive, open_archive
from docsearch.ingest.formats.office import (
    Notes,
    attribute,
    name_of,
    once,
    parse_markup,
    text_of,
)
from docsearch.ingest.formats.sections import Block, day_of, read_sections, row_blocks
from docsearch.ingest.readings import PageReading, Properties

_CONTENT: Final = "content.xml"
_STYLES: Final = "styles.xml"
_MANIFEST: Final = "META-INF/manifest.xml"

_PARAGRAPHS: Final = frozenset({"p", "h"})
_ROWS: Final = frozenset({"table-row"})
_CELLS: Final = frozenset({"table-cell"})
_ROW_GROUPS: Final = frozenset({"table-header-rows", "table-rows", "table-row-group"})

# Tracked deletions, remarks in the margin, and what is hidden or set above the line.
_UNSEEN: Final = frozenset(
    "tracked-changes annotation hidden-text ruby-text note-citation sequence-decls"
    " variable-decls user-field-decls forms script".split()
)
_MOST_SPACES: Final = 100
_WHITE: Final = re.compile(r"[ \t\r\n]+")


def read_odt(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    with open_archive(path) as archive:
        if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
            raise ExtractionFailed(FailureReason.PROTECTED, "the text needs a password")
        properties = _properties(archive)
        blocks = list(_blocks(archive))
    yield from read_sections(blocks, properties, first_section, section_limit)


def _blocks(archive: Archive) -> Iterator[Block]:
    for element in parse_markup(archive.read(_CONTENT)).iter():
        if name_of(element) == "body":
            yield from _Walk().blocks(element)
    if _STYLES in archive:
        # Last, so that a letterhead is not taken for the title.
        yield from once(
            block
            for element in parse_markup(archive.read(_STYLES)).iter()
            if name_of(element) in {"header", "footer", "header-first", "footer-first"}
            for block in _Walk().blocks(element)
        )


class _Walk:
    """A walk over paragraphs, tables, text boxes and notes in reading order."""

    def __init__(self) -> None:
        self._notes = Notes()
        self._boxes: list[etree._Element] = []

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Yield the blocks below an element, each note after the stretch that refers to it."""
        return self._notes.placed(self._blocks(root))

    def _blocks(self, container: etree._Element) -> Iterator[Block]:
        for element in container:
            name = name_of(element)
            if name in _PARAGRAPHS:
                yield from self._paragraph(element, name)
            elif name == "table":
                yield from self._table(element)
            elif name and name not in _UNSEEN:
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element, name: str) -> Iterator[Block]:
        text = "".join(self._inline(element))
        if text.strip():
            stated = attribute(element, "outline-level")
            level = int(stated) if stated.isascii() and stated.isdigit() else 1
            yield Block(text.strip("\n"), level if name == "h" else 0)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, container: etree._Element) -> Iterator[str]:
        yield _collapsed(container.text)
        for element in container:
            name = name_of(element)
            if name == "s":
                stated = attribute(element, "c")
                yield " " * min(int(stated) if stated.isdigit() else 1, _MOST_SPACES)
            elif name == "tab":
                yield "\t"
            elif name == "line-break":
                yield "\n"
            elif name == "note":
                self._notes.add(_Walk().blocks(element))
            elif name in {"text-box", "frame", "custom-shape"}:
                self._boxes.append(element)
            elif name and name not in _UNSEEN:
                yield from self._inline(element)
            yield _collapsed(element.tail)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        first = True
        for row in _within(table, _ROWS, _ROW_GROUPS):
            cells = [list(self._blocks(cell)) for cell in _within(row, _CELLS, frozenset())]
            yield from row_blocks(cells, first=first)
            first = False


def _within(
    container: etree._Element, names: frozenset[str], groups: frozenset[str]
) -> Iterator[etree._Element]:
    for element in container:
        if name_of(element) in names:
            yield element
        elif name_of(element) in groups:
            yield from _within(element, names, groups)


def _collapsed(text: str | None) -> str:
    """Return text with its runs of white space as one space, as the format means them."""
    return _WHITE.sub(" ", text) if text else ""


def _properties(archive: Archive) -> Properties:
    if "meta.xml" not in archive:
        return Properties(0)
    try:
        root = parse_markup(archive.read("meta.xml"))
    except ExtractionFailed:
        return Properties(0)
    return Properties(
        0,
        title=text_of(root, "title"),
        author=text_of(root, "initial-creator") or text_of(root, "creator"),
        created=day_of(text_of(root, "creation-date") or text_of(root, "date")),
    )
