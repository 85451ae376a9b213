"""Accents and vowel signs of a PDF page, put on the letters that carry them."""

from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Floats, Indexes, Truths
from docsearch.ingest.pdf.glyphs import Glyphs

_OVER: Final = frozenset("\u064b\u064c\u064e\u064f\u0651\u0652\u0670")

# In ems.
_LOW: Final = 0.5
_HIGH: Final = 1.2

_AROUND: Final = 4
"""Letters on either side of a mark, among which is its own."""


def with_marks(glyphs: Glyphs, rows: Indexes, letters: Indexes) -> list[str]:
    """Return what each glyph stands for, the marks added to the letters that carry them.

    ``letters`` are the ranks of the glyphs that are no marks, row by row, from left to right.
    """
    texts = list(glyphs.texts)
    marks = np.flatnonzero(glyphs.marks)
    if not len(marks) or not len(letters):
        return texts
    middles = (glyphs.left + glyphs.right) / 2
    row = rows[letters]
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    ends = np.append(starts[1:], len(letters))
    # The row whose mean baseline is nearest, then its letter whose middle is nearest.
    baselines = np.add.reduceat(glyphs.y[letters], starts) / (ends - starts)
    ranked = np.argsort(baselines)
    borders = (baselines[ranked][1:] + baselines[ranked][:-1]) / 2
    level = np.searchsorted(borders, glyphs.y[marks])
    nearest = ranked[level + _far_above(glyphs, marks, baselines[ranked], level)]
    origin = glyphs.x.min()
    width = float(np.ptp(glyphs.x)) + 1.0
    keys = row * width + (glyphs.x[letters] - origin)
    within = np.clip(middles[marks] - origin, 0, width)
    place = np.searchsorted(keys, row[starts[nearest]] * width + within)
    window = place[:, None] + np.arange(-_AROUND, _AROUND)[None, :]
    window = np.clip(window, starts[nearest][:, None], ends[nearest][:, None] - 1)
    distance = np.abs(middles[letters[window]] - middles[marks][:, None])
    owners = letters[window[np.arange(len(marks)), np.argmin(distance, axis=1)]]
    for mark, owner in zip(marks.tolist(), owners.tolist(), strict=True):
        if glyphs.texts[mark] not in texts[owner]:
            texts[owner] += glyphs.texts[mark]
    return texts


def _far_above(glyphs: Glyphs, marks: Indexes, baselines: Floats, level: Indexes) -> Truths:
    """Tell which marks stand under their nearest row, but over the letters of the next.

    A few programs draw an accent at its own height; the row of that height is its letter's
    neighbour from above.
    """
    below = np.minimum(level + 1, len(baselines) - 1)
    over = np.array([glyphs.texts[mark][0] in _OVER for mark in marks.tolist()], np.bool_)
    em = glyphs.em[marks]
    under = glyphs.y[marks] - baselines[level] > _LOW * em
    reached = baselines[below] - glyphs.y[marks] < _HIGH * em
    return over & (below > level) & under & reached
