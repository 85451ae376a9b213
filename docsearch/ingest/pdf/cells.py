"""Cells of a PDF page: what stands together in a row, as words from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Floats, Indexes, Truths
from docsearch.ingest.pdf.glyphs import Glyphs
from docsearch.ingest.pdf.marks import with_marks
from docsearch.ingest.pdf.rows import rows_of, without_doubles
from docsearch.ingest.pdf.strokes import strokes

# Gaps, in ems.
_WORD: Final = 0.2
_WORD_OF_PDFIUM: Final = 0.05
_TIGHT_WORD: Final = 0.08
_TOUCHING: Final = 0.03
_ARABIC_WORD: Final = 0.17
_ARABIC_WORD_SPELT_OUT: Final = 0.35
_UNDER_A_KAF: Final = 0.17
_BETWEEN_ALEF_AND_KAF: Final = 0.4
_CELL: Final = 2.5
_CELL_DRAWN_APART: Final = 0.8

_KAFS: Final = [ord(letter) for letter in "كگ"]
_ALEFS: Final = [ord(letter) for letter in "اأإآ"]
_FINE: Final = 100

_SAME_PLACE: Final = 0.02
_LETTERS_OF_A_WORD: Final = 7.0
"""A little more than words have on the average."""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A stretch of one row without a wide gap.

    ``glyphs`` stand from left to right, a space between words; ``places`` are their ranks, -1 for
    spaces. ``drawn`` tells when the cell was drawn.
    """

    glyphs: list[str]
    places: list[int]
    row: int
    left: float
    right: float
    y: float
    em: float
    drawn: int


