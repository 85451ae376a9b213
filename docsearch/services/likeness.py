"""Documents whose texts are nearly the same, and documents that are one work in two languages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session, aliased, selectinload

from docsearch.domain.documents import Kinship
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import CitationFound, Document, DocumentBand, DocumentFile, Page, PageText
from docsearch.services.language_versions import Card, Found, language_versions
from docsearch.services.unit_of_work import Transactions
from docsearch.text.likeness import (
    ALIKE,
    COMPARED_CHARACTERS,
    MOST_LETTERS,
    likeness,
    same_text,
    signature,
)
from docsearch.text.versions import numbers_of

_MOST_COMPARED: Final = 300
_COMPARED_PAGES: Final = 20
_ONE_FOR_SURE: Final = 0.95
"""Likeness from which titles may number two documents differently."""

Ids = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that are nearly the same, the older deposit first; likeness is 0 to 1."""

    first: Document
    second: Document
    kinship: Kinship
    likeness: float


def remember_likeness(session: Session, document: Document) -> None:
    """Keep what finds this document's text again; call it whenever the text is complete."""
    session.execute(delete(DocumentBand).where(DocumentBand.document_id == document.id))
    bands = signature(_texts(session, document.id))
    session.add_all(
        DocumentBand(document_id=document.id, band=band, value=value)
        for band, value in enumerate(bands)
    )


def versions_in(session: Session, actor: Actor) -> Found:
    """Return the documents, of those the actor may read, that are one work in two languages."""
    return language_versions(_cards(session, actor))


