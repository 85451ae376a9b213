"""What a PDF says of itself: description, page labels, table of contents, things to know."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import Notice
from docsearch.ingest.readings import Heading, Properties

_LABEL_CHARACTERS: Final = 40
_PROPERTY_CHARACTERS: Final = 500
_HEADINGS: Final = 2_000
_HEADING_LEVELS: Final = 8

_PAGES_SEARCHED: Final = 200
_ENTRIES_SEARCHED: Final = 200
"""Pages, and notes or fields of each, that are asked whether they hold a script."""


def properties_of(reader: PdfReader, page_count: int) -> Properties:
    """Return what the file says of itself; what cannot be read is left out."""
    title = author = ""
    created = None
    with suppress(Exception):
        metadata = reader.metadata
        if metadata is not None:
            title = str(metadata.title or "")[:_PROPERTY_CHARACTERS]
            author = str(metadata.author or "")[:_PROPERTY_CHARACTERS]
            # Read last: a date that cannot be parsed raises.
            moment = metadata.creation_date
            if moment is not None:
                created = PartialDate(moment.year, moment.month, moment.day)
    return Properties(page_count, title, author, created, _outline(reader), _notices(reader))


def labels_of(reader: PdfReader, page_count: int) -> list[str]:
    """Return what the document calls its pages, their number where it has no name for them."""
    positions = [str(number) for number in range(1, page_count + 1)]
    with suppress(Exception):
        declared = [str(label).strip()[:_LABEL_CHARACTERS] for label in reader.page_labels]
        return [label or position for label, position in zip(declared, positions, strict=True)]
    return positions


def _outline(reader: PdfReader) -> tuple[Heading, ...]:
    headings: list[Heading] = []
    with suppress(Exception):
        headings.extend(islice(_headings(reader, reader.outline, 1), _HEADINGS))
    return tuple(headings)


def _headings(reader: PdfReader, entries: Iterable[Any], level: int) -> Iterator[Heading]:
    for entry in entries:
        if isinstance(entry, list):
            if level < _HEADING_LEVELS:
                yield from _headings(reader, entry, level + 1)
            continue
        title = " ".join(str(entry.title or "").split())[:_PROPERTY_CHARACTERS]
        number = reader.get_destination_page_number(entry)
        if title and number is not None and number >= 0:
            yield Heading(level, title, number + 1)


def _notices(reader: PdfReader) -> frozenset[Notice]:
    signs = {
        Notice.SIGNED: _is_signed,
        Notice.JAVASCRIPT: _has_script,
        Notice.ATTACHMENTS: _has_attachments,
    }
    found = set()
    for notice, sign in signs.items():
        with suppress(Exception):
            if sign(reader):
                found.add(notice)
    return frozenset(found)


def _is_signed(reader: PdfReader) -> bool:
    return any(field.get("/FT") == "/Sig" and "/V" in field for field in _fields(reader))


def _has_script(reader: PdfReader) -> bool:
    root = reader.root_object
    names = _dictionary(root.get("/Names"))
    return (
        "/JavaScript" in names
        or _runs_script(root)
        or any(_runs_script(field) for field in _fields(reader))
        or any(
            _runs_script(held) for page in _first_pages(reader) for held in (page, *_notes(page))
        )
    )


def _has_attachments(reader: PdfReader) -> bool:
    names = _dictionary(reader.root_object.get("/Names"))
    files = _dictionary(names.get("/EmbeddedFiles"))
    return bool(files.get("/Names") or files.get("/Kids")) or any(
        note.get("/Subtype") == "/FileAttachment"
        for page in _first_pages(reader)
        for note in _notes(page)
    )


def _runs_script(holder: Mapping[str, Any]) -> bool:
    """Tell whether an action of a page, a field, a note or the whole file is a script."""
    actions = [_dictionary(holder.get(key)) for key in ("/A", "/OpenAction")]
    events = _dictionary(holder.get("/AA"))
    actions += [_dictionary(events.get(event)) for event in events]
    return any(action.get("/S") == "/JavaScript" for action in actions)


def _fields(reader: PdfReader) -> Iterator[Mapping[str, Any]]:
    form = _dictionary(reader.root_object.get("/AcroForm"))
    for field in islice(form.get("/Fields", ()), _ENTRIES_SEARCHED):
        opened = _dictionary(field)
        yield opened
        yield from map(_dictionary, islice(opened.get("/Kids", ()), _ENTRIES_SEARCHED))


def _first_pages(reader: PdfReader) -> Iterator[PageObject]:
    return islice(reader.pages, _PAGES_SEARCHED)


def _notes(page: PageObject) -> Iterator[Mapping[str, Any]]:
    notes = page.get("/Annots")
    listed = notes.get_object() if notes is not None else None
    return map(_dictionary, islice(listed or (), _ENTRIES_SEARCHED))


def _dictionary(held: Any) -> Mapping[str, Any]:
    opened = held.get_object() if held is not None else None
    return opened if isinstance(opened, DictionaryObject) else {}
