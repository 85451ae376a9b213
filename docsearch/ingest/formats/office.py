"""What the readers of office files share: mark-up without entities, and footnotes."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.sections import SECTION_CHARACTERS, Block

HEADING_STYLE: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
"""What Word calls the styles of headings, in every language."""

_DEEPEST_LEVEL: Final = 9


def parse_markup(content: bytes) -> etree._Element:
    """Return the root of an XML file; no entity is expanded and nothing is fetched.

    Raises ExtractionFailed when it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ExtractionFailed(FailureReason.DAMAGED, f"mark-up: {error}") from error


def name_of(element: etree._Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name without namespace, empty when it is missing."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: etree._Element, name: str) -> etree._Element | None:
    """Return the first child of that name."""
    return next((one for one in element if name_of(one) == name), None)


def text_of(root: etree._Element, name: str) -> str:
    """Return the text of the first element of that name, anywhere below."""
    for element in root.iter():
        if name_of(element) == name:
            return (element.text or "").strip()
    return ""


def heading_level(outline_level: int) -> int:
    """Return the level of headings on an outline level counted from 0; 0 for body text."""
    return outline_level + 1 if outline_level < _DEEPEST_LEVEL else 0


def place_of(folder: str, address: str) -> str:
    """Return the name in its archive of what a file in this folder refers to."""
    return posixpath.normpath(posixpath.join("/", folder, address))[1:]


@dataclass(slots=True)
class Notes:
    """Footnotes waiting for the end of the stretch of text that they belong to."""

    _waiting: list[Block] = field(default_factory=list)
    _characters: int = 0

    def add(self, notes: Iterable[Block]) -> None:
        """Keep notes until they are placed."""
        self._waiting += notes

    def placed(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Yield the blocks, with the notes before the next heading or after about a page."""
        for block in blocks:
            if block.level or self._characters >= SECTION_CHARACTERS:
                yield from self._placed()
            yield block
            self._characters += len(block.text)
        yield from self._placed()

    def _placed(self) -> Iterator[Block]:
        yield from self._waiting
        self._waiting, self._characters = [], 0


def once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what pages repeat at head and foot a single time, page numbers left out."""
    seen: set[str] = set()
    for block in blocks:
        text = " ".join(block.text.split())
        if text not in seen and any(map(str.isalpha, text)):
            seen.add(text)
            yield Block(block.text)
