"""Documents about the same things as one that somebody reads."""

from collections import Counter
from collections.abc import Iterator
from math import log
from threading import Lock
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from docsearch.domain.access import AccessLevel
from docsearch.domain.permissions import Actor
from docsearch.models import Document, Page, PageText
from docsearch.search.ports import IndexUnusable, SearchEngine, SearchQuery, Version
from docsearch.search.query_tree import Or, Term, TermField
from docsearch.services.documents import find_document
from docsearch.services.unit_of_work import Transactions
from docsearch.text.analysis import analyze

TELLING_WORDS: Final = 25
MOST_SIMILAR: Final = 5

_PAGES_READ: Final = 12
"""Pages of a long document that are looked at, at equal distances: it is about the same in all."""

_LONGEST_READ: Final = 30_000
_SHORTEST_STEM: Final = 3
_CANDIDATES: Final = 200
_TITLE_COUNTS: Final = 3
"""Times as much as one of a page that a word of the description counts."""

_ALIKE: Final = 0.1
"""Share of the score which the document itself reaches that a similar one must reach."""

_REMEMBERED: Final = 1_000
_SPARE: Final = 6
"""Documents found beyond those shown, for the document itself and what was withdrawn since."""

_Words = tuple[Term, ...]
_Question = tuple[int, int, frozenset[AccessLevel], Version]
"""A document, its generation, which changes with its text, a reader, and a state of the index."""


class SimilarService:
    """Finds documents that share the most telling words of another."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine
        self._lock = Lock()
        self._answers: dict[_Question, tuple[int, ...]] = {}

    def similar(self, actor: Actor, document_id: int) -> list[Document]:
        """Return a few other documents that the actor may read, the most similar first.

        There are none for a document that holds hardly a word, or that no other resembles, nor
        while the index cannot be read: the document itself can.
        """
        access = actor.readable()
        with self._transactions.read() as session:
            document = find_document(session, actor, document_id)
            try:
                answer = self._answer(session, document, access)
            except IndexUnusable:
                return []
            wanted = select(Document).where(Document.id.in_(answer))
            rows = session.scalars(wanted.options(selectinload(Document.files)))
            # The index only proposes: the database knows who may read.
            known = {row.id: row for row in rows if row.withdrawn_at is None}
        readable = [known[one] for one in answer if one in known and known[one].access in access]
        return readable[:MOST_SIMILAR]

    def _answer(
        self, session: Session, document: Document, access: frozenset[AccessLevel]
    ) -> tuple[int, ...]:
        question = (document.id, document.generation, access, self._engine.version())
        answer = self._answers.get(question)
        if answer is None:
            answer = self._search(_counts(session, document), document.id, access)
            self._remember(question, answer)
        return answer

    def _search(
        self, counts: Counter[str], document_id: int, access: frozenset[AccessLevel]
    ) -> tuple[int, ...]:
        words = self._most_telling(counts)
        if not words:
            return ()
        query = SearchQuery(Or(words), access=access, limit=_SPARE + MOST_SIMILAR, pages_per_hit=1)
        hits = self._engine.search(query).hits
        best = max((hit.score for hit in hits), default=0.0)
        # The document itself is the best of them.
        alike = (hit.document for hit in hits if hit.score >= _ALIKE * best)
        return tuple(similar for similar in alike if similar != document_id)

    def _remember(self, question: _Question, answer: tuple[int, ...]) -> None:
        with self._lock:
            if len(self._answers) >= _REMEMBERED:
                del self._answers[next(iter(self._answers))]
            self._answers[question] = answer

    def _most_telling(self, counts: Counter[str]) -> _Words:
        frequent = [stem for stem, _ in counts.most_common(_CANDIDATES)]
        terms = [Term(TermField.STEM, stem) for stem in frequent]
        held_by = self._engine.frequencies(terms)
        records = max(self._engine.statistics().pages, 1)
        weights = {
            term: (1 + log(counts[term.token])) * log(1 + records / held)
            # A word that only this document holds leads to no other.
            for term, held in zip(terms, held_by, strict=True)
            if held > 1
        }
        return tuple(sorted(weights, key=lambda term: (-weights[term], term.token))[:TELLING_WORDS])


def _counts(session: Session, document: Document) -> Counter[str]:
    titles = [document.title_fr, document.title_ar, document.title_en, *document.subjects]
    counts: Counter[str] = Counter()
    for text, weight in [
        (" ".join(titles) + " " + document.abstract, _TITLE_COUNTS),
        *((text, 1) for text in _sampled(session, document)),
    ]:
        for token in analyze(text):
            if token.stem and len(token.stem) >= _SHORTEST_STEM and token.stem.isalpha():
                counts[token.stem] += weight
    return counts


def _sampled(session: Session, document: Document) -> Iterator[str]:
    step = max((document.page_count or 0) // _PAGES_READ, 1)
    pages = (
        select(PageText.text)
        .join(PageText.page)
        .where(Page.document_id == document.id, PageText.current)
        .where(Page.position >= 1, Page.position % step == 0)
        .order_by(Page.position)
        .limit(_PAGES_READ)
    )
    left = _LONGEST_READ
    for text in session.scalars(pages):
        yield text[:left]
        left -= len(text)
        if left <= 0:
            return
