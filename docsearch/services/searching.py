"""Searching on behalf of somebody: what matches, where, and what they may see of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import Actor
from docsearch.models import Document
from docsearch.search.ports import (
    Facet,
    Hit,
    IndexUnusable,
    ResultPage,
    SearchEngine,
    SearchQuery,
    Sort,
)
from docsearch.search.query_syntax import Ignored, ParsedQuery, parse_query, relax, some_words
from docsearch.search.query_tree import Attribute, Everything, Node
from docsearch.search.snippets import Snippet, highlight
from docsearch.search.translating import translate
from docsearch.services.across_languages import (
    FIRST_HITS,
    Across,
    AcrossAnswer,
    across_results,
    in_either_language,
    in_its_language,
    other_language,
    source_words,
)
from docsearch.services.documents import find_document
from docsearch.services.found_documents import FoundDocument, FoundPage, found_documents
from docsearch.services.unit_of_work import Transactions
from docsearch.services.visibility import hidden_from
from docsearch.text.lexicon.lookup import Lexicon

FACETS: Final = tuple(Attribute)
MOST_HITS: Final = 1000
MOST_PAGES: Final = 1000
"""Pages of one document that a search inside it shows."""

_DEEPEST: Final = 10_000
_MOST_PARTLY: Final = 10
"""Documents with some of the words that are shown below those with all of them."""


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody asks: the words typed, the facets chosen, the order, the page of results."""

    text: str = ""
    filters: Mapping[Attribute, frozenset[str]] = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 10
    across: Across = Across.BESIDE


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """The answer to a request.

    Where there is room below documents with all the words, ``partly`` are the nearest ones that
    hold some. ``across`` are documents in the other language: a first few beside the answer, or all
    of them where the request asks for nothing else. ``any_word`` says that no document had all the
    words, so those with any of them are shown; ``ignored`` lists the parts of the query that were
    not understood; ``tree`` is what was looked for, ``None`` when nothing was understood.
    """

    request: SearchRequest
    total: int
    found: tuple[FoundDocument, ...] = ()
    partly: tuple[FoundDocument, ...] = ()
    facets: tuple[Facet, ...] = ()
    any_word: bool = False
    ignored: tuple[Ignored, ...] = ()
    tree: Node | None = None
    across: AcrossAnswer | None = None


@dataclass(frozen=True, slots=True)
class InsideAnswer:
    """The pages of one document that match, in their order; ``total`` counts them all."""

    document: Document
    total: int
    pages: tuple[FoundPage, ...] = ()
    any_word: bool = False
    ignored: tuple[Ignored, ...] = ()


def facets_for(actor: Actor) -> tuple[Attribute, ...]:
    """Return the attributes that the actor may choose among, in the order of screens."""
    everything = actor.readable() != {AccessLevel.PUBLIC}
    return tuple(one for one in FACETS if everything or one is not Attribute.ACCESS)


