"""Keeping the index in step with the database, which is the truth."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import SYSTEM
from docsearch.models import CitationFound, Document, Page, PageText
from docsearch.search.ports import DESCRIPTION_PAGE, IndexRecord, SearchEngine, TermField
from docsearch.services.unit_of_work import Transactions
from docsearch.text.analysis import analyze

_BATCH_PAGES: Final = 500
_PAGES_READ_AT_ONCE: Final = 100
_SETTLED: Final = (DocumentState.INDEXING, DocumentState.INDEXED, DocumentState.FAILED)


class IndexingService:
    """Writes to the index what changed in the database; only the worker may call it."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine

    def index_pending(self) -> int:
        """Index one batch of documents that changed, and return how many there were.

        A document is marked only after the commit of the index: killed in between, the same
        batch is written again.
        """
        with self._transactions.read() as session:
            batch = _batch(session)
            if not batch:
                return 0
            self._engine.put((one.id, list(_records(session, one))) for one in batch)
        self._mark(batch)
        return len(batch)

    def rebuild(self) -> int:
        """Build the whole index anew from the database and return the number of documents."""
        with self._transactions.read() as session:
            settled = select(Document).where(Document.state.in_(_SETTLED)).order_by(Document.id)
            documents = session.scalars(settled).all()
            self._engine.rebuild((one.id, list(_records(session, one))) for one in documents)
        self._mark(documents)
        return len(documents)

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
    """Give what search may know of the document: nothing once it is withdrawn.

    One that could not be read is known by its description, if it has one.
    """
    failed = document.state is DocumentState.FAILED
    if document.withdrawn_at is not None or (failed and not document.title):
        return
    yield _record(document, DESCRIPTION_PAGE, _description(document), symbols=[document.symbol])
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


def _cited(session: Session, document_id: int, first: int, last: int) -> dict[int, list[str]]:
    rows = session.execute(
        select(Page.position, CitationFound.key)
        .join(PageText, PageText.page_id == Page.id)
        .join(CitationFound, CitationFound.page_text_id == PageText.id)
        .where(Page.document_id == document_id, PageText.current)
        .where(Page.position.between(first, last))
        .order_by(CitationFound.start)
    )
    cited: dict[int, list[str]] = {}
    for position, key in rows:
        cited.setdefault(position, []).append(key)
    return cited


def _record(document: Document, page: int, text: str, *, symbols: Iterable[str]) -> IndexRecord:
    tokens = analyze(text)
    terms: dict[TermField, Sequence[str | None]] = {
        TermField.STEM: [token.stem for token in tokens],
        TermField.EXACT: [token.exact for token in tokens],
        TermField.SYMBOL: [symbol for symbol in symbols if symbol],
    }
    if page == DESCRIPTION_PAGE:
        terms[TermField.TITLE] = [token.stem for token in analyze(_titles(document))]
    return IndexRecord(
        document=document.id,
        page=page,
        access=document.access,
        terms=terms,
        languages=tuple(document.languages),
        type=document.type_code,
        year=document.date.year if document.date else None,
        collection=document.collection_code or "",
        date=str(document.date or ""),
    )


def _titles(document: Document) -> str:
    return "\n".join([document.title_fr, document.title_ar, document.title_en])


def _description(document: Document) -> str:
    parts = [
        _titles(document),
        document.abstract,
        *document.subjects,
        *document.authors,
        document.issuing_body,
        document.symbol,
        document.shelf_mark,
    ]
    return "\n".join(parts)
