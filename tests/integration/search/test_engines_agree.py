"""The Whoosh engine answers as the naive one, whatever was indexed and whatever is asked."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.ports import IndexRecord, SearchEngine, SearchQuery
from docsearch.search.whoosh_engine import WhooshEngine
from tests.integration.search.records import commits, queries


def assert_same_answer(engine: SearchEngine, judge: SearchEngine, query: SearchQuery) -> None:
    answer, expected = engine.search(query), judge.search(query)
    assert answer.total == expected.total
    assert answer.facets == expected.facets
    assert [hit.document for hit in answer.hits] == [hit.document for hit in expected.hits]
    for hit, other in zip(answer.hits, expected.hits, strict=True):
        assert hit.score == pytest.approx(other.score)
        assert [page.page for page in hit.pages] == [page.page for page in other.pages]
        for page, twin in zip(hit.pages, other.pages, strict=True):
            assert page.score == pytest.approx(twin.score)


def assert_same_contents(engine: SearchEngine, judge: SearchEngine) -> None:
    assert engine.documents() == judge.documents()
    assert engine.statistics().documents == judge.statistics().documents
    assert engine.statistics().pages == judge.statistics().pages


@settings(deadline=None)
@given(commits(), st.lists(queries, min_size=5, max_size=25))
def test_after_any_commits_any_query_gets_the_same_answer(
    history: Sequence[dict[int, Sequence[IndexRecord]]], asked: Sequence[SearchQuery]
) -> None:
    judge = MemoryEngine()
    with TemporaryDirectory() as directory:
        engine = WhooshEngine(Path(directory))
        for commit in history:
            for each in (engine, judge):
                each.put(commit.items())
        assert_same_contents(engine, judge)
        for query in asked:
            assert_same_answer(engine, judge, query)


@settings(deadline=None, max_examples=20)
@given(commits(), commits(), st.lists(queries, min_size=1, max_size=10))
def test_after_a_rebuild_nothing_of_before_is_left(
    before: Sequence[dict[int, Sequence[IndexRecord]]],
    after: Sequence[dict[int, Sequence[IndexRecord]]],
    asked: Sequence[SearchQuery],
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
