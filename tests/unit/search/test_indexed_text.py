"""What the index takes from a text."""

from hypothesis import given
from hypothesis import strategies as st

from docsearch.search.indexed_text import indexed_text
from docsearch.search.query_tree import TermField


def test_a_text_becomes_the_tokens_of_three_fields_and_the_places_of_its_words() -> None:
    text = "L’égalité des حقوق"
    terms, words = indexed_text(text)

    assert terms == {
        TermField.STEM: ["egalit", None, "حقوق"],
        TermField.EXACT: ["egalite", "des", "حقوق"],
        TermField.NGRAM: ["_ega", "egal", "gali", "alit", "lite", "حقوق"],
    }
    assert [text[start:end] for start, end in words] == ["égalité", "des", "حقوق"]


@given(st.text(max_size=200))
def test_words_and_their_tokens_stand_side_by_side(text: str) -> None:
    terms, words = indexed_text(text)

    assert len(terms[TermField.STEM]) == len(terms[TermField.EXACT]) == len(words)
    assert None not in terms[TermField.NGRAM]
