"""Lam-alef put right where a font turned it round: « األطفال » for « الأطفال »."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log10
from typing import Final, NamedTuple

from docsearch.text.arabic import is_arabic
from docsearch.text.arabic_words import plausibility
from docsearch.text.lam_alef_contexts import repair_in_context

_REMEMBERED: Final = 1 << 14
_SHORT: Final = 3
_MOST_PAIRS: Final = 5
"""Lam-alefs that are looked at in one word; what has more is no word."""
_LONGEST: Final = 60
"""Letters; what a page without spaces holds is no word, and would take for ever."""

_MARKS: Final = "\u064b-\u065f\u0670"
_WORD: Final = re.compile(rf"[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3{_MARKS}]+")
# « ال(28) », « ال"أمير" »: an article whose noun is not in Arabic letters, not the word « لا ».
_ARTICLE_ALONE: Final = re.compile(r"[وفبك]?ال\s*[\dA-Za-zـ(\[{«»\"“”'‘’-]")
_MARK: Final = re.compile(f"[{_MARKS}]+")
_TURNED: Final = re.compile("[اأإآ](?=ل)")
_STRAIGHT: Final = re.compile("(?<=ل)[اأإآ]")

# The name of God is one glyph in many fonts, with its alef or without.
_NAME: Final = "ه"
_TURNED_NAME: Final = re.compile("((?:عبد)?[وفبت]?)(هللا|ا?هلل)")
_STRAIGHT_NAME: Final = re.compile(".*لله")
_KINDS: Final = "اأإآ" + _NAME

_SURE: Final = 15
"""Tenths of a logarithm by which a reading must beat another to speak for its page."""

_KNOWN: Final = 20
"""The plausibility that a word must have to speak against the page as it stands."""

_HIGHEST_COST: Final = 40
_UNSEEN_TURNED: Final = 0.0006
_UNSEEN_STRAIGHT: Final = 0.2
"""Lam-alefs that stand for what is known of any page: three in a thousand are turned."""

_LENT: Final = 3
"""Lam-alefs of its own page by page that the whole document counts for."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text of the same length, and how many of its words were put right."""

    text: str
    count: int


class Evidence(NamedTuple):
    """Lam-alefs that a text turns round beyond doubt, and those it does not, by their alefs."""

    turned: Mapping[str, float]
    straight: Mapping[str, float]

    def among(self, pages: Iterable["Evidence"]) -> "Evidence":
        """Return this and a little of what the other pages of the document say."""
        turned: Counter[str] = Counter()
        straight: Counter[str] = Counter()
        for page in pages:
            turned.update(page.turned)
            straight.update(page.straight)
        lent = min(_LENT / max(turned.total() + straight.total(), 1), 1.0)
        return Evidence(
            {kind: self.turned.get(kind, 0) + lent * turned[kind] for kind in _KINDS},
            {kind: self.straight.get(kind, 0) + lent * straight[kind] for kind in _KINDS},
        )


class _Reading(NamedTuple):
    """What a word may have been; ``turned`` and ``straight`` are the alefs of its lam-alefs."""

    word: str
    plausibility: int
    turned: str
    straight: str


class _Costs(NamedTuple):
    """What it costs to believe that a lam-alef was turned round, or that it was not."""

    turned: Mapping[str, float]
    straight: Mapping[str, float]


def evidence(text: str) -> Evidence:
    """Return what the words of a text say about the font they were written in."""
    turned: Counter[str] = Counter()
    straight: Counter[str] = Counter()
    for word in _WORD.findall(text):
        if told := _testimony(word):
            turned.update(told.turned)
            straight.update(told.straight)
    return Evidence(turned, straight)


@lru_cache(_REMEMBERED)
def _testimony(word: str) -> _Reading | None:
    """Return the reading of a word that leaves no doubt, if it has a lam-alef."""
    # « ال » and « وال » are what is left of damaged words, too.
    readings = () if len(word) <= _SHORT else _readings(_MARK.sub("", word))
    if not readings:
        return None
    standing, *others = readings
    best = max(others, key=_plausibility, default=standing)
    if best.plausibility >= max(_KNOWN, standing.plausibility + _SURE):
        return best
    if not others or standing.plausibility - best.plausibility >= _SURE:
        return standing
    return None


