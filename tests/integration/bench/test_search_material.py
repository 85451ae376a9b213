"""That all engines of the search bench are given the same, and understand questions alike."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from bench.corpus import works
from bench.passages import Passages
from bench.peers import Unanswerable
from bench.queries import KINDS, questions
from bench.records import documents
from bench.search_engines import engines
from docsearch.search.indexed_text import indexed_text
from docsearch.search.ports import DESCRIPTION_PAGE, IndexRecord
from docsearch.search.query_tree import Fuzzy

PAGES = 60


@pytest.fixture(scope="module")
def passages(shared_data: Path) -> Passages:
    return Passages(works(shared_data, PAGES))


def pages_of(passages: Passages, count: int) -> list[IndexRecord]:
    records = chain.from_iterable(records for _, records in documents(passages, count))
    return [record for record in records if record.page != DESCRIPTION_PAGE]


def test_pages_have_the_tokens_of_their_text(passages: Passages) -> None:
    for record in pages_of(passages, 2 * PAGES):
        expected = indexed_text(record.text)
        assert record.terms == expected.terms
        assert record.words == expected.words


def test_pages_that_come_again_are_others(passages: Passages) -> None:
    texts = [record.text for record in pages_of(passages, 3 * PAGES)]
    assert len(texts) == 3 * PAGES
    # Only a page of a single passage has nothing to exchange.
    long = [text for text in texts if len(text.split()) > 100]
    assert len(set(long)) == len(long)


def test_every_engine_finds_the_same_pages(
    shared_data: Path, passages: Passages, tmp_path: Path
) -> None:
    # One page a document, because only ours would look for words on different pages of one.
    single = [
        (number, [replace(record, document=number, page=1)])
        for number, record in enumerate(pages_of(passages, PAGES), start=1)
    ]
    asked = questions(works(shared_data, PAGES), 2)
    assert {question.kind for question in asked} == set(KINDS)
    found: dict[str, list[int]] = {question.typed.text: [] for question in asked}
    for name, engine in engines().items():
        folder = tmp_path / name
        folder.mkdir()
        engine.make(folder).build(single)
        candidate = engine.make(folder)
        candidate.open()
        for way in candidate.ways().values():
            for question in asked:
                # tantivy also changes the first letter of a misspelt word.
                if name == "tantivy" and isinstance(question.tree, Fuzzy):
                    continue
                try:
                    found[question.typed.text].append(way(question))
                except Unanswerable:
                    continue
    for text, totals in found.items():
        assert len(set(totals)) == 1, (text, totals)
    assert sum(totals[0] for totals in found.values()) > len(found)
