"""Which words of a query are corrected, and what stays as it was typed."""

from hypothesis import given
from hypothesis import strategies as st

from docsearch.search.ports import Span
from docsearch.search.query_corrections import MOST_CORRECTED, query_words, with_words


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in query_words(text)]


def test_words_stand_where_they_were_typed() -> None:
    text = 'titre:raport "droits de l\'homme" OR (détension حقوق)'
    assert words(text) == ["raport", "droits", "homme", "détension", "حقوق"]


def test_what_is_no_word_of_a_text_is_left_alone() -> None:
    assert (
        words("lang:ar année:2015..2020 const* mot~ -prisn SAUF detenu symbole:CCPR/C ET ou") == []
    )


def test_a_field_that_nobody_knows_is_read_as_words() -> None:
    assert words("auteur:Dupont") == ["auteur", "Dupont"]


def test_few_words_of_a_long_query_are_looked_up() -> None:
    assert len(words("détention " * 500)) == MOST_CORRECTED


def test_the_rest_of_the_query_stays() -> None:
    text = '  titre:raport  -"l’homme"'
    (found,) = [token for token in query_words(text) if token.exact == "raport"]
    assert (
        with_words(text, {Span(found.start, found.end): "rapport"}) == '  titre:rapport  -"l’homme"'
    )


@given(st.text(alphabet='ab~*:"«»()-|" لاحق\u0640\u202e', max_size=60))
def test_whatever_is_typed_words_are_parts_of_it(text: str) -> None:
    spans = [Span(token.start, token.end) for token in query_words(text)]
    assert spans == sorted(set(spans))
    assert with_words(text, {span: text[span.start : span.end] for span in spans}) == text
