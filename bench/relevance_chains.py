"""Questions put to the real engine, as searching puts them, with parts of the chain left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from bench.relevance_measures import DEEPEST
from bench.relevance_sets import RelevanceSet
from docsearch.domain.access import AccessLevel
from docsearch.search.indexed_text import indexed_text
from docsearch.search.ports import IndexRecord, SearchEngine, SearchQuery
from docsearch.search.query_syntax import parse_query, relax
from docsearch.search.query_tree import TermField
from docsearch.search.whoosh_engine import WhooshEngine


class Chain(NamedTuple):
    """The fields that boost, and whether documents need all words first, as in searching."""

    fields: frozenset[TermField]
    all_words_first: bool = True


_BOTH: Final = frozenset({TermField.EXACT, TermField.NGRAM})

CHAINS: Final[Mapping[str, Chain]] = {
    "stems": Chain(frozenset()),
    "+ exact words": Chain(frozenset({TermField.EXACT})),
    "+ 4-letter pieces": Chain(_BOTH),
    "the same, any word at once": Chain(_BOTH, all_words_first=False),
}

_EVERYBODY: Final = frozenset({AccessLevel.PUBLIC})


def chain_rankings(asked: RelevanceSet) -> dict[str, list[list[int]]]:
    """Return the passages that each chain finds for each question, best first."""
    with TemporaryDirectory() as folder:
        engine = WhooshEngine(Path(folder))
        engine.rebuild(_records(asked.passages))
        return {
            name: [_answer(engine, question.text, chain) for question in asked.questions]
            for name, chain in CHAINS.items()
        }


def _records(passages: Sequence[str]) -> Iterator[tuple[int, list[IndexRecord]]]:
    for number, passage in enumerate(passages):
        terms, words = indexed_text(passage)
        yield (
            number,
            [IndexRecord(number, 1, AccessLevel.PUBLIC, terms, text=passage, words=words)],
        )


def _answer(engine: SearchEngine, text: str, chain: Chain) -> list[int]:
    parsed = parse_query(text)
    if parsed.tree is None:
        return []
    boosts = tuple(boost for boost in parsed.boosts if boost.leaf.field in chain.fields)
    query = SearchQuery(parsed.tree, _EVERYBODY, boosts=boosts, limit=DEEPEST)
    wider = replace(query, tree=relax(parsed.tree) or parsed.tree)
    found = engine.search(query if chain.all_words_first else wider)
    if not found.total and chain.all_words_first:
        found = engine.search(wider)
    return [hit.document for hit in found.hits]
