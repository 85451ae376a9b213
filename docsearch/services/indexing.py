"""Keeping the index in step with the database, which is the truth."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from sqlalchemy import Select, func, or_, select, update
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import SYSTEM
from docsearch.models import CitationFound, Document, Page, PageText
from docsearch.search.indexed_text import indexed_text
from docsearch.search.ports import (
    DESCRIPTION_PAGE,
    IndexRecord,
    IndexUnusable,
    SearchEngine,
    Span,
)
from docsearch.search.query_fields import symbol_token
from docsearch.search.query_tree import Attribute, TermField
from docsearch.services.unit_of_work import Transactions

_BATCH_PAGES: Final = 500
_PAGES_READ_AT_ONCE: Final = 100
_SETTLED: Final = (
    DocumentState.INDEXING,
    DocumentState.INDEXED,
    DocumentState.UNPACKED,
    DocumentState.FAILED,
)

log = structlog.get_logger()

_Symbol = tuple[str, Span]
"""The token of a symbol, and where it stands in the text."""


class IndexingService:
    """Writes to the index what changed in the database; only the worker may call it."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine

    def index_pending(self) -> int:
        """Index one batch of documents that changed, and return how many there were.

        A document is marked only after the commit of the index: killed in between, the same
        batch is written again. An index that cannot be read is built anew.
        """
        with self._transactions.read() as session:
            batch = _batch(session)
            if not batch:
                return 0
            try:
                self._engine.put((one.id, list(_records(session, one))) for one in batch)
            except IndexUnusable as error:
                log.warning("index.rebuilt", **error.facts)
                return self.rebuild()
        self._mark(batch)
        return len(batch)

    def repair(self) -> None:
        """Have indexed again what the index lost, and take out what it should not hold."""
        with self._transactions.read() as session:
            try:
                current = self._engine.is_current()
                gaps = index_gaps(session, self._engine)
            except IndexUnusable as error:
                log.warning("index.rebuilt", **error.facts)
                self.rebuild()
                return
        if not current:
            log.info("index.outdated")
            self.rebuild()
            return
        if gaps.unknown:
            self._engine.put((document, ()) for document in gaps.unknown)
        lost = gaps.missing | gaps.withdrawn
        if lost:
            log.warning("index.repaired", documents=len(lost))
            with self._transactions.write(SYSTEM, "documents.repair", documents=len(lost)) as work:
                unseen = [{"id": document, "indexed_generation": 0} for document in sorted(lost)]
                work.execute(update(Document), unseen)

    def rebuild(self) -> int:
        """Build the whole index anew from the database and return the number of documents."""
        with self._transactions.read() as session:
            settled = select(Document).where(Document.state.in_(_SETTLED)).order_by(Document.id)
            documents = session.scalars(settled).all()
            self._engine.rebuild((one.id, list(_records(session, one))) for one in documents)
        self._mark(documents)
        return len(documents)

    def merge(self) -> bool:
        """Make the index simpler while nothing waits, and tell whether there was anything to do.

        An index that cannot be read is built anew.
        """
        try:
            return self._engine.merge()
        except IndexUnusable as error:
            log.warning("index.rebuilt", **error.facts)
            self.rebuild()
            return True

    def ask_again(self) -> int:
        """Have the worker index every document again; return their number."""
        with self._transactions.write(SYSTEM, "documents.reindex") as work:
            settled = Document.state.in_(_SETTLED)
            work.execute(update(Document).where(settled).values(indexed_generation=0))
            return work.scalar(select(func.count(Document.id)).where(settled)) or 0

    def _mark(self, batch: Sequence[Document]) -> None:
        with self._transactions.write(SYSTEM, "documents.index", documents=len(batch)) as work:
            for indexed in batch:
                document = work.get_one(Document, indexed.id)
                document.indexed_generation = indexed.generation
                if document.state is DocumentState.INDEXING:
                    document.state = DocumentState.INDEXED


@dataclass(frozen=True, slots=True)
class IndexGaps:
    """Documents that the index lacks, still shows, or has no reason to know of."""

    missing: frozenset[int]
    withdrawn: frozenset[int]
    unknown: frozenset[int]