def repair_lam_alef(text: str, font: Evidence | None = None) -> Repaired:
    """Return the text with its lam-alefs in order; sound words stay, and every place.

    ``font`` tells what is known of the font, if more than the text shows by itself.
    """
    if not is_arabic(text):
        return Repaired(text, 0)
    costs = _costs(evidence(text) if font is None else font)
    meant: dict[str, str] = {}
    count = 0

    def repaired(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        if word not in meant:
            meant[word] = _repaired(word, costs)
        if meant[word] != word and not _ARTICLE_ALONE.match(text, match.start()):
            count += 1
            return meant[word]
        return word

    in_order, told = _WORD.sub(repaired, text), 0
    if costs.turned["ا"] < costs.straight["ا"]:
        in_order, told = repair_in_context(in_order)
    return Repaired(in_order, count + told)


def _repaired(word: str, costs: _Costs) -> str:
    bare = _MARK.sub("", word)
    readings = _readings(bare)
    if len(readings) < 2:
        return word
    best = max(readings, key=lambda reading: _likelihood(reading, costs))
    if best.word == bare:
        return word
    letters = iter(best.word)
    return "".join(mark if _MARK.match(mark) else next(letters) for mark in word)


def _likelihood(reading: _Reading, costs: _Costs) -> float:
    return (
        reading.plausibility
        - sum(costs.turned[kind] for kind in reading.turned)
        - sum(costs.straight[kind] for kind in reading.straight)
    )


def _plausibility(reading: _Reading) -> int:
    return reading.plausibility


@lru_cache(_REMEMBERED)
def _readings(word: str) -> tuple[_Reading, ...]:
    """Return a word as it stands, then what it may have been; nothing without a lam-alef."""
    if len(word) > _LONGEST:
        return ()
    readings = [_reading(word, ())]
    places = [match.start() for match in _TURNED.finditer(word)][:_MOST_PAIRS]
    for size in range(1, len(places) + 1):
        readings += (_reading(word, chosen) for chosen in combinations(places, size))
    if name := _TURNED_NAME.fullmatch(word):
        straight = name[1] + ("الله" if name[2] == "هللا" else name[2].replace("هلل", "لله"))
        readings.append(_Reading(straight, plausibility(straight), _NAME, ""))
    if len(readings) == 1 and not readings[0].straight:
        return ()
    return tuple(readings)


def _reading(word: str, places: tuple[int, ...]) -> _Reading:
    """Return the reading of a word whose lam-alefs at these places were turned round."""
    letters = list(word)
    for place in places:
        letters[place : place + 2] = word[place + 1], word[place]
    spelt = "".join(letters)
    straight = "".join(
        match[0] for match in _STRAIGHT.finditer(spelt) if match.start() - 1 not in places
    )
    if _STRAIGHT_NAME.fullmatch(spelt):
        straight += _NAME
    turned = "".join(word[place] for place in places)
    return _Reading(spelt, plausibility(spelt), turned, straight)


def _costs(font: Evidence) -> _Costs:
    """Return the costs of a page of this font: each kind of its own, as far as it is seen."""
    turned, straight = sum(font.turned.values()), sum(font.straight.values())
    share = _share(turned, straight, _UNSEEN_TURNED, _UNSEEN_STRAIGHT)
    shares = {
        kind: _share(font.turned.get(kind, 0), font.straight.get(kind, 0), share, 1 - share)
        for kind in _KINDS
    }
    return _Costs(
        {kind: _cost(share) for kind, share in shares.items()},
        {kind: _cost(1 - share) for kind, share in shares.items()},
    )


def _share(turned: float, straight: float, unseen_turned: float, unseen_straight: float) -> float:
    # A font turns all of a kind or none: the few of one sort among many of the other are chance.
    seen = turned + straight or 1.0
    turned *= turned / seen
    straight *= straight / seen
    return (turned + unseen_turned) / (turned + straight + unseen_turned + unseen_straight)


def _cost(share: float) -> float:
    return min(-10 * log10(share), _HIGHEST_COST) if share > 0 else _HIGHEST_COST
