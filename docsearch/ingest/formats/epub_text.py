"""Sections of an electronic book (.epub), in the order of its spine."""

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from lxml import etree

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import Archive, open_archive
from docsearch.ingest.formats.office import attribute, name_of, parse_markup, place_of, text_of
from docsearch.ingest.formats.sections import Block, day_of, read_sections
from docsearch.ingest.formats.web_page import decode_page, read_page
from docsearch.ingest.readings import PageReading, Properties

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_OBFUSCATED_FONTS: Final = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def read_epub(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    with open_archive(path) as archive:
        _refuse_locked(archive)
        package = _package_name(archive)
        root = parse_markup(archive.read(package))
        chapters = _spine(root, posixpath.dirname(package))
        titles = _contents(archive, root, posixpath.dirname(package))
        blocks = [
            block
            for chapter in chapters
            if chapter in archive
            for block in _chapter(archive, chapter, titles)
        ]
    properties = Properties(
        0,
        title=text_of(root, "title"),
        author=text_of(root, "creator"),
        created=day_of(text_of(root, "date")),
    )
    yield from read_sections(blocks, properties, first_section, section_limit)


def _refuse_locked(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    for element in parse_markup(archive.read(_ENCRYPTION)).iter():
        algorithm = attribute(element, "Algorithm")
        if name_of(element) == "EncryptionMethod" and algorithm not in _OBFUSCATED_FONTS:
            # Keys of the book shop, if the fonts' own trick is not all there is.
            raise ExtractionFailed(FailureReason.PROTECTED, f"protected: {algorithm}")


def _package_name(archive: Archive) -> str:
    for element in parse_markup(archive.read(_CONTAINER)).iter():
        if name_of(element) == "rootfile":
            return attribute(element, "full-path")
    raise ExtractionFailed(FailureReason.DAMAGED, "the book names no package")


def _spine(package: etree._Element, folder: str) -> list[str]:
    items = {
        attribute(element, "id"): _place(folder, attribute(element, "href"))
        for element in package.iter()
        if name_of(element) == "item" and attribute(element, "media-type") in _PAGES
    }
    order = (
        attribute(element, "idref")
        for element in package.iter()
        if name_of(element) == "itemref" and attribute(element, "linear") != "no"
    )
    return list(dict.fromkeys(items[identity] for identity in order if identity in items))


def _contents(archive: Archive, package: etree._Element, folder: str) -> dict[str, str]:
    """Return the title that the table of contents gives each chapter; empty without a table."""
    for item in package.iter():
        if name_of(item) != "item":
            continue
        place = _place(folder, attribute(item, "href"))
        if place not in archive:
            continue
        if "nav" in attribute(item, "properties").split():
            return _titles(archive, place, link="a", target="href")
        if attribute(item, "media-type") == "application/x-dtbncx+xml":
            return _titles(archive, place, link="navPoint", target="src")
    return {}


def _titles(archive: Archive, place: str, *, link: str, target: str) -> dict[str, str]:
    try:
        root = parse_markup(archive.read(place))
    except ExtractionFailed:
        return {}
    titles: dict[str, str] = {}
    for element in root.iter():
        if name_of(element) == link:
            address = next(filter(None, (attribute(one, target) for one in element.iter())), "")
            label = text_of(element, "text") or "".join(map(str, element.itertext()))
            chapter = _place(posixpath.dirname(place), address.partition("#")[0])
            titles.setdefault(chapter, " ".join(label.split()))
    return titles


def _chapter(archive: Archive, name: str, titles: Mapping[str, str]) -> Iterator[Block]:
    """Yield the blocks of a chapter; its first line is a heading where the contents say so."""
    blocks = read_page(decode_page(archive.read(name)), whole=True).blocks
    title = titles.get(name, "")
    headed = any(block.level for block in blocks[:2])
    for index, block in enumerate(blocks):
        opens = index == 0 and title and not headed and " ".join(block.text.split()) == title
        yield block._replace(level=1) if opens else block


def _place(folder: str, address: str) -> str:
    return place_of(folder, unquote(address))