class SearchService:
    """Answers search requests within what the actor may read."""

    def __init__(
        self,
        transactions: Transactions,
        engine: SearchEngine,
        lexicon: Callable[[], Lexicon],
    ) -> None:
        self._transactions = transactions
        self._engine = engine
        self._lexicon = lexicon

    def search(self, actor: Actor, request: SearchRequest) -> SearchAnswer:
        """Answer the request; an empty text lists every document."""
        parsed = _parsed(request.text)
        if parsed.tree is None:
            return SearchAnswer(request, total=0, ignored=parsed.ignored)
        with self._transactions.read() as session:
            query = replace(_query(session, actor, request, parsed), texts=True)
            if request.across is not Across.ONLY:
                answer = self._direct(session, actor, request, query)
            else:
                answer = SearchAnswer(request, total=0, tree=parsed.tree)
            across = self._across(session, actor, request, query)
        if across and request.across is Across.ONLY:
            answer = replace(answer, total=across.total, facets=across.facets)
        return replace(answer, ignored=parsed.ignored, across=across)

    def listed(self, actor: Actor, request: SearchRequest) -> tuple[FoundDocument, ...]:
        """Return the documents of an answer without their pages."""
        with self._transactions.read() as session:
            hits = self._hits(session, actor, request)
            return found_documents(session, actor, hits)

    def newest(self, actor: Actor, request: SearchRequest, *, limit: int) -> list[Document]:
        """Return the latest deposits among all that the request finds, newest first."""
        every = replace(request, page=1, per_page=_DEEPEST)
        with self._transactions.read() as session:
            hits = self._hits(session, actor, every)
            # Numbers grow with every deposit.
            latest = sorted(hits, key=lambda hit: hit.document, reverse=True)[:limit]
            return [found.document for found in found_documents(session, actor, latest)]

    def search_inside(self, actor: Actor, document_id: int, request: SearchRequest) -> InsideAnswer:
        """List the pages of a document that match; its pages count as results of the request.

        Words of the other language that mean the same match as well.
        """
        parsed = parse_query(request.text)
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            if parsed.tree is None:
                return InsideAnswer(document, 0, ignored=parsed.ignored)
            query = SearchQuery(
                tree=parsed.tree,
                access=actor.readable(),
                excluded=hidden_from(session, actor),
                within=document_id,
                pages_per_hit=MOST_PAGES,
                limit=1,
                texts=True,
            )
            lexicon = self._lexicon()
            for tree in dict.fromkeys((parsed.tree, relax(parsed.tree) or parsed.tree)):
                either = in_either_language(tree, lexicon, request.text)
                results = self._engine.search(replace(query, tree=either))
                if results.total:
                    break
            hits = [_page_of_pages(hit, request) for hit in results.hits]
            found = found_documents(session, actor, hits)
        return InsideAnswer(
            document,
            sum(len(hit.pages) for hit in results.hits),
            tuple(page for one in found for page in one.pages),
            any_word=bool(results.total) and tree is not parsed.tree,
            ignored=parsed.ignored,
        )

    def mark(self, text: str, query: str) -> Snippet:
        """Return a whole text with what the query means in it marked."""
        tree = parse_query(query).tree
        if tree is None:
            return highlight(text, Everything())
        return highlight(text, in_either_language(tree, self._lexicon(), query))

    def _require_index(self, session: Session) -> None:
        """Tell an index that was lost from one in which there is nothing to find."""
        seen = Document.indexed_generation == Document.generation
        shown = (Document.state == DocumentState.INDEXED) & Document.withdrawn_at.is_(None)
        believed = session.scalar(select(Document.id).where(seen, shown).limit(1))
        if believed is not None and not self._engine.statistics().documents:
            raise IndexUnusable("index-unusable", cause="the index is empty")

    def _direct(
        self, session: Session, actor: Actor, request: SearchRequest, query: SearchQuery
    ) -> SearchAnswer:
        results, shown = self._results(query)
        if not results.total:
            self._require_index(session)
        widened = shown is not query.tree
        partly = () if widened else self._partly(query, results)
        return SearchAnswer(
            request,
            results.total,
            found_documents(session, actor, results.hits),
            found_documents(session, actor, partly),
            results.facets,
            any_word=widened,
            tree=shown,
        )

    def _partly(self, query: SearchQuery, results: ResultPage) -> tuple[Hit, ...]:
        """Return hits on some of the words that fill the first page below those on all of them."""
        room = min(query.limit - results.total, _MOST_PARTLY)
        tree = some_words(query.tree)
        if tree is None or not 0 < results.total < query.limit or query.offset:
            return ()
        if query.sort is not Sort.RELEVANCE:
            return ()
        shown = query.excluded | {hit.document for hit in results.hits}
        return self._engine.search(
            replace(query, tree=tree, excluded=shown, facets=(), limit=room)
        ).hits

    def _across(
        self, session: Session, actor: Actor, request: SearchRequest, query: SearchQuery
    ) -> AcrossAnswer | None:
        """Return what the query finds in the other language, where that is asked for."""
        if request.across is Across.OFF or (request.across is Across.BESIDE and request.page > 1):
            return None
        if request.across is Across.BESIDE:
            query = replace(query, limit=FIRST_HITS, facets=())
        translated = translate(query.tree, self._lexicon(), request.text)
        if translated.tree is None:
            return None
        found = across_results(self._engine, query, translated.tree)
        return AcrossAnswer(
            other_language(query.tree),
            found.results.total,
            found_documents(session, actor, found.results.hits),
            found.results.facets,
            found.any_word,
            source_words(translated, found.tree),
            translated.missing,
        )

    def _hits(self, session: Session, actor: Actor, request: SearchRequest) -> tuple[Hit, ...]:
        parsed = _parsed(request.text)
        if parsed.tree is None:
            return ()
        query = replace(_query(session, actor, request, parsed), facets=(), pages_per_hit=0)
        if request.across is not Across.ONLY:
            return self._results(query)[0].hits
        translated = translate(query.tree, self._lexicon(), request.text).tree
        if translated is None:
            return ()
        return across_results(self._engine, query, translated).results.hits

    def _results(self, query: SearchQuery) -> tuple[ResultPage, Node]:
        """Answer a query, or where nothing has all its words the one for any of them."""
        results = self._engine.search(query)
        relaxed = relax(query.tree) if not results.total else None
        if relaxed is None:
            return results, query.tree
        widened = self._engine.search(replace(query, tree=relaxed))
        return (widened, relaxed) if widened.total else (results, query.tree)


def _parsed(text: str) -> ParsedQuery:
    return parse_query(text) if text.strip() else ParsedQuery(Everything())


def _page_of_pages(hit: Hit, request: SearchRequest) -> Hit:
    """Return the hit with the pages, in their order, that the request's page of results shows."""
    first = (max(request.page, 1) - 1) * request.per_page
    pages = sorted(hit.pages, key=lambda page: page.page)
    return replace(hit, pages=tuple(pages[first : first + request.per_page]))


def _query(
    session: Session, actor: Actor, request: SearchRequest, parsed: ParsedQuery
) -> SearchQuery:
    assert parsed.tree is not None
    off = request.across is Across.OFF
    return SearchQuery(
        tree=in_its_language(parsed.tree) if off else parsed.tree,
        access=actor.readable(),
        boosts=parsed.boosts,
        filters=request.filters,
        excluded=hidden_from(session, actor),
        facets=facets_for(actor),
        sort=request.sort,
        offset=min((max(request.page, 1) - 1) * request.per_page, _DEEPEST),
        limit=min(max(request.per_page, 1), _DEEPEST),
    )
