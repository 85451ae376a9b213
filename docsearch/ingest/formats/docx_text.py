"""Sections of a Word document (.docx)."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lxml import etree

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import Archive, open_archive
from docsearch.ingest.formats.docx_body import Body, levels_of_styles
from docsearch.ingest.formats.office import (
    attribute,
    child,
    name_of,
    once,
    parse_markup,
    place_of,
    text_of,
)
from docsearch.ingest.formats.sections import Block, day_of, read_sections
from docsearch.ingest.readings import PageReading, Properties

_NOTE_PARTS: Final = {"footnotes": "footnote", "endnotes": "endnote"}
_RUNNING_PARTS: Final = ("header", "footer")
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator"})


class _Part(NamedTuple):
    """A part that another refers to: the last word of its type, and its name in the archive."""

    kind: str
    name: str


def read_docx(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    with open_archive(path) as archive:
        roots = _related(archive, "")
        main = next((part.name for part in roots if part.kind == "officeDocument"), "")
        if main not in archive:
            raise ExtractionFailed(FailureReason.DAMAGED, "the main part is missing")
        properties = _properties(archive, roots)
        blocks = list(_blocks(archive, main))
    yield from read_sections(blocks, properties, first_section, section_limit)


def _blocks(archive: Archive, main: str) -> Iterator[Block]:
    parts = [part for part in _related(archive, main) if part.name in archive]
    levels: dict[str, int] = {}
    notes: dict[str, etree._Element] = {}
    for part in parts:
        if part.kind == "styles":
            levels = levels_of_styles(parse_markup(archive.read(part.name)))
        elif part.kind in _NOTE_PARTS:
            notes.update(_notes(archive, part))
    root = parse_markup(archive.read(main))
    body = child(root, "body")
    if body is None:
        raise ExtractionFailed(FailureReason.DAMAGED, "the main part has no body")
    yield from Body(levels, notes).blocks(body)
    # Last, so that a letterhead is not taken for the title.
    yield from once(
        block
        for part in sorted(parts, key=lambda part: part.kind != "header")
        if part.kind in _RUNNING_PARTS
        for block in Body({}, {}).blocks(parse_markup(archive.read(part.name)))
    )


def _notes(archive: Archive, part: _Part) -> Iterator[tuple[str, etree._Element]]:
    for note in parse_markup(archive.read(part.name)):
        kind = _NOTE_PARTS[part.kind]
        if name_of(note) == kind and attribute(note, "type") not in _SEPARATORS:
            yield f"{kind} {attribute(note, 'id')}", note


def _related(archive: Archive, name: str) -> list[_Part]:
    """List the parts that a part of the archive refers to; the empty name is the archive's own."""
    folder, last = posixpath.split(name)
    relations = posixpath.join(folder, "_rels", f"{last}.rels")
    if relations not in archive:
        return []
    return [
        _Part(
            relation.get("Type", "").rpartition("/")[2],
            place_of(folder, relation.get("Target", "")),
        )
        for relation in parse_markup(archive.read(relations))
        if name_of(relation) == "Relationship" and relation.get("TargetMode") != "External"
    ]


def _properties(archive: Archive, roots: list[_Part]) -> Properties:
    core = next((part.name for part in roots if part.kind == "core-properties"), "")
    if core not in archive:
        return Properties(0)
    try:
        root = parse_markup(archive.read(core))
    except ExtractionFailed:
        return Properties(0)
    return Properties(
        0,
        title=text_of(root, "title"),
        author=text_of(root, "creator"),
        created=day_of(text_of(root, "created")),
    )
