"""The articles of one text in two languages, side by side."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from docsearch.text.analysis import analyze
from docsearch.text.lexicon.twins import Twin
from docsearch.text.normalise import plain

_FEWEST: Final = 3
"""Articles with the same numbers that are no chance."""

_LEAST_RATIO: Final = 0.4
_ORDINALS: Final = (
    "اول",
    *("ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر"),
)
_FRENCH: Final = re.compile(
    r"^[ \t]*art(?:icle|\.)[ \t]+(premier|1er|\d{1,4})\b(?![ \t]*(?:alin|du|de|,))[ \t.:–-]*",
    re.IGNORECASE | re.MULTILINE,
)
_ARABIC: Final = re.compile(
    r"^[ \t]*(?:المادة|الماده|الفصل)[ \t]+(?:رقم[ \t]+)?\(?(\d{1,4}|ال\w+)\)?(?!\w)[ \t.:–-]*",
    re.MULTILINE,
)


def article_twins(french: str, arabic: str) -> list[Twin]:
    """Return the articles that two versions of a text both have, or nothing if they are too few.

    Articles much longer in one language than in the other are left out: something is missing.
    """
    ones, others = _articles(french, _FRENCH), _articles(_plain_lines(arabic), _ARABIC)
    shared = [number for number in ones if number in others]
    if len(shared) < _FEWEST:
        return []
    twins = (Twin(ones[number], others[number]) for number in shared)
    return [twin for twin in twins if _are_as_long(*twin[:2])]


def _plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.splitlines()))


def _articles(text: str, heading: re.Pattern[str]) -> Mapping[int, str]:
    """Return the articles by number, without those whose number stands over two."""
    found = [(number, match) for match in heading.finditer(text) if (number := _number(match[1]))]
    ends = [match.start() for _, match in found[1:]] + [len(text)]
    articles: dict[int, list[str]] = {}
    for (number, match), end in zip(found, ends, strict=True):
        articles.setdefault(number, []).append(text[match.end() : end].strip())
    return {number: texts[0] for number, texts in articles.items() if len(texts) == 1 and texts[0]}


def _number(written: str) -> int:
    digits = re.match(r"\d+", written)
    if digits:
        return int(digits[0])
    if written.lower() == "premier":
        return 1
    return _ordinal(written, _ORDINALS)


def _ordinal(written: str, ordinals: Sequence[str]) -> int:
    bare = re.sub("[أإآ]", "ا", written).removeprefix("ال")
    for number, ordinal in enumerate(ordinals, start=1):
        if bare in (ordinal, ordinal + "ة", ordinal.removesuffix("ي") + "ية", ordinal[:-1] + "ى"):
            return number
    return 1 if bare in ("اولى", "اولي") else 0


def _are_as_long(french: str, arabic: str) -> bool:
    lengths = sorted(len(analyze(text)) for text in (french, arabic))
    return lengths[0] >= _LEAST_RATIO * lengths[1] > 0