def cells(glyphs: Glyphs) -> Iterator[Cell]:
    """Yield the cells of the page, from the top down and from left to right."""
    letters = np.flatnonzero(~glyphs.marks)
    if not len(letters):
        return
    rows = rows_of(glyphs, letters)
    order = letters[np.lexsort((glyphs.x[letters], rows[letters]))]
    order = without_doubles(glyphs, rows, order)
    space = np.array([glyphs.texts[rank].isspace() for rank in order.tolist()], np.bool_)
    spaces_before = np.cumsum(space & ~_misplaced(glyphs, order, space))[~space]
    order = order[~space]
    if not len(order):
        return
    texts = with_marks(glyphs, rows, order)
    new_cell = _cell_borders(glyphs, rows, order)
    spelt = np.diff(spaces_before) > 0
    new_word = spelt | _word_borders(glyphs, order, spelt | new_cell)
    # A space takes a place of its own between two words of a cell.
    spaced = np.flatnonzero(new_word & ~new_cell) + 1
    places = np.insert(order, spaced, -1).tolist()
    written = [texts[place] if place >= 0 else " " for place in places]
    starts = np.concatenate(([0], np.flatnonzero(new_cell) + 1))
    ends = np.append(starts[1:], len(order))
    middles = order[(starts + ends) // 2]
    described = zip(
        rows[middles].tolist(),
        np.minimum.reduceat(glyphs.left[order], starts).tolist(),
        np.maximum.reduceat(glyphs.right[order], starts).tolist(),
        glyphs.y[middles].tolist(),
        glyphs.em[middles].tolist(),
        glyphs.drawn[middles].tolist(),
        strict=True,
    )
    firsts = (starts + np.searchsorted(spaced, starts, side="right")).tolist()
    afters = [*firsts[1:], len(places)]
    for first, after, description in zip(firsts, afters, described, strict=True):
        yield Cell(written[first:after], places[first:after], *description)


def _gaps(glyphs: Glyphs, order: Indexes) -> Floats:
    """Return the distance from each glyph to the next, in ems."""
    begin = np.maximum(glyphs.x[order], glyphs.left[order])
    em = glyphs.em[order]
    gaps: Floats = (begin[1:] - glyphs.right[order[:-1]]) / np.maximum(em[1:], em[:-1])
    return gaps


def _cell_borders(glyphs: Glyphs, rows: Indexes, order: Indexes) -> Truths:
    """Tell after which glyphs a cell ends: at a wide gap, or less between what was drawn apart."""
    row, drawn = rows[order], glyphs.drawn[order]
    gaps = _gaps(glyphs, order)
    apart = np.abs(np.diff(drawn)) > np.bincount(row)[row[1:]]
    wide = (gaps > _CELL) | ((gaps > _CELL_DRAWN_APART) & apart)
    borders: Truths = (np.diff(row) != 0) | wide
    return borders


def _misplaced(glyphs: Glyphs, order: Indexes, space: Truths) -> Truths:
    """Tell which spaces stand where a letter stands: some programs end every run with one."""
    near = np.diff(glyphs.x[order]) < _SAME_PLACE * glyphs.em[order[1:]]
    near &= space[1:] != space[:-1]
    misplaced = np.zeros(len(order), np.bool_)
    misplaced[1:] |= near
    misplaced[:-1] |= near
    return misplaced & space


def _word_borders(glyphs: Glyphs, order: Indexes, told: Truths) -> Truths:
    """Tell after which glyphs a word ends, where it is not ``told`` already by a space."""
    codes = np.array([ord(glyphs.texts[rank][0]) for rank in order.tolist()])
    arabic = ((codes >= 0x0590) & (codes < 0x0900)) | ((codes >= 0xFB1D) & (codes < 0xFEFD))
    gaps = _gaps(glyphs, order)
    word = glyphs.word[order]
    least = np.where(
        arabic[1:] | arabic[:-1],
        _ARABIC_WORD,
        np.where(word[1:] != word[:-1], _WORD_OF_PDFIUM, _WORD),
    )
    least = np.where(_in_tight_words(codes, arabic, word, gaps), _TIGHT_WORD, least)
    # French on the same page may have its spaces where Arabic has none.
    if np.count_nonzero(told & arabic[1:]) * _LETTERS_OF_A_WORD < np.count_nonzero(arabic):
        return (gaps > least) | _under_kafs(glyphs, order, codes)
    # The page has its spaces: gaps may be strokes that lengthen a word and are no characters.
    within = arabic[1:] & arabic[:-1] & ~told & (gaps > least)
    joined = strokes(glyphs, order, gaps, told, within)
    if 2 * np.count_nonzero(joined) > np.count_nonzero(within):
        least = np.where(within, _ARABIC_WORD_SPELT_OUT, least)
    borders: Truths = (gaps > least) & ~joined
    return borders


def _in_tight_words(codes: Indexes, arabic: Truths, word: Indexes, gaps: Floats) -> Truths:
    """Tell which gaps stand between letters of what pdfium takes for one word though most touch."""
    letter = ~arabic & ((codes & ~0x20) >= ord("A")) & ((codes & ~0x20) <= ord("Z"))
    inside = letter[1:] & letter[:-1] & (word[1:] == word[:-1])
    touching = inside & (np.abs(gaps) < _TOUCHING)
    if np.count_nonzero(inside) == np.count_nonzero(touching):
        return np.zeros_like(inside)
    words = word[1:]
    mostly = np.bincount(words[touching], minlength=int(word.max()) + 1) * 2 > np.bincount(
        words[inside], minlength=int(word.max()) + 1
    )
    tight: Truths = inside & mostly[words]
    return tight


def _under_kafs(glyphs: Glyphs, order: Indexes, codes: Indexes) -> Truths:
    """Tell after which glyphs a space hides under the arm of a kaf, which reaches far over it.

    The shortest step that a kaf of the same shape takes inside a word tells where its arm begins.
    """
    hidden = np.zeros(len(order) - 1, np.bool_)
    kafs = np.flatnonzero(np.isin(codes[:-1], _KAFS))
    if len(kafs):
        x, em = glyphs.x[order], glyphs.em[order[kafs]]
        steps = (x[kafs + 1] - x[kafs]) / em
        widths = (glyphs.right[order[kafs]] - x[kafs]) / em
        shapes = np.round(widths * _FINE).astype(np.int64)
        _, shape, counts = np.unique(shapes, return_inverse=True, return_counts=True)
        shortest = np.full(len(counts), np.inf)
        np.minimum.at(shortest, shape, np.where(steps > 0, steps, np.inf))
        after_alef = np.isin(codes[kafs + 1], _ALEFS)
        enough = np.where(after_alef, _BETWEEN_ALEF_AND_KAF, _UNDER_A_KAF)
        hidden[kafs] = (counts[shape] > 1) & (steps - shortest[shape] > enough)
    return hidden
