"""Arabic words in which a font has shapes without a code, or marks with a code of its own."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from docsearch.text.arabic_words import EVERY_LETTER, HARAKAT, LETTERS, plausibility

_REMEMBERED: Final = 1 << 12
_IN_WORDS: Final = LETTERS + HARAKAT

_MARKS: Final = {"\ue820": "\u064e", "\ue821": "\u064f", "\ue823": "\u064b"}
"""Marks of a family of Arabic fonts, which their texts hold before the letter that has them."""

_FATHATAN: Final = "\ue823"
_MARK: Final = re.compile(f"([{''.join(_MARKS)}])([{_IN_WORDS}]?)")
_ENDING: Final = re.compile(rf"ا(?![{_IN_WORDS}])")

# A kashida, or the shape that a letter takes before some others.
_SHAPE: Final = re.compile(f"\ufffd+(?=[{_IN_WORDS}])|(?<=[{_IN_WORDS}])\ufffd+")
_BROKEN: Final = re.compile(f"[{_IN_WORDS}]+(?:\ufffd+[{_IN_WORDS}]+)+")
_UNTOLD: Final = re.compile("\ufffd+")
_KASHIDA: Final = re.compile("\ufffd{2}")
_ORDINARY_MARK: Final = re.compile(f"[{HARAKAT}]")
_VOTERS: Final = 40
_KNOWN: Final = 20
_MORE_PLAUSIBLE: Final = 15
_SHARE: Final = 0.8
"""Share of the broken words that must be whole without their unknown shapes."""


class Shapes(NamedTuple):
    """Words that are whole without what stands for U+FFFD in them, and those that lack a letter."""

    whole: int
    lacking: int

    @property
    def are_no_letters(self) -> bool:
        """Tell whether U+FFFD stands for kashidas and the like."""
        return self.whole > 0 and self.whole >= _SHARE * (self.whole + self.lacking)


def with_marks(text: str) -> str:
    """Return the text with ordinary marks, after their letters, for those with private codes."""
    return _MARK.sub(_marked, text)


def unknown_shapes(text: str) -> Shapes:
    """Return what the words of a text tell of the U+FFFD inside them."""
    if "\ufffd" not in text:
        return Shapes(0, 0)
    words = dict.fromkeys(match[0] for match in _BROKEN.finditer(text))
    votes = [_vote(word) for word in islice(words, _VOTERS)]
    return Shapes(votes.count(True), votes.count(False))


def without_shapes(text: str) -> str:
    """Return the text without the U+FFFD beside Arabic letters."""
    return _SHAPE.sub("", text)


def without_unknown_shapes(pages: Sequence[str]) -> list[str]:
    """Return the texts of pages without the U+FFFD that stand for no letter.

    They stay on pages whose words lack letters, so that these are known to be unreadable; a page
    whose words do not tell goes by the others.
    """
    shapes = [unknown_shapes(page) for page in pages]
    document = Shapes(sum(page.whole for page in shapes), sum(page.lacking for page in shapes))
    return [
        without_shapes(text) if (own if any(own) else document).are_no_letters else text
        for text, own in zip(pages, shapes, strict=True)
    ]


def _marked(match: re.Match[str]) -> str:
    mark, letter = _MARKS[match[1]], match[2]
    if match[1] == _FATHATAN and _ENDING.match(match.string, match.start(2)):
        return mark + letter
    # What follows no letter and comes before none would stand alone.
    return letter + mark if letter or match.string[: match.start()][-1:].isalpha() else ""


@lru_cache(_REMEMBERED)
def _vote(word: str) -> bool | None:
    """Tell whether a word is whole without its unknown shapes; None where it could be either."""
    bare = _ORDINARY_MARK.sub("", word)
    whole = plausibility(_UNTOLD.sub("", bare))
    if whole >= _KNOWN and _KASHIDA.search(bare):
        return True
    other = max(plausibility(_UNTOLD.sub(letter, bare)) for letter in EVERY_LETTER)
    if whole >= max(_KNOWN, other + _MORE_PLAUSIBLE):
        return True
    return False if other >= max(_KNOWN, whole) else None
