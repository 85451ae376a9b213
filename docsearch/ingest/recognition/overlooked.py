"""Writing that the reading of a whole page overlooked, found by its ink and read by itself."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy
from numpy.typing import NDArray
from PIL import Image

from docsearch.ingest.recognition.page_layout import DARK, without_lines
from docsearch.ingest.recognition.recognised_lines import Line, Place, sound
from docsearch.text.quality import quality

_MOST_STRIPS: Final = 24
_FEWEST_LINES: Final = 3
_RULE: Final = 4
"""Line heights over which ink runs without a gap in a ruling, and in no word."""

_RAGGED: Final = 2
_LOWEST, _HIGHEST = 0.4, 2.0
_NARROWEST: Final = 1.5
_GAP: Final = 3
_SPARSEST, _DENSEST = 0.03, 0.5
_BROAD: Final = 4
"""Line heights that make a strip a line: what is narrower may be a mark or a piece of a stamp."""

_SURE: Final = 60.0
_KNOWN: Final = 0.7
_FEWEST_LETTERS: Final = 4

Ink = NDArray[numpy.bool_]
Reader = Callable[[Image.Image], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Completed:
    """The lines of a page with those overlooked at first, and how many remain unread."""

    lines: list[Line]
    unread: int


def completed(picture: Image.Image, lines: Sequence[Line], read: Reader) -> Completed:
    """Return the lines with what ``read`` makes of each strip of ink that belongs to none."""
    if len(lines) < _FEWEST_LINES:
        return Completed(list(lines), 0)
    height = round(median(line.place.bottom - line.place.top for line in lines))
    whole, unread = list(lines), 0
    for strip in _strips(_writing(without_lines(picture, lines), height), height)[:_MOST_STRIPS]:
        found = [line for line in _read(picture, strip, height, read) if _makes_sense(line)]
        for line in found:
            whole.insert(_rank(line, whole), line)
        unread += not found and strip.width >= _BROAD * height
    return Completed(whole, unread)


def _writing(rest: Image.Image, height: int) -> Ink:
    """Return the ink that is no ruling."""
    ink: Ink = numpy.asarray(rest) < DARK
    return ink & ~_ruled(ink, _RULE * height) & ~_ruled(ink.T, _RULE * height).T


def _ruled(ink: Ink, length: int) -> Ink:
    """Tell of each point whether it lies in a horizontal run of at least ``length`` points."""
    if ink.shape[1] < length:
        return numpy.zeros_like(ink)
    begins = _sums(ink, length) == length
    within: Ink = _sums(numpy.pad(begins, ((0, 0), (length - 1, length - 1))), length) > 0
    ruled = within.copy()
    # The edges of a worn ruling are ragged.
    for rows in range(1, _RAGGED + 1):
        ruled[rows:] |= within[:-rows]
        ruled[:-rows] |= within[rows:]
    return ruled


def _sums(marks: Ink, length: int) -> NDArray[numpy.int16]:
    """Return how many of ``length`` points from each one on are marked."""
    sums = numpy.cumsum(numpy.pad(marks, ((0, 0), (1, 0))), axis=1, dtype=numpy.int16)
    return sums[:, length:] - sums[:, :-length]


def _strips(ink: Ink, height: int) -> list[Place]:
    """Return the places that look like a line of writing, from the top."""
    places = [
        Place(left, top, right, bottom)
        for top, bottom in _runs(ink.sum(axis=1) > 1, height // 5)
        if _LOWEST * height <= bottom - top <= _HIGHEST * height
        for left, right in _runs(ink[top:bottom].sum(axis=0) > 0, _GAP * height)
        if right - left >= _NARROWEST * height
    ]
    return [place for place in places if _SPARSEST < _density(ink, place) < _DENSEST]


def _density(ink: Ink, place: Place) -> float:
    return float(ink[place.top : place.bottom, place.left : place.right].mean())


def _runs(marked: Ink, gap: int) -> Iterator[tuple[int, int]]:
    """Yield where marks begin and end that are nowhere further apart than ``gap``."""
    points = numpy.flatnonzero(marked)
    if not len(points):
        return
    breaks = numpy.flatnonzero(numpy.diff(points) > gap + 1)
    firsts = [points[0], *points[breaks + 1]]
    lasts = [*points[breaks], points[-1]]
    for first, last in zip(firsts, lasts, strict=True):
        yield int(first), int(last) + 1


def _read(picture: Image.Image, strip: Place, height: int, read: Reader) -> Iterator[Line]:
    """Yield the lines of a strip cut out closely: around more paper nothing is found in it."""
    margin = height // 8
    left, top = max(strip.left - margin, 0), max(strip.top - margin, 0)
    right, bottom = min(strip.right + margin, picture.width), strip.bottom + margin
    cut = picture.crop((left, top, right, min(bottom, picture.height)))
    for line in sound(read(cut)):
        words = (replace(word, place=word.place.moved(left, top)) for word in line.words)
        yield replace(line, words=tuple(words))


def _makes_sense(line: Line) -> bool:
    letters = sum(map(str.isalpha, line.text))
    return letters >= _FEWEST_LETTERS and line.confidence >= _SURE and quality(line.text) >= _KNOWN


def _rank(line: Line, others: Sequence[Line]) -> int:
    """Return where a line belongs: after the last one above it in its own column."""
    place = line.place
    middle = (place.top + place.bottom) // 2
    column = [
        (index, other.place)
        for index, other in enumerate(others)
        if min(place.right, other.place.right) > max(place.left, other.place.left)
    ]
    above = [index for index, other in column if (other.top + other.bottom) // 2 <= middle]
    if above:
        return above[-1] + 1
    return column[0][0] if column else len(others)
