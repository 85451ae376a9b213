"""Pieces of words, in which spellings and derivations meet that have different stems."""

from functools import lru_cache
from typing import Final

PIECE_LETTERS: Final = 4

BEGINNING: Final = "_"
"""Stands for what is before a word: a piece that begins a long word says more than others."""

_REMEMBERED_WORDS: Final = 1 << 16


@lru_cache(maxsize=_REMEMBERED_WORDS)
def pieces(word: str) -> tuple[str, ...]:
    """Return the runs of four letters of a folded word; a word no longer than that is whole."""
    if len(word) <= PIECE_LETTERS:
        return (word,)
    ends = range(PIECE_LETTERS, len(word) + 1)
    beginning = BEGINNING + word[: PIECE_LETTERS - len(BEGINNING)]
    return (beginning, *(word[end - PIECE_LETTERS : end] for end in ends))
