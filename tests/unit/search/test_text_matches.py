"""A raw text shows the same matches as the index would give for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.ports import IndexRecord, Match, SearchQuery, Span
from docsearch.search.query_tree import (
    Choice,
    Fuzzy,
    Leaf,
    Or,
    Phrase,
    Prefix,
    Term,
    TermField,
    Translation,
)
from docsearch.search.text_matches import text_matches
from docsearch.text.analysis import analyze

STEM, EXACT = TermField.STEM, TermField.EXACT


def matched(text: str, leaf: Leaf) -> list[str]:
    return [text[match.start : match.end] for match in text_matches(text, leaf)]


@pytest.mark.parametrize(
    ("text", "leaf", "expected"),
    [
        ("La constitusion, la constitution.", Fuzzy(EXACT, "constitution", 1), 2),
        ("La constitution et l’institution.", Fuzzy(EXACT, "constitution", 2), 1),
        ("droit à une bonne éducation", Phrase(EXACT, ("droit", "education"), 3), 1),
        ("droit à une très bonne éducation", Phrase(EXACT, ("droit", "education"), 3), 0),
        ("الحراسة النظرية ثم الاعتقال", Phrase(STEM, ("حراس", "نظر")), 1),
    ],
)
def test_what_a_leaf_matches(text: str, leaf: Leaf, expected: int) -> None:
    assert len(matched(text, leaf)) == expected


def test_any_choice_of_a_translation_is_marked() -> None:
    leaf = Translation(
        (Choice(Term(EXACT, "حق"), 0.7), Choice(Phrase(EXACT, ("حق", "مشروع")), 0.3))
    )
    assert matched("حق ثم حق مشروع", leaf) == ["حق", "حق", "حق مشروع"]


WORDS = st.sampled_from(("a", "ab", "ba", "abc", "acb", "droit"))
terms = st.builds(Term, st.just(EXACT), WORDS)
phrases = st.builds(
    Phrase, st.just(EXACT), st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.integers(0, 3)
)
leaves = st.one_of(
    terms,
    phrases,
    st.builds(Prefix, st.just(EXACT), st.sampled_from(("a", "ab", "d"))),
    st.builds(Fuzzy, st.just(EXACT), WORDS, st.integers(1, 2)),
    st.lists(st.one_of(terms, phrases), min_size=1, max_size=3).map(
        lambda leaves: Translation(tuple(Choice(leaf, 0.3) for leaf in leaves))
    ),
)


@given(st.lists(WORDS, max_size=12).map(" ".join), st.lists(leaves, min_size=1, max_size=3))
def test_the_exact_engine_sees_the_same(text: str, sought: list[Leaf]) -> None:
    tree = Or(tuple(sought))
    tokens = analyze(text)
    engine = MemoryEngine()
    record = IndexRecord(
        document=1,
        page=1,
        access=AccessLevel.PUBLIC,
        terms={EXACT: [token.exact for token in tokens]},
        text=text,
        words=[Span(token.start, token.end) for token in tokens],
    )
    engine.put([(1, [record])])
    results = engine.search(SearchQuery(tree, frozenset(AccessLevel), texts=True))
    expected: tuple[Match, ...] = ()
    for hit in results.hits:
        for page in hit.pages:
            assert page.excerpt
            expected = page.excerpt.matches
    assert text_matches(text, tree) == expected
