"""The glyphs of a PDF page as they stand when it is displayed, whatever way they are turned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from docsearch.ingest.pdf.frame import Floats, Frame, Indexes, Truths
from docsearch.ingest.pdf.pdfium_text import TextPage
from docsearch.text.normalise import COMBINING, TATWEEL
from docsearch.text.visual_order import glyph_text

_SPACE: Final = re.compile(r"\s")
_MARK: Final = re.compile(f"[{COMBINING}\ufe70-\ufe7f\ufc5e-\ufc63]")
_BRACKET: Final = re.compile(r"[()\[\]]")

_TURN: Final = 30
"""Degrees between the directions of writing that are told apart."""

_LEAST_SLANT: Final = 0.05
"""Degrees; less is rounding."""

_FLAT: Final = 0.2
"""Ems; a real bracket is higher."""

_FINE: Final = 100


@dataclass(frozen=True, slots=True, eq=False)
class Glyphs:
    """Glyphs of one direction of writing, turned upright; ``y`` counts downwards.

    ``texts`` holds what each stands for, in the order of reading inside the glyph; ``marks`` tells
    those that are only accents. ``x``, ``y`` are the origin, ``left`` and ``right`` the ends of
    its advance, ``drawn`` its rank among the characters, ``word`` the number of pdfium's words
    before it; ``boxes`` are left, right, top and bottom on the displayed page, as rows.
    """

    texts: list[str]
    marks: Truths
    x: Floats
    y: Floats
    left: Floats
    right: Floats
    em: Floats
    drawn: Indexes
    word: Indexes
    boxes: Floats


def read_glyphs(page: TextPage, frame: Frame) -> Iterator[Glyphs]:
    """Yield the glyphs of every direction of writing, the fullest first."""
    characters = page.characters
    spaces, marks = _found(_SPACE, characters), _found(_MARK, characters)
    loose = page.loose_boxes()
    # A space that pdfium adds itself takes no room.
    kept = np.flatnonzero(~spaces | (loose[1] > loose[0]))
    if not len(kept):
        return
    em, angle = _fonts(page, frame, kept, (loose[3] - loose[2])[kept])
    texts = list(characters)
    for stroke in _kashidas(page, frame, kept, em, angle):
        texts[stroke] = TATWEEL
    boxes = loose[:, kept]
    slanted = np.abs((angle + 45) % 90 - 45) > _LEAST_SLANT
    inked = np.flatnonzero(marks[kept] | slanted)
    if len(inked):
        # With its advance, the box of a mark would reach over other letters; that of a slanted
        # letter would hold its neighbours.
        boxes[:, inked] = page.ink_boxes(kept[inked].tolist())
    x, y = frame.points(*page.origins()[:, kept])
    words = np.cumsum(spaces, dtype=np.int64)[kept]
    boxes = frame.boxes(*boxes)
    turns = np.round(angle / _TURN).astype(np.int64) % (360 // _TURN)
    for turn in _by_size(turns):
        chosen = np.flatnonzero(turns == turn)
        ranks = kept[chosen]
        yield _joined(
            [texts[index] for index in ranks.tolist()],
            _glyph_of(page, x[chosen], y[chosen], ranks, marks[ranks], spaces[ranks]),
            Glyphs(
                [],
                marks[kept[chosen]],
                x[chosen],
                y[chosen],
                boxes[0, chosen],
                boxes[1, chosen],
                em[chosen],
                kept[chosen],
                words[chosen],
                boxes[:, chosen],
            ),
            float(np.median(angle[chosen])),
        )


def _found(pattern: re.Pattern[str], characters: str) -> Truths:
    places = np.zeros(len(characters), np.bool_)
    places[[match.start() for match in pattern.finditer(characters)]] = True
    return places


def _by_size(turns: Indexes) -> list[int]:
    values, counts = np.unique(turns, return_counts=True)
    return [int(value) for value in values[np.argsort(-counts, kind="stable")]]


def _fonts(page: TextPage, frame: Frame, kept: Indexes, heights: Floats) -> tuple[Floats, Floats]:
    """Return the size of the letter em of each glyph and the angle of its line, in degrees."""
    # Glyphs whose boxes are equally high are of one font: one of them answers for all.
    keys = np.round(heights * _FINE).astype(np.int64)
    _, samples, members = np.unique(keys, return_index=True, return_inverse=True)
    asked = kept[samples].tolist()
    a, b, _, _ = page.matrices(asked)
    across, down = frame.directions(a, b)
    sizes = np.abs(page.font_sizes(asked)) * np.hypot(across, down)
    angles = np.degrees(np.arctan2(down, across))
    return np.where(sizes > 0, sizes, 1.0)[members], angles[members]


def _kashidas(page: TextPage, frame: Frame, kept: Indexes, em: Floats, angle: Floats) -> list[int]:
    """Return the brackets that are as flat as a dash: strokes that lengthen an Arabic word."""
    brackets = np.flatnonzero(_found(_BRACKET, page.characters)[kept])
    left, right, top, bottom = frame.boxes(*page.ink_boxes(kept[brackets].tolist()))
    sideways = np.abs(angle[brackets] % 180 - 90) < 45
    height = np.where(sideways, right - left, bottom - top)
    flat = (height < _FLAT * em[brackets]) & (height > 0)
    return [int(place) for place in kept[brackets[flat]]]


def _glyph_of(
    page: TextPage, x: Floats, y: Floats, ranks: Indexes, marks: Truths, spaces: Truths
) -> Indexes:
    """Return the number of the glyph to which each character belongs.

    The characters of one glyph share its origin; an accent drawn apart may do so, but not the
    height of the letter.
    """
    across, down = np.round(np.stack((x, y)) * _FINE).astype(np.int64)
    _, glyph, counts = np.unique(_pair(across, down), return_inverse=True, return_counts=True)
    crowded = np.flatnonzero((counts[glyph] > 1) & ~spaces)
    glyph = np.where(spaces, np.arange(len(ranks)) + len(counts), glyph)
    if marks[crowded].any():
        bottom, top = page.ink_boxes(ranks[crowded].tolist())[2:]
        heights = np.round(np.stack((bottom, top)) * _FINE).astype(np.int64)
        _, inked = np.unique(_pair(glyph[crowded], _pair(*heights)), return_inverse=True)
        lettered = np.zeros(len(crowded), np.bool_)
        lettered[inked[~marks[crowded]]] = True
        apart = marks[crowded] & ~lettered[inked]
        glyph[crowded[apart]] = inked[apart] + len(counts) + len(ranks)
    return glyph


def _pair(some: Indexes, others: Indexes) -> Indexes:
    """Return one number for each pair of numbers of fewer than twenty-one digits in binary."""
    return (some << 21) + others


def _joined(characters: list[str], glyph_of: Indexes, glyphs: Glyphs, angle: float) -> Glyphs:
    """Return one glyph for all the pieces that belong to it, turned by the angle."""
    order = np.argsort(glyph_of, kind="stable")
    starts = np.flatnonzero(np.diff(glyph_of[order], prepend=-1))
    first = order[starts]
    borders = [*starts.tolist(), len(order)]
    members = order.tolist()
    texts = [
        characters[members[start]]
        if end - start == 1
        else glyph_text("".join(characters[index] for index in members[start:end]))
        for start, end in pairwise(borders)
    ]
    boxes = np.stack(
        (
            np.minimum.reduceat(glyphs.boxes[0, order], starts),
            np.maximum.reduceat(glyphs.boxes[1, order], starts),
            np.minimum.reduceat(glyphs.boxes[2, order], starts),
            np.maximum.reduceat(glyphs.boxes[3, order], starts),
        )
    )
    x, y = glyphs.x[first], glyphs.y[first]
    left, right = boxes[:2]
    if abs(angle) > _LEAST_SLANT:
        cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
        x, y = x * cosine + y * sine, y * cosine - x * sine
        corners = [across * cosine + down * sine for across in boxes[:2] for down in boxes[2:]]
        left, right = np.min(corners, axis=0), np.max(corners, axis=0)
    return Glyphs(
        texts,
        np.logical_and.reduceat(glyphs.marks[order], starts),
        x,
        y,
        left,
        right,
        np.maximum.reduceat(glyphs.em[order], starts),
        glyphs.drawn[first],
        glyphs.word[first],
        boxes,
    )
