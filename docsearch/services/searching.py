"""Searching on behalf of somebody: what matches, where, and what they may see of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import Actor
from docsearch.models import Document, Page, PageText
from docsearch.search.ports import (
    Attribute,
    Everything,
    Facet,
    Hit,
    IndexUnusable,
    Node,
    ResultPage,
    SearchEngine,
    SearchQuery,
    Sort,
)
from docsearch.search.query_syntax import Ignored, parse_query, relax
from docsearch.search.snippets import Snippet, highlight, snippet
from docsearch.services.documents import may_read
from docsearch.services.unit_of_work import Transactions

FACETS: Final = (Attribute.LANGUAGE, Attribute.TYPE, Attribute.YEAR, Attribute.COLLECTION)
MOST_HITS: Final = 1000
_DEEPEST: Final = 10_000

_Text = tuple[str, str, str]
"""The label, the text and the language of a page."""


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
    language: str


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document found, with its best pages first.

    ``described`` is the part of the description that answers, where no page holds the words.
    """

    document: Document
    score: float
    pages: tuple[FoundPage, ...]
    described: Snippet | None = None


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
            if not results.total:
                self._require_index(session)
            shown = relax(tree) if any_word else tree
            found = _found(session, actor, results.hits, shown or tree)
        return SearchAnswer(request, results.total, found, results.facets, any_word, parsed.ignored)

    def mark(self, text: str, query: str) -> Snippet:
        """Return a whole text with what the query means in it marked."""
        tree = parse_query(query).tree
        return highlight(text, tree or Everything())

    def _require_index(self, session: Session) -> None:
        """Tell an index that was lost from one in which there is nothing to find."""
        seen = Document.indexed_generation == Document.generation
        shown = (Document.state == DocumentState.INDEXED) & Document.withdrawn_at.is_(None)
        believed = session.scalar(select(Document.id).where(seen, shown).limit(1))
        if believed is not None and not self._engine.statistics().documents:
            raise IndexUnusable("index-unusable", cause="the index is empty")

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


def _found(
    session: Session, actor: Actor, hits: Sequence[Hit], tree: Node
) -> tuple[FoundDocument, ...]:
    documents = _documents(session, actor, hits)
    texts = _texts(session, hits)
    return tuple(
        _found_document(documents[hit.document], hit, _found_pages(hit, texts, tree), tree)
        for hit in hits
        if hit.document in documents
    )


def _found_document(
    document: Document, hit: Hit, pages: tuple[FoundPage, ...], tree: Node
) -> FoundDocument:
    answered = any(_is_marked(page.snippet) for page in pages)
    described = None if answered else _described(document, tree)
    return FoundDocument(document, hit.score, pages, described)


def _described(document: Document, tree: Node) -> Snippet | None:
    """Return the first part of the description, but for the title shown, that has a match."""
    titles = (document.title_fr, document.title_ar, document.title_en)
    others = [title for title in titles if title != document.title]
    lists = ["; ".join(document.subjects), "; ".join(document.authors)]
    for text in (*others, document.abstract, *lists):
        found = snippet(text, tree)
        if _is_marked(found):
            return found
    return None


def _is_marked(excerpt: Snippet) -> bool:
    return any(fragment.marked for fragment in excerpt.fragments)


def _found_pages(
    hit: Hit, texts: Mapping[tuple[int, int], _Text], tree: Node
) -> tuple[FoundPage, ...]:
    pages = []
    for position, score in _shown_pages(hit):
        label, text, language = texts.get((hit.document, position), ("", "", ""))
        if text:
            pages.append(FoundPage(position, label, score, snippet(text, tree), language))
    return tuple(pages)


def _shown_pages(hit: Hit) -> list[tuple[int, float]]:
    # A hit on the description alone opens the document at its first page.
    return [(page.page, page.score) for page in hit.pages] or [(1, 0.0)]


def _documents(session: Session, actor: Actor, hits: Sequence[Hit]) -> dict[int, Document]:
    # The index only proposes: the database knows who may read.
    wanted = select(Document).where(Document.id.in_([hit.document for hit in hits]))
    rows = session.scalars(wanted.options(selectinload(Document.files)))
    return {document.id: document for document in rows if may_read(actor, document)}


def _texts(session: Session, hits: Sequence[Hit]) -> dict[tuple[int, int], _Text]:
    wanted = [(hit.document, position) for hit in hits for position, _ in _shown_pages(hit)]
    rows = session.execute(
        select(Page.document_id, Page.position, Page.label, PageText.text, PageText.languages)
        .join(PageText, PageText.page_id == Page.id)
        .where(PageText.current, tuple_(Page.document_id, Page.position).in_(wanted))
    )
    return {
        (document, position): (label, text, languages[0][0] if languages else "")
        for document, position, label, text, languages in rows
    }
