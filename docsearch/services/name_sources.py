"""Where the names come from that a search box proposes: one function each, listed in SOURCES."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.models import Collection, Document, DocumentType
from docsearch.search.completions import Kind, Name
from docsearch.search.query_tree import Attribute

Source = Callable[[Session], Iterable[Name]]

_WIDEST_FIRST: Final = {level: number for number, level in enumerate(AccessLevel)}
_SHOWN: Final = Document.withdrawn_at.is_(None)


def all_names(session: Session) -> list[Name]:
    """Return every name, each once with the widest of its audiences."""
    names: dict[tuple[object, ...], Name] = {}
    for source in SOURCES:
        for name in source(session):
            key = (name.kind, name.text, name.document, name.value)
            known = names.get(key)
            if known is None or _WIDEST_FIRST[name.access] < _WIDEST_FIRST[known.access]:
                names[key] = name
    return list(names.values())


def _titles(session: Session) -> Iterator[Name]:
    titles = select(
        Document.id, Document.access, Document.title_fr, Document.title_ar, Document.title_en
    )
    for document, access, *named in session.execute(titles.where(_SHOWN)):
        for title in filter(None, dict.fromkeys(named)):
            yield Name(title, Kind.TITLE, access, document)


def _symbols(session: Session) -> Iterator[Name]:
    symbols = select(Document.id, Document.access, Document.symbol)
    for document, access, symbol in session.execute(symbols.where(_SHOWN, Document.symbol != "")):
        yield Name(symbol, Kind.SYMBOL, access, document)


def _subjects(session: Session) -> Iterator[Name]:
    rows = select(Document.access, Document.subjects)
    for access, subjects in session.execute(rows.where(_SHOWN)):
        for subject in subjects:
            yield Name(subject, Kind.SUBJECT, access, attribute=Attribute.SUBJECT, value=subject)


def _types(session: Session) -> Iterator[Name]:
    rows = select(Document.access, DocumentType).join(
        DocumentType, DocumentType.code == Document.type_code
    )
    for access, kind in session.execute(rows.where(_SHOWN).distinct()):
        for label in {kind.label_fr, kind.label_ar, kind.label_en}:
            yield Name(label, Kind.TYPE, access, attribute=Attribute.TYPE, value=kind.code)


def _collections(session: Session) -> Iterator[Name]:
    rows = select(Document.access, Collection).join(
        Collection, Collection.code == Document.collection_code
    )
    for access, group in session.execute(rows.where(_SHOWN).distinct()):
        for title in filter(None, {group.title_fr, group.title_ar, group.title_en}):
            yield Name(
                title, Kind.COLLECTION, access, attribute=Attribute.COLLECTION, value=group.code
            )


SOURCES: Final[tuple[Source, ...]] = (_titles, _symbols, _subjects, _types, _collections)
"""A new kind of name is one more line here and one in ``Kind``."""
