"""Arabic words that recognition misread by one letter."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from docsearch.text.arabic_words import EVERY_LETTER, plausibility
from docsearch.text.word_lists import word_list

_REMEMBERED: Final = 1 << 14
_SHORTEST: Final = 4
_COMMON: Final = 35
"""Ten times the logarithm of how often a word must be among a billion to be thought of."""

_ALIKE: Final = (
    "بنيتثئى",
    "جحخ",
    "دذرز",
    "عغ",
    "فق",
    "سش",
    "صض",
    "طظ",
    "هةمع",
    "كل",
    "اأإآل",
    "وؤ",
    "ءئ",
)
"""Letters that differ by dots or by a loop, and that a worn print makes equal."""

_OTHERS: Final[Mapping[str, str]] = {
    letter: "".join(
        sorted({other for group in _ALIKE if letter in group for other in group} - {letter})
    )
    for letter in EVERY_LETTER
}
_WORD: Final = re.compile(f"[{EVERY_LETTER}]{{{_SHORTEST},}}")


def respelt(text: str) -> str:
    """Return the text with each unknown word replaced by the common one that it resembles.

    >>> respelt("نهج شامل لمكافحة المارسة")
    'نهج شامل لمكافحة الممارسة'
    """
    return _WORD.sub(lambda word: _respelt(word[0]), text)


@lru_cache(_REMEMBERED)
def _respelt(word: str) -> str:
    if plausibility(word) > 0:
        return word
    frequency = word_list("ar").frequency
    best = max(_one_letter_away(word), key=frequency)
    return best if frequency(best) >= _COMMON else word


def _one_letter_away(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after
        yield from (before + other + after for other in _OTHERS[letter])
    for place in range(len(word) + 1):
        yield from (word[:place] + letter + word[place:] for letter in EVERY_LETTER)
