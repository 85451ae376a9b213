"""Lines that recognition read in one alphabet or another, and the page text they make together."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, NamedTuple

from docsearch.domain.boxes import SCALE, WordBox
from docsearch.text.misread_words import respelt
from docsearch.text.visual_order import with_sound_brackets

_LATIN: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")
_ARABIC: Final = re.compile(r"[\u0620-\u064a]")
_WESTERN: Final = re.compile(r"[(%]?[A-Za-zÀ-ÖØ-öø-ÿŒœ0-9][A-Za-zÀ-ÖØ-öø-ÿŒœ0-9’'().,:;/@%°º+–-]+")
"""What may stand in an Arabic line and is read better by a model of Latin letters."""

_COMMA_MISREAD: Final = re.compile("^([^«]*[\u0620-\u064a])»$")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
CERTAIN: Final = 101.0
"""A confidence that no reading reaches."""

_NOISE: Final = 30.0
_CERTAINLY_READ: Final = 92.0
_SURE: Final = 80.0
_LIKELY: Final = 70.0
_MOSTLY: Final = 0.7
_DOUBTFUL: Final = 60.0
_LEAD: Final = 3.0
"""How much surer the reading of a line or word must be that replaces another."""


class Place(NamedTuple):
    """A rectangle of the picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Return how wide it is."""
        return self.right - self.left

    def moved(self, across: int, down: int) -> "Place":
        """Return the rectangle so many pixels further to the right and further down."""
        return Place(self.left + across, self.top + down, self.right + across, self.bottom + down)

    def shared(self, other: "Place") -> float:
        """Return the share of the narrower one's width and of the lower one's height in common."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        narrower = min(self.width, other.width)
        lower = min(self.bottom - self.top, other.bottom - other.top)
        if min(across, down, narrower, lower) <= 0:
            return 0.0
        return min(across / narrower, down / lower)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was recognised; ``confidence`` goes to 100."""

    text: str
    place: Place
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line in the order in which they are read."""

    words: tuple[Word, ...]
    begins_paragraph: bool = False

    @property
    def text(self) -> str:
        """Return the words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def place(self) -> Place:
        """Return the rectangle around the words."""
        lefts, tops, rights, bottoms = zip(*(word.place for word in self.words), strict=True)
        return Place(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def confidence(self) -> float:
        """Return the mean confidence of the words, each by its length."""
        return mean_confidence([self])


def mean_confidence(lines: Iterable[Line]) -> float:
    """Return the mean confidence of all words, each by its length."""
    weighed = [(len(word.text), word.confidence) for line in lines for word in line.words]
    letters = sum(length for length, _ in weighed)
    return sum(length * confidence for length, confidence in weighed) / letters if letters else 0.0


def sound(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are writing, misread letters and turned brackets put right.

    Of stamps and pictures only noise is recognised.
    """
    return [
        _with_sound_brackets(replace(line, words=tuple(map(_respelt, line.words))))
        for line in lines
        if line.confidence >= _NOISE
    ]


def _with_sound_brackets(line: Line) -> Line:
    text, words, start = with_sound_brackets(line.text), [], 0
    for word in line.words:
        words.append(replace(word, text=text[start : start + len(word.text)]))
        start += len(word.text) + 1
    return replace(line, words=tuple(words))


def _respelt(word: Word) -> Word:
    if word.confidence >= _CERTAINLY_READ:
        return word
    return replace(word, text=respelt(_COMMA_MISREAD.sub("\\1،", word.text)))


def merged(arabic: Sequence[Line], latin: Sequence[Line], *, doubt: float = CERTAIN) -> list[Line]:
    """Return the page of which ``arabic`` and ``latin`` are readings with one model each.

    The lines are those of the layout, the same in both. A line is taken whole from the model that
    is surer of it; in an Arabic line, what is written in Latin letters and digits from the other.
    Latin lines read with a confidence of ``doubt`` or more are kept in any case.
    """
    counterparts = [_counterpart(line, latin) for line in arabic]
    used = {id(line) for line in counterparts}
    lines = [
        line if other is None else _better(line, other, doubt)
        for line, other in zip(arabic, counterparts, strict=True)
    ]
    # A line that only one model saw at all is kept when it is sure of it.
    for index, line in enumerate(latin):
        if id(line) not in used and line.confidence >= _SURE and not _met(line, arabic):
            lines.insert(min(index, len(lines)), line)
    return lines


