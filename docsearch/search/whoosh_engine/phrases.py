"""Where tokens follow each other, within a page and from page to page."""

from collections.abc import Sequence

import numpy as np

from docsearch.search.whoosh_engine.array_file import Array
from docsearch.search.whoosh_engine.postings import Postings, Rows
from docsearch.search.whoosh_engine.ragged import Numbers


def phrase(tokens: Sequence[Postings], starts: Numbers, stretches: Rows, slop: int) -> Postings:
    """Return where the tokens stand in order, with at most ``slop`` other words between.

    The positions of all rows are numbered through, ``starts`` saying where each row begins; a
    phrase may go on in the next row of the same one of the ``stretches``.
    """
    if not tokens or any(not len(token.rows) or token.firsts is None for token in tokens):
        return Postings.nothing()
    width = len(tokens) + slop
    rows = _rows_near(min(tokens, key=lambda token: len(token.rows)), starts, width)
    firsts = lasts = _places(tokens[0], rows, starts)
    for token in tokens[1:]:
        places = _places(token, rows, starts)
        following = np.searchsorted(places, lasts, side="right")
        there = following < len(places)
        firsts, lasts = firsts[there], places[following[there]]
        near = lasts - firsts < width
        firsts, lasts = firsts[near], lasts[near]
    beginnings = _rows_at(firsts, starts)
    together = stretches[beginnings] == stretches[_rows_at(lasts, starts)]
    firsts, lasts, beginnings = firsts[together], lasts[together], beginnings[together]
    found, frequencies = np.unique(beginnings, return_counts=True)
    offsets = starts[beginnings]
    return Postings(
        found.astype(np.int32), frequencies, len(found), firsts - offsets, lasts - offsets
    )


def _rows_near(token: Postings, starts: Numbers, width: int) -> Array:
    """Return the rows of all positions fewer than ``width`` from one of the token's."""
    places = _places(token, token.rows, starts)
    last_row = len(starts) - 2
    first = _rows_at(np.maximum(places - width, 0), starts)
    last = np.minimum(_rows_at(places + width, starts), last_row)
    reached = np.bincount(first, minlength=len(starts) + 1)
    reached -= np.bincount(last + 1, minlength=len(starts) + 1)
    return np.flatnonzero(np.cumsum(reached)[:-2] > 0)


def _places(token: Postings, rows: Array, starts: Numbers) -> Numbers:
    numbers, positions, _ = token.places(rows)
    places: Numbers = starts[rows[numbers]] + positions
    return places


def _rows_at(places: Numbers, starts: Numbers) -> Array:
    return np.searchsorted(starts, places, side="right") - 1
