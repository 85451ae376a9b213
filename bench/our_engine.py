"""The engine of docsearch, as its search service asks it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bench.peers import BEST, FACETS, Ask
from bench.queries import Question
from docsearch.domain.access import AccessLevel
from docsearch.search.ports import Records, SearchQuery
from docsearch.search.snippets import snippet
from docsearch.search.whoosh_engine import WhooshEngine

NAME: Final = "docsearch"
WITH_EXCERPTS: Final = "docsearch, ten excerpts"
WITH_BOOSTS: Final = "docsearch"
BARE: Final = "docsearch, no boosts"


class OurEngine:
    """It finds documents by what their pages hold together; the peers find pages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.engine = WhooshEngine(folder)

    def build(self, documents: Records) -> None:
        """Index all the records, and merge as the worker does when nobody waits."""
        self.engine.rebuild(documents)
        while self.engine.merge():
            pass

    def open(self) -> None:
        """Open what was built."""
        self.engine = WhooshEngine(self._folder)
        self.engine.statistics()

    def ways(self) -> Mapping[str, Ask]:
        """Return the three ways: with ten excerpts ready to be shown, without, without boosts."""
        return {WITH_EXCERPTS: self._with_excerpts, WITH_BOOSTS: self._boosted, BARE: self._bare}

    def _with_excerpts(self, question: Question) -> int:
        found = self.engine.search(_query(question, texts=True))
        for hit in found.hits:
            excerpt = hit.pages[0].excerpt if hit.pages else hit.description
            if excerpt is not None:
                snippet(excerpt)
        return found.total

    def _boosted(self, question: Question) -> int:
        return self.engine.search(_query(question)).total

    def _bare(self, question: Question) -> int:
        return self.engine.search(_query(question, boosts=False)).total


def _query(question: Question, *, texts: bool = False, boosts: bool = True) -> SearchQuery:
    return SearchQuery(
        question.tree,
        frozenset({AccessLevel.PUBLIC}),
        boosts=question.boosts if boosts else (),
        filters=question.typed.filters,
        facets=FACETS,
        limit=BEST,
        pages_per_hit=1,
        texts=texts,
    )
