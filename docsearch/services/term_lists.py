"""How many documents hold each of many terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docsearch.domain.permissions import Actor
from docsearch.search.ports import SearchEngine, SearchQuery
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import Attribute
from docsearch.services.unit_of_work import Transactions
from docsearch.services.visibility import hidden_from

MOST_TERMS: Final = 50
LONGEST_TERM: Final = 200


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term and the documents that hold it, in all and by language.

    ``understood`` is false for what holds nothing that can be looked for.
    """

    term: str
    documents: int
    languages: Mapping[str, int]
    understood: bool = True


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms counted, each once; how many more there were, and which were too long."""

    counts: tuple[TermCount, ...]
    left_out: int
    too_long: tuple[str, ...]


class TermListService:
    """Counts documents for lists of terms, each of which may be a whole query."""

    def __init__(self, transactions: Transactions, engine: SearchEngine) -> None:
        self._transactions = transactions
        self._engine = engine

    def count(self, actor: Actor, lines: Sequence[str]) -> TermList:
        """Count the documents that the actor may read for the first fifty terms, one a line."""
        terms = list(dict.fromkeys(term for line in lines if (term := " ".join(line.split()))))
        short = [term for term in terms if len(term) <= LONGEST_TERM]
        too_long = tuple(term for term in terms if len(term) > LONGEST_TERM)
        with self._transactions.read() as session:
            excluded = hidden_from(session, actor)
        counts = tuple(self._count(actor, term, excluded) for term in short[:MOST_TERMS])
        return TermList(counts, len(short[MOST_TERMS:]), too_long)

    def _count(self, actor: Actor, term: str, excluded: frozenset[int]) -> TermCount:
        tree = parse_query(term).tree
        if tree is None:
            return TermCount(term, 0, {}, understood=False)
        found = self._engine.search(
            SearchQuery(
                tree,
                access=actor.readable(),
                excluded=excluded,
                facets=(Attribute.LANGUAGE,),
                limit=0,
            )
        )
        languages = {one.value: one.count for facet in found.facets for one in facet.values}
        return TermCount(term, found.total, languages)
