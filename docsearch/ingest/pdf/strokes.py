"""Strokes that lengthen Arabic words and are no characters of their PDF: gaps inside words."""

from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Floats, Indexes, Truths
from docsearch.ingest.pdf.glyphs import Glyphs

_LONGEST: Final = 2.0
"""Ems."""

_LETTERS: Final = ((0x0620, 0x063F), (0x0641, 0x064A), (0x066E, 0x06D3), (0xFB50, 0xFEFC))
_JOINED_TO_NOTHING: Final = [ord(letter) for letter in "اأإآٱدذرزژوؤةىء"]

_WIDTHS: Final = 100
"""To the em."""

_WIDEST: Final = 1_000
_KEY_SHIFTS: Final = np.array([42, 21, 0])

_UNSEEN: Final = 0.5


def strokes(glyphs: Glyphs, order: Indexes, gaps: Floats, told: Truths, wide: Truths) -> Truths:
    """Tell which of the ``wide`` gaps are strokes, where ends of words are ``told`` by spaces.

    The same letter is drawn otherwise inside a word than at its end, and than at its beginning:
    the places where a shape of that width stands on the page tell what a gap beside it is.
    """
    if not wide.any():
        return wide
    texts = [glyphs.texts[rank] for rank in order.tolist()]
    first = np.array([ord(text[0]) for text in texts])
    last = np.array([ord(text[-1]) for text in texts])
    # The letter on the right comes first.
    joining = _letters(last[1:]) & ~np.isin(last[1:], _JOINED_TO_NOTHING)
    doubtful = wide & joining & _letters(first[:-1]) & (gaps < _LONGEST)
    if not doubtful.any():
        return doubtful
    widths = np.round((glyphs.right - glyphs.left)[order] / glyphs.em[order] * _WIDTHS)
    keys = np.stack((first, last, np.clip(widths, 0, _WIDEST).astype(np.int64))).T
    _, shape = np.unique((keys << _KEY_SHIFTS).sum(axis=1), return_inverse=True)
    touching = ~told & ~wide
    begins = told | (touching & ~joining)
    inside = touching & joining
    odds = _odds(shape[1:], inside, told & joining) * _odds(shape[:-1], inside, begins)
    # What most of them are, those may be of which the shapes do not tell much.
    likely = int(np.count_nonzero(odds[doubtful] > 1))
    unlikely = int(np.count_nonzero(doubtful)) - likely
    return doubtful & (odds * (likely + _UNSEEN) > unlikely + _UNSEEN)


def _letters(codes: Indexes) -> Truths:
    found = np.zeros(len(codes), np.bool_)
    for begin, end in _LETTERS:
        found |= (codes >= begin) & (codes <= end)
    return found


def _odds(shapes: Indexes, inside: Truths, outside: Truths) -> Floats:
    """Return how many times more often than usual each shape stands inside words."""
    size = int(shapes.max()) + 1
    within = np.bincount(shapes[inside], minlength=size) + _UNSEEN
    without = np.bincount(shapes[outside], minlength=size) + _UNSEEN
    odds: Floats = (within / without)[shapes] * (without.sum() / within.sum())
    return odds