class LikenessService:
    """Finds documents that are nearly the same, among those that the actor may read."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def pairs(self, actor: Actor, *, limit: int = 100) -> list[Pair]:
        """List the pairs of one text, most alike first, then those of one work.

        Of several copies of one text, each is paired with the oldest.
        """
        actor.require(Permission.DESCRIBE)
        with self._transactions.read() as session:
            return _pairs(session, actor, limit=limit)


def _pairs(session: Session, actor: Actor, *, limit: int) -> list[Pair]:
    found = {ids: (Kinship.SAME_TEXT, share) for ids, share in _same_texts(session, actor)}
    versions = sorted(versions_in(session, actor).items(), key=_surest_first)
    for ids, sureness in versions:
        if len(found) < limit:
            found.setdefault(ids, (Kinship.LANGUAGE_VERSION, sureness))
    documents = _documents(session, found)
    pairs = (
        Pair(documents[first], documents[second], kinship, share)
        for (first, second), (kinship, share) in found.items()
    )
    return [pair for pair in pairs if not _is_copy(pair.first, pair.second)][:limit]


def _surest_first(version: tuple[Ids, float]) -> tuple[float, Ids]:
    ids, sureness = version
    return -sureness, ids


def _same_texts(session: Session, actor: Actor) -> Iterator[tuple[Ids, float]]:
    alike = dict(_alike(session, actor))
    documents = _documents(session, alike)
    for ids, share in sorted(alike.items(), key=_surest_first):
        first, second = (documents[one] for one in ids)
        if _is_one_text(session, first, second, share):
            yield ids, share


def _alike(session: Session, actor: Actor) -> Iterator[tuple[Ids, float]]:
    """Yield the pairs with much the same signature, those that share most of it first."""
    band, other = aliased(DocumentBand), aliased(DocumentBand)
    readable = select(Document.id).where(_readable(actor))
    # Each with the oldest of those it meets: thousands of copies have millions of pairs.
    shared = (
        select(
            *(band.band, band.value),
            func.min(band.document_id).label("oldest"),
        )
        .where(band.document_id.in_(readable))
        .group_by(band.band, band.value)
        .having(func.count() > 1)
        .subquery()
    )
    meeting = (
        select(shared.c.oldest, other.document_id)
        .join(other, (other.band == shared.c.band) & (other.value == shared.c.value))
        .where(other.document_id.in_(readable), other.document_id != shared.c.oldest)
        .group_by(shared.c.oldest, other.document_id)
        .order_by(func.count().desc())
        .limit(_MOST_COMPARED)
    )
    met = [(min(one, two), max(one, two)) for one, two in session.execute(meeting)]
    bands: defaultdict[int, list[str]] = defaultdict(list)
    for document_id, value in session.execute(
        select(DocumentBand.document_id, DocumentBand.value)
        .where(DocumentBand.document_id.in_({one for ids in met for one in ids}))
        .order_by(DocumentBand.document_id, DocumentBand.band)
    ):
        bands[document_id].append(value)
    for ids in met:
        share = round(likeness(bands[ids[0]], bands[ids[1]]), 2)
        if share >= ALIKE:
            yield ids, share


def _is_one_text(session: Session, first: Document, second: Document, share: float) -> bool:
    numbers = [numbers_of(document.title) for document in (first, second)]
    # « Constitution de 1970 » and « Constitution de 1972 » say nearly the same and are two.
    if share < _ONE_FOR_SURE and all(numbers) and not numbers[0] & numbers[1]:
        return False
    return same_text(_opening(session, first.id), _opening(session, second.id))


def _is_copy(first: Document, second: Document) -> bool:
    """Tell whether one was made from the other to be public."""
    return first.id == second.redacts_id or second.id == first.redacts_id


def _readable(actor: Actor) -> ColumnElement[bool]:
    return Document.access.in_(actor.readable()) & Document.withdrawn_at.is_(None)


def _documents(session: Session, pairs: Iterable[Ids]) -> dict[int, Document]:
    ids = {one for pair in pairs for one in pair}
    found = select(Document).where(Document.id.in_(ids)).options(selectinload(Document.files))
    return {document.id: document for document in session.scalars(found)}


def _cards(session: Session, actor: Actor) -> Iterable[Card]:
    readable = select(Document.id).where(_readable(actor))
    names: dict[int, str] = {}
    for document_id, name in session.execute(
        select(DocumentFile.document_id, DocumentFile.name)
        .where(DocumentFile.replaced_at.is_(None), DocumentFile.document_id.in_(readable))
        .order_by(DocumentFile.position)
    ):
        names.setdefault(document_id, name)
    cited = _citations(session, readable)
    columns = (Document.title_fr, Document.title_ar, Document.title_en)
    for row in session.execute(
        select(
            *(Document.id, Document.symbol, Document.date, Document.languages),
            *(Document.page_count, *columns),
        ).where(_readable(actor))
    ):
        document_id, symbol, date, languages, pages, *titles = row
        yield Card(
            id=document_id,
            symbol=symbol,
            titles=tuple(filter(None, titles)),
            date=date,
            language=languages[0] if languages else "",
            page_count=pages,
            file_name=names.get(document_id, ""),
            citations=frozenset(cited.get(document_id, ())),
        )


def _citations(session: Session, readable: Select[int]) -> dict[int, set[str]]:
    cited: defaultdict[int, set[str]] = defaultdict(set)
    for document_id, key in session.execute(
        select(Page.document_id, CitationFound.key)
        .join(PageText, PageText.page_id == Page.id)
        .join(CitationFound, CitationFound.page_text_id == PageText.id)
        .where(PageText.current, Page.document_id.in_(readable))
        .distinct()
    ):
        cited[document_id].add(key)
    return cited


def _opening(session: Session, document_id: int) -> str:
    texts = session.scalars(_current_texts(document_id).limit(_COMPARED_PAGES))
    return "\n".join(texts)[:COMPARED_CHARACTERS]


def _texts(session: Session, document_id: int) -> Iterator[str]:
    """Yield the texts of the pages, as many as can count."""
    characters = 0
    for text in session.scalars(_current_texts(document_id)).yield_per(_COMPARED_PAGES):
        yield text
        characters += len(text)
        if characters >= 2 * MOST_LETTERS:
            return


def _current_texts(document_id: int) -> Select[str]:
    current = select(PageText.text).join(Page, Page.id == PageText.page_id)
    return current.where(Page.document_id == document_id, PageText.current).order_by(Page.position)
