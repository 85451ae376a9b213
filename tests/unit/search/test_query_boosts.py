"""What puts the hits of a query in a better order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.search.indexed_text import indexed_text
from docsearch.search.memory_engine import MemoryEngine
from docsearch.search.ports import IndexRecord, SearchQuery
from docsearch.search.query_boosts import BOOST_WEIGHTS, MOST_PIECES
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import Term, TermField
from docsearch.search.query_words import MOST_WORDS


def boosted(query: str, field: TermField) -> list[str]:
    """The tokens of the query that boost in a field."""
    leaves = [boost.leaf for boost in parse_query(query).boosts]
    return [leaf.token for leaf in leaves if isinstance(leaf, Term) and leaf.field is field]


def found(query: str, *texts: str) -> list[int]:
    """The numbers of the texts found by a query, best first."""
    engine = MemoryEngine()
    engine.put(
        (number, [IndexRecord(number, 1, AccessLevel.PUBLIC, indexed_text(text).terms)])
        for number, text in enumerate(texts)
    )
    parsed = parse_query(query)
    assert parsed.tree is not None
    asked = SearchQuery(parsed.tree, frozenset({AccessLevel.PUBLIC}), boosts=parsed.boosts)
    return [hit.document for hit in engine.search(asked).hits]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("droits de l'homme", ["droits", "homme"]),
        ("الحقوق والحريات", ["الحقوق", "والحريات"]),
        ("droits OR devoirs", ["droits", "devoirs"]),
        ("droits -devoirs", ["droits"]),
        ("droits -(devoirs lois)", ["droits"]),
        ("droits droits Droits", ["droits"]),
        ("األطفال", ["الاطفال"]),
        ('"droits de l\'homme"', []),
        ("porte-parole CCPR/C/MAR", ["porte", "parole", "ccpr", "mar"]),
        ("constitut* droitt~", []),
        ("titre:droits symbol:CCPR/C/MAR/CO/6", []),
        ("de la", []),
    ],
)
def test_single_words_boost_as_they_are_spelt(query: str, words: list[str]) -> None:
    assert boosted(query, TermField.EXACT) == words


def test_the_pieces_of_a_word_weigh_less_the_more_there_are() -> None:
    weights = {
        len(pieces): {boost.weight for boost in pieces}
        for pieces in (
            [boost for boost in parse_query(word).boosts if boost.leaf.field is TermField.NGRAM]
            for word in ("loi", "droits")
        )
    }

    whole = BOOST_WEIGHTS[TermField.NGRAM]
    assert weights == {1: {whole}, 4: {whole / 2}}


def test_a_word_spelt_alike_comes_first() -> None:
    assert found("nationaux", "le droit national", "les droits nationaux") == [1, 0]
    assert found("والحريات", "الحرية للجميع", "الحقوق والحريات") == [1, 0]


def test_pieces_tell_which_of_two_texts_is_nearer() -> None:
    texts = ("vote des étrangers", "vote des électeurs", "vote des enfants")

    assert found("vote OR électorale", *texts)[0] == 1


@settings(deadline=None)  # The first Arabic word of a process reads the word list.
@given(st.lists(st.text("abcdefghحقوق", min_size=1, max_size=90), max_size=90))
def test_boosts_are_bounded_and_none_comes_twice(words: list[str]) -> None:
    boosts = parse_query(" ".join(words)).boosts

    assert len(boosts) <= MOST_WORDS + MOST_PIECES
    assert len({boost.leaf for boost in boosts}) == len(boosts)