def _counterpart(line: Line, others: Sequence[Line]) -> Line | None:
    shares = [(line.place.shared(other.place), index) for index, other in enumerate(others)]
    share, index = max(shares, default=(0.0, 0))
    return others[index] if share > 0.5 else None


def _met(line: Line, others: Sequence[Line]) -> bool:
    return any(line.place.shared(other.place) > 0.2 for other in others)


def _better(arabic: Line, latin: Line, doubt: float) -> Line:
    surer = latin.confidence > arabic.confidence + _LEAD
    if (surer and _is_latin(latin) and _fills(latin, arabic)) or latin.confidence >= doubt:
        return latin
    return replace(arabic, words=tuple(_with_western(arabic.words, latin.words)))


def _fills(line: Line, other: Line) -> bool:
    """Tell whether a line read as much as the other one: it may have overlooked words."""
    read, in_all = (sum(word.place.width for word in one.words) for one in (line, other))
    return read >= in_all * _MOSTLY


def _is_latin(line: Line) -> bool:
    return len(_LATIN.findall(line.text)) * 2 > len(line.text.replace(" ", ""))


def _with_western(words: Sequence[Word], others: Iterable[Word]) -> Iterator[Word]:
    """Yield the words, some replaced by what the Latin model read in their places.

    The others keep their order: where they stand does not always tell it.
    """
    replaced: set[int] = set()
    found: list[tuple[int, Word]] = []
    for other in others:
        covered = [index for index, word in enumerate(words) if _covers(other, word)]
        surer = covered and _is_surer(other, [words[index] for index in covered])
        if surer and _WESTERN.fullmatch(other.text):
            replaced.update(covered)
            found.append((covered[0], other))
    kept = [(index, word) for index, word in enumerate(words) if index not in replaced]
    placed = sorted([*kept, *found], key=lambda one: one[0])
    for western, run in groupby(placed, key=lambda one: one in found):
        together = [word for _, word in run]
        yield from _in_reading_order(together) if western else together


def _is_surer(found: Word, covered: Sequence[Word]) -> bool:
    best = max(word.confidence for word in covered)
    if best < _DOUBTFUL:
        return found.confidence >= _LIKELY
    # The Arabic model drops digits of a number without a doubt: only its letters are trusted.
    lettered = any(_ARABIC.search(word.text) for word in covered)
    lead = _LEAD if lettered else -_LEAD
    return found.confidence >= _SURE and found.confidence >= best + lead


def _covers(found: Word, word: Word) -> bool:
    across = min(found.place.right, word.place.right) - max(found.place.left, word.place.left)
    # What the Arabic model takes for a single number may be several words.
    lettered = bool(_ARABIC.search(word.text))
    width = word.place.width if lettered else min(word.place.width, found.place.width)
    return across > width / 2


def _in_reading_order(words: list[Word]) -> Iterator[Word]:
    """Yield words of an Arabic line from right to left, but Latin ones in their own order."""
    leftwards = sorted(words, key=lambda word: -word.place.right)
    for latin, run in groupby(leftwards, key=lambda word: bool(_LATIN.search(word.text))):
        together = list(run)
        yield from reversed(together) if latin else together


def page_text(lines: Iterable[Line], width: int, height: int) -> tuple[str, tuple[WordBox, ...]]:
    """Return the text of lines on a picture of this size, and where its words stand."""
    parts: list[str] = []
    boxes: list[WordBox] = []
    length = 0
    for line in lines:
        if parts:
            parts[-1] = "\n\n" if line.begins_paragraph else "\n"
            length += len(parts[-1]) - 1
        for word in line.words:
            text = _INVISIBLE.sub("", word.text)
            if not text:
                continue
            boxes.append(WordBox(length, length + len(text), *_scaled(word.place, width, height)))
            parts += (text, " ")
            length += len(text) + 1
    return "".join(parts).rstrip(), tuple(boxes)


def _scaled(place: Place, width: int, height: int) -> tuple[int, int, int, int]:
    return (
        place.left * SCALE // width,
        place.top * SCALE // height,
        place.width * SCALE // width,
        (place.bottom - place.top) * SCALE // height,
    )
