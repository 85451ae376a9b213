"""Rows of a PDF page: glyphs that stand on one baseline."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Indexes, Truths
from docsearch.ingest.pdf.glyphs import Glyphs

# All in ems.
_BASELINE: Final = 0.3
_RAISED: Final = 0.62
_TOUCHING: Final = 0.1
_FALSE_BOLD: Final = 0.08


def rows_of(glyphs: Glyphs, letters: Indexes) -> Indexes:
    """Return the number of the row of each glyph, from the top down; only letters have one."""
    order = letters[np.argsort(glyphs.y[letters], kind="stable")]
    y, em = glyphs.y[order], glyphs.em[order]
    new = np.diff(y) > _BASELINE * np.minimum(em[1:], em[:-1])
    numbers = np.concatenate(([0], np.cumsum(new)))
    borders = [0, *(np.flatnonzero(new) + 1).tolist(), len(order)]
    found = [order[first:after] for first, after in pairwise(borders)]
    rows = np.zeros(len(glyphs.texts), np.int64)
    rows[order] = _with_raised(found, glyphs)[numbers]
    return rows


def without_doubles(glyphs: Glyphs, rows: Indexes, order: Indexes) -> Indexes:
    """Return the ranks without the letters that repeat the one before them: false bold."""
    doubled = np.zeros(len(order), np.bool_)
    near = np.diff(glyphs.x[order]) < _FALSE_BOLD * glyphs.em[order[1:]]
    near &= np.diff(rows[order]) == 0
    for index in np.flatnonzero(near).tolist():
        doubled[index + 1] = glyphs.texts[order[index]] == glyphs.texts[order[index + 1]]
    return order[~doubled]


def _with_raised(rows: Sequence[Indexes], glyphs: Glyphs) -> Indexes:
    """Return the new number of each row, rows that fill one another's gaps being one.

    Small figures stand higher than the words they follow, letters of some fonts on a slope.
    """
    numbers = np.arange(len(rows))
    joined = 0
    current = fullest = rows[0]
    for number, row in enumerate(rows[1:], start=1):
        # From the fullest, so that no chain of small steps leads down the page.
        apart = float(glyphs.y[row[0]] - glyphs.y[fullest[-1]])
        size = max(float(glyphs.em[row].max()), float(glyphs.em[fullest].max()))
        if apart < _RAISED * size and not _overlap(glyphs, current, row):
            joined += 1
            current = np.concatenate((current, row))
            fullest = max(fullest, row, key=len)
        else:
            current = fullest = row
        numbers[number] -= joined
    return numbers


def _overlap(glyphs: Glyphs, some: Indexes, others: Indexes) -> bool:
    """Tell whether glyphs of both rows stand above one another."""
    few, many = sorted((some, others), key=len)
    many = many[np.argsort(glyphs.left[many])]
    slack = _TOUCHING * glyphs.em[few]
    before = np.searchsorted(glyphs.left[many], glyphs.right[few] - slack)
    reach = np.concatenate(([-np.inf], np.maximum.accumulate(glyphs.right[many])))
    overlapping: Truths = reach[before] > glyphs.left[few] + slack
    return bool(overlapping.any())
