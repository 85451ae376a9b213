"""Pieces of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.analysis import analyze
from docsearch.text.pieces import PIECE_LETTERS, pieces


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("droits", ("_dro", "droi", "roit", "oits")),
        ("حقوقهم", ("_حقو", "حقوق", "قوقه", "وقهم")),
        ("lois", ("lois",)),
        ("حق", ("حق",)),
        ("5", ("5",)),
    ],
)
def test_a_word_is_cut_into_runs_of_four_letters(word: str, parts: tuple[str, ...]) -> None:
    assert pieces(word) == parts


@given(st.text("abcdeحقوق12", min_size=1, max_size=100))
def test_pieces_are_never_longer_and_no_word_is_without(word: str) -> None:
    parts = pieces(word)

    assert parts
    assert all(0 < len(part) <= PIECE_LETTERS for part in parts)


@given(st.text(max_size=60))
def test_a_piece_that_begins_a_word_is_never_taken_for_a_word(text: str) -> None:
    assert not any(token.exact.startswith("_") for token in analyze(text))
