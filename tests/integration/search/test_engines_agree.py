"""The Whoosh engine answers as the naive one, whatever was indexed and whatever is asked.

``FUZZ_EXAMPLES=100000`` makes it look for differences for hours instead of seconds.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.memory_engine import ranking as judge_ranking
from docsearch.search.ports import Hit, IndexRecord, SearchEngine, SearchQuery, Sort
from docsearch.search.query_tree import Term, TermField
from docsearch.search.scoring import BOOSTED
from docsearch.search.whoosh_engine import WhooshEngine, cache, merging, ranking, snapshot, uniting
from tests.integration.search.records import EVERYONE, TOKENS, commits, queries

EXAMPLES: Final = int(os.environ.get("FUZZ_EXAMPLES", "15"))
EVERY_HIT: Final = 1000

Commits = Sequence[dict[int, Sequence[IndexRecord]]]


def assert_same_answer(
    engine: SearchEngine, judge: SearchEngine, query: SearchQuery, boosted: int = BOOSTED
) -> None:
    """Compare answers in which documents of equal scores may stand in any order."""
    answer, expected = engine.search(query), judge.search(query)
    assert answer.total == expected.total
    assert answer.facets == expected.facets
    assert len(answer.hits) == len(expected.hits)
    if cut_between_equals(judge, query, boosted):
        return
    every = judge.search(replace(query, offset=0, limit=EVERY_HIT, pages_per_hit=EVERY_HIT))
    twins = {hit.document: hit for hit in every.hits}
    for hit, other in zip(answer.hits, expected.hits, strict=True):
        assert hit.score == pytest.approx(other.score)
        if query.sort is not Sort.RELEVANCE:
            assert hit.document == other.document
        assert_same_hit(hit, twins[hit.document], query.pages_per_hit)


def cut_between_equals(judge: SearchEngine, query: SearchQuery, boosted: int) -> bool:
    """Tell whether only chance says which documents are still boosted."""
    plain = judge.search(replace(query, offset=0, limit=EVERY_HIT, boosts=()))
    scores = [hit.score for hit in plain.hits]
    return boosted < len(scores) and scores[boosted - 1] == pytest.approx(scores[boosted])


def assert_same_hit(hit: Hit, twin: Hit, pages: int) -> None:
    assert hit.score == pytest.approx(twin.score)
    assert hit.matching_pages == twin.matching_pages
    assert hit.description == twin.description
    assert [page.score for page in hit.pages] == [
        pytest.approx(page.score) for page in twin.pages[:pages]
    ]
    known = {page.page: page for page in twin.pages}
    assert len({page.page for page in hit.pages}) == len(hit.pages)
    for page in hit.pages:
        assert page.score == pytest.approx(known[page.page].score)
        assert page.excerpt == known[page.page].excerpt


def assert_same_contents(engine: SearchEngine, judge: SearchEngine) -> None:
    assert engine.documents() == judge.documents()
    assert engine.statistics().documents == judge.statistics().documents
    assert engine.statistics().pages == judge.statistics().pages
    terms = [Term(field, token) for field in TermField for token in TOKENS]
    assert list(engine.frequencies(terms)) == list(judge.frequencies(terms))
    for access in (EVERYONE, *(frozenset({level}) for level in EVERYONE)):
        assert list(engine.vocabulary(access)) == list(judge.vocabulary(access))


def assert_same_spellings(engine: SearchEngine, records: Sequence[IndexRecord]) -> None:
    for access in (EVERYONE, *(frozenset({level}) for level in EVERYONE)):
        for token in TOKENS:
            spelt = {
                record.text[slice(*record.words[position])]
                for record in records
                if record.access in access
                for position, other in enumerate(record.terms.get(TermField.EXACT, ()))
                if other == token and position < len(record.words)
            }
            assert engine.spelling(token, access) in (spelt or {token})


@settings(deadline=None, max_examples=EXAMPLES)
@given(
    history=commits(),
    asked=st.lists(queries, min_size=5, max_size=25),
    boosted=st.sampled_from((1, 3, 1000)),
    most=st.sampled_from((1, 2, 20)),
    idle=st.booleans(),
    remembered=st.sampled_from((0, 5_000, 10_000_000)),
)
def test_after_any_commits_any_query_gets_the_same_answer(
    history: Commits,
    asked: Sequence[SearchQuery],
    boosted: int,
    most: int,
    idle: bool,
    remembered: int,
) -> None:
    judge = MemoryEngine()
    contents: dict[int, Sequence[IndexRecord]] = {}
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        for module in (judge_ranking, ranking):
            patch.setattr(module, "BOOSTED", boosted)
        patch.setattr(merging, "MOST_SEGMENTS", most // 2)
        patch.setattr(merging, "MOST_IN_COMMITS", most)
        patch.setattr(uniting, "POSTINGS", 3)
        patch.setattr(uniting, "ROWS", 2)
        patch.setattr(cache, "CACHE_BYTES", remembered)
        patch.setattr(snapshot, "MAPPED", 0)
        patch.setattr(snapshot, "ANSWERS", 2)
        engine = WhooshEngine(Path(directory))
        for commit in history:
            contents |= commit
            for each in (engine, judge):
                each.put(commit.items())
            if idle:
                engine.merge()
        assert_same_contents(engine, judge)
        assert_same_spellings(engine, [record for group in contents.values() for record in group])
        for query in asked:
            assert_same_answer(engine, judge, query, boosted)


@settings(deadline=None, max_examples=max(EXAMPLES // 5, 1))
@given(commits(), commits(), st.lists(queries, min_size=1, max_size=10))
def test_after_a_rebuild_nothing_of_before_is_left(
    before: Commits, after: Commits, asked: Sequence[SearchQuery]
) -> None:
    documents = [item for commit in after for item in commit.items()]
    judge = MemoryEngine()
    with TemporaryDirectory() as directory:
        engine = WhooshEngine(Path(directory))
        for commit in before:
            engine.put(commit.items())
        for each in (engine, judge):
            each.rebuild(documents)
        assert_same_contents(engine, judge)
        for query in asked:
            assert_same_answer(engine, judge, query)