def index_gaps(session: Session, engine: SearchEngine) -> IndexGaps:
    """Compare the index with the documents that it is believed to be up to date on."""
    seen = Document.indexed_generation == Document.generation
    titled = or_(Document.title_fr != "", Document.title_ar != "", Document.title_en != "")
    failed = (Document.state == DocumentState.FAILED) & titled
    shown = (Document.state == DocumentState.INDEXED) | failed
    withdrawn = Document.withdrawn_at.is_not(None)
    expected = frozenset(session.scalars(select(Document.id).where(seen, shown, ~withdrawn)))
    unwanted = frozenset(session.scalars(select(Document.id).where(seen, withdrawn)))
    indexed = engine.documents()
    # The index may have moved on: what is new in it is in the database by now.
    session.rollback()
    recorded = frozenset(session.scalars(select(Document.id)))
    return IndexGaps(expected - indexed, indexed & unwanted, indexed - recorded)


def _batch(session: Session) -> list[Document]:
    pending = (
        select(Document)
        .where(Document.indexed_generation != Document.generation)
        .where(Document.state.in_(_SETTLED))
        .order_by(Document.id)
        .limit(_BATCH_PAGES)
    )
    batch, pages = [], 0
    for document in session.scalars(pending):
        batch.append(document)
        pages += document.page_count or 1
        if pages >= _BATCH_PAGES:
            break
    return batch


def _records(session: Session, document: Document) -> Iterator[IndexRecord]:
    """Give what search may know of the document: nothing once it is withdrawn or unpacked.

    One that could not be read is known by its description, if it has one.
    """
    failed = document.state is DocumentState.FAILED
    unpacked = document.state is DocumentState.UNPACKED
    if document.withdrawn_at is not None or unpacked or (failed and not document.title):
        return
    yield _description(document)
    if failed:
        return
    count = session.scalar(select(func.max(Page.position)).where(Page.document_id == document.id))
    for first in range(1, (count or 0) + 1, _PAGES_READ_AT_ONCE):
        last = first + _PAGES_READ_AT_ONCE - 1
        cited = _cited(session, document.id, first, last)
        for position, text in session.execute(_texts(document.id, first, last)):
            yield _record(document, position, text, symbols=cited.get(position, ()))


def _texts(document_id: int, first: int, last: int) -> Select[int, str]:
    return (
        select(Page.position, PageText.text)
        .join(PageText, PageText.page_id == Page.id)
        .where(Page.document_id == document_id, PageText.current)
        .where(Page.position.between(first, last))
        .order_by(Page.position)
    )


def _cited(session: Session, document_id: int, first: int, last: int) -> dict[int, list[_Symbol]]:
    rows = session.execute(
        select(Page.position, CitationFound.key, CitationFound.start, CitationFound.end)
        .join(PageText, PageText.page_id == Page.id)
        .join(CitationFound, CitationFound.page_text_id == PageText.id)
        .where(Page.document_id == document_id, PageText.current)
        .where(Page.position.between(first, last))
        .order_by(CitationFound.start)
    )
    cited: dict[int, list[_Symbol]] = {}
    for position, key, start, end in rows:
        cited.setdefault(position, []).append((symbol_token(key), Span(start, end)))
    return cited


def _record(document: Document, page: int, text: str, *, symbols: Sequence[_Symbol]) -> IndexRecord:
    terms, words = indexed_text(text)
    terms[TermField.SYMBOL] = [token for token, _ in symbols]
    if page == DESCRIPTION_PAGE:
        terms[TermField.TITLE] = indexed_text(_titles(document)).terms[TermField.STEM]
    return IndexRecord(
        document=document.id,
        page=page,
        access=document.access,
        terms=terms,
        attributes={
            Attribute.LANGUAGE: tuple(document.languages),
            Attribute.TYPE: (document.type_code,),
            Attribute.YEAR: (str(document.date.year),) if document.date else (),
            Attribute.COLLECTION: (document.collection_code or "",),
            Attribute.SUBJECT: tuple(document.subjects),
        },
        date=str(document.date or ""),
        text=text,
        words=words,
        symbols=[place for _, place in symbols],
    )


def _titles(document: Document) -> str:
    return "\n".join([document.title_fr, document.title_ar, document.title_en])


def _description(document: Document) -> IndexRecord:
    before = [
        _titles(document),
        document.abstract,
        *document.subjects,
        *document.authors,
        document.issuing_body,
        "",
    ]
    start = len("\n".join(before))
    place = Span(start, start + len(document.symbol))
    symbols = [(symbol_token(document.symbol), place)] if document.symbol else []
    text = "\n".join([*before[:-1], document.symbol, document.shelf_mark])
    return _record(document, DESCRIPTION_PAGE, text, symbols=symbols)
