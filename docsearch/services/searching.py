"""Searching on behalf of somebody: what matches, where, and what they may see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.permissions import Actor
from docsearch.models import Document, Page, PageText
from docsearch.search.ports import (
    Attribute,
    Everything,
    Facet,
    Hit,
    Node,
    ResultPage,
    SearchEngine,
    SearchQuery,
    Sort,
)
from docsearch.search.query_syntax import Ignored, parse_query, relax
from docsearch.search.snippets import Snippet, highlight, snippet
from docsearch.services.unit_of_work import Transactions

FACETS: Final = (Attribute.LANGUAGE, Attribute.TYPE, Attribute.YEAR, Attribute.COLLECTION)
MOST_HITS: Final = 1000
_DEEPEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks: the words typed, the facets chosen, the order, the page of results."""

    text: str = ""
    filters: Mapping[Attribute, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 10


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of a document found, with the passage that answers."""

    position: int
    label: str
    score: float
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document found, with its best pages first."""

    document: Document
    score: float
    pages: tuple[FoundPage, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a request.

    ``any_word`` says that no document had all the words, so those with any of them are shown;
    ``ignored`` lists the parts of the query that were not understood.
    """

    request: SearchRequest
    total: int
    found: tuple[FoundDocument, ...] = ()
    facets: tuple[Facet, ...] = ()
    any_word: bool = False
    ignored: tuple[Ignored, ...] = ()


class SearchService:
    """Answers search requests within what the actor may read."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine

    def search(self, actor: Actor, request: SearchRequest) -> SearchAnswer:
        """Answer the request; an empty text lists every document."""
        parsed = parse_query(request.text)
        tree = parsed.tree if request.text.strip() else Everything()
        if tree is None:
            return SearchAnswer(request, total=0, ignored=parsed.ignored)
        with self._transactions.read() as session:
            query = _query(session, actor, request, tree)
            results, any_word = self._results(query)
            shown = relax(tree) if any_word else tree
            found = _found(session, results.hits, shown or tree)
        return SearchAnswer(request, results.total, found, results.facets, any_word, parsed.ignored)

    def mark(self, text: str, query: str) -> Snippet:
        """Return a whole text with what the query means in it marked."""
        tree = parse_query(query).tree
        return highlight(text, tree or Everything())

    def _results(self, query: SearchQuery) -> tuple[ResultPage, bool]:
        results = self._engine.search(query)
        relaxed = relax(query.tree) if not results.total else None
        if relaxed is None:
            return results, False
        widened = self._engine.search(replace(query, tree=relaxed))
        return widened, widened.total > 0


def _query(session: Session, actor: Actor, request: SearchRequest, tree: Node) -> SearchQuery:
    per_page = min(max(request.per_page, 1), MOST_HITS)
    return SearchQuery(
        tree=tree,
        access=actor.readable(),
        filters=request.filters,
        excluded=_excluded(session, actor),
        facets=FACETS,
        sort=request.sort,
        offset=min((max(request.page, 1) - 1) * per_page, _DEEPEST),
        limit=per_page,
    )


def _excluded(session: Session, actor: Actor) -> frozenset[int]:
    """Return the documents that the index still shows although the actor may not see them."""
    hidden = or_(Document.withdrawn_at.is_not(None), Document.access.not_in(actor.readable()))
    stale = Document.indexed_generation != Document.generation
    return frozenset(session.scalars(select(Document.id).where(stale, hidden)))


def _found(session: Session, hits: Sequence[Hit], tree: Node) -> tuple[FoundDocument, ...]:
    documents = _documents(session, hits)
    texts = _texts(session, hits)
    return tuple(
        FoundDocument(documents[hit.document], hit.score, _found_pages(hit, texts, tree))
        for hit in hits
        if hit.document in documents
    )


def _found_pages(
    hit: Hit, texts: Mapping[tuple[int, int], tuple[str, str]], tree: Node
) -> tuple[FoundPage, ...]:
    pages = []
    for position, score in _shown_pages(hit):
        label, text = texts.get((hit.document, position), ("", ""))
        if text:
            pages.append(FoundPage(position, label, score, snippet(text, tree)))
    return tuple(pages)


def _shown_pages(hit: Hit) -> list[tuple[int, float]]:
    # A hit on the description alone opens the document at its first page.
    return [(page.page, page.score) for page in hit.pages] or [(1, 0.0)]


def _documents(session: Session, hits: Sequence[Hit]) -> dict[int, Document]:
    wanted = select(Document).where(Document.id.in_([hit.document for hit in hits]))
    rows = session.scalars(wanted.options(selectinload(Document.files)))
    return {document.id: document for document in rows}


def _texts(session: Session, hits: Sequence[Hit]) -> dict[tuple[int, int], tuple[str, str]]:
    wanted = [
        (Page.document_id == hit.document)
        & Page.position.in_([position for position, _ in _shown_pages(hit)])
        for hit in hits
    ]
    if not wanted:
        return {}
    rows = session.execute(
        select(Page.document_id, Page.position, Page.label, PageText.text)
        .join(PageText, PageText.page_id == Page.id)
        .where(PageText.current, or_(*wanted))
    )
    return {(document, position): (label, text) for document, position, label, text in rows}
