"""The text of a Word body in reading order: paragraphs, tables, text boxes, notes."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from docsearch.ingest.formats.office import (
    HEADING_STYLE,
    Notes,
    attribute,
    child,
    heading_level,
    name_of,
)
from docsearch.ingest.formats.sections import Block, row_blocks

_BREAKS: Final[Mapping[str, str]] = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}

# Deleted or moved away while changes were tracked, instructions of fields, properties,
# phonetic guides, and what repeats a drawing for older programmes.
_UNSEEN: Final = frozenset(
    "del moveFrom delText instrText delInstrText rPr pPr sectPr tblPr trPr tcPr rt".split()
)
_WRAPPERS: Final = frozenset("sdt sdtContent ins moveTo customXml smartTag".split())
_NOTE_MARKS: Final = frozenset({"footnoteReference", "endnoteReference"})
_OFF: Final = frozenset({"0", "false", "off"})


class Body:
    """A walk over the mark-up of one document; what it must know of its other parts is given."""

    def __init__(self, levels: Mapping[str, int], notes: Mapping[str, etree._Element]) -> None:
        self._levels = levels
        self._note_elements = notes
        self._notes = Notes()
        self._boxes: list[etree._Element] = []

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Yield the blocks below an element, each note after the stretch that refers to it."""
        return self._notes.placed(self._blocks(root))

    def _blocks(self, container: etree._Element) -> Iterator[Block]:
        for element in container:
            name = name_of(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self._blocks(_chosen(element))
            elif name in _WRAPPERS:
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        text = "".join(self._inline(element))
        if text.strip():
            yield Block(text.strip("\n"), self._level(element))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self._blocks(box)

    def _inline(self, container: etree._Element) -> Iterator[str]:
        for element in container:
            name = name_of(element)
            if name == "t":
                yield element.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name in _NOTE_MARKS:
                self._refer(name, attribute(element, "id"))
            elif name == "txbxContent":
                self._boxes.append(element)
            elif name == "AlternateContent":
                yield from self._inline(_chosen(element))
            elif name == "r" and _is_hidden(element):
                continue
            elif name not in _UNSEEN:
                yield from self._inline(element)

    def _refer(self, mark: str, number: str) -> None:
        note = self._note_elements.get(f"{mark.removesuffix('Reference')} {number}")
        if note is not None:
            # A note has no notes.
            self._notes.add(Body(self._levels, {}).blocks(note))

    def _table(self, table: etree._Element) -> Iterator[Block]:
        first = True
        for row in _children(table, "tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            cells = [list(self._blocks(cell)) for cell in _children(row, "tc")]
            yield from row_blocks(cells, first=first)
            first = False

    def _level(self, paragraph: etree._Element) -> int:
        properties = child(paragraph, "pPr")
        if properties is None:
            return 0
        own = outline_level(properties)
        style = child(properties, "pStyle")
        styled = self._levels.get(attribute(style, "val"), 0) if style is not None else 0
        return styled if own is None else own


def outline_level(properties: etree._Element) -> int | None:
    """Return the level that paragraph properties state: 0 for body text, none when unsaid."""
    stated = child(properties, "outlineLvl")
    value = attribute(stated, "val") if stated is not None else ""
    if not value.isascii() or not value.isdigit():
        return None
    return heading_level(int(value))


def levels_of_styles(styles: etree._Element) -> dict[str, int]:
    """Return the heading level of each paragraph style that has one."""
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in _children(styles, "style"):
        identity = attribute(style, "styleId")
        name, properties, based = (child(style, one) for one in ("name", "pPr", "basedOn"))
        named = HEADING_STYLE.fullmatch(attribute(name, "val") if name is not None else "")
        stated = outline_level(properties) if properties is not None else None
        if stated is not None or named:
            levels[identity] = stated if stated is not None else int(named[1]) if named else 0
        elif based is not None:
            parents[identity] = attribute(based, "val")
    for identity, parent in parents.items():
        seen = {identity}
        while parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        levels[identity] = levels.get(parent, 0)
    return levels


def _children(container: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of that name, also those wrapped in controls or tracked insertions."""
    for element in container:
        found = name_of(element)
        if found == name:
            yield element
        elif found in _WRAPPERS:
            yield from _children(element, name)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """Return the branch that current programmes show; the others repeat it."""
    branches = [one for one in alternatives if name_of(one) in {"Choice", "Fallback"}]
    return branches[0] if branches else alternatives


def _is_hidden(run: etree._Element) -> bool:
    properties = child(run, "rPr")
    mark = child(properties, "vanish") if properties is not None else None
    return mark is not None and attribute(mark, "val") not in _OFF
