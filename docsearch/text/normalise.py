"""One spelling for compatibility forms, marks, digits and case, whatever the script."""

import re
import unicodedata
from collections.abc import Mapping
from itertools import chain
from typing import Final

TATWEEL: Final = "\u0640"

INVISIBLE: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphen, zero-width and bidi marks, as the inside of a character class."""

COMBINING: Final = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""Accents, harakat and Quranic marks, as the inside of a character class."""

_COMPATIBILITY_BLOCKS: Final = (
    range(0xFB00, 0xFB07),  # Latin ligatures
    range(0xFB50, 0xFE00),  # Arabic presentation forms A
    range(0xFE70, 0xFEFD),  # Arabic presentation forms B
    range(0xFF01, 0xFF5F),  # full-width ASCII
)

_DROPPED: Final = re.compile(f"[{INVISIBLE}{COMBINING}{TATWEEL}]")
# Translating looks every character up: these tell at once that there is nothing to translate.
_COMPATIBILITY: Final = re.compile(
    "|".join(f"[{chr(block[0])}-{chr(block[-1])}]" for block in _COMPATIBILITY_BLOCKS)
)
_OTHER_DIGIT: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9]")


def _ordinary(character: str) -> str:
    # NFKC renders an isolated haraka as a space or a tatweel that carries it; either splits words.
    return unicodedata.normalize("NFKC", character).replace(TATWEEL, "").lstrip(" ")


ORDINARY_LETTERS: Final[Mapping[int, str]] = {
    code: _ordinary(chr(code))
    for code in chain(*_COMPATIBILITY_BLOCKS)
    if _ordinary(chr(code)) != chr(code)
}
"""Ordinary letters for presentation forms, ligatures and full-width ASCII."""

ASCII_DIGITS: Final[Mapping[int, str]] = {
    zero + value: str(value) for zero in (0x0660, 0x06F0) for value in range(10)
}
"""ASCII digits for the Arabic-Indic ones, Eastern and Persian."""


MOST_MARKS: Final = 30
"""Marks that a letter may carry (Unicode Standard Annex 15, Stream-Safe Text Format)."""

_MARK: Final = "".join(
    chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))
)
_TOO_MANY_MARKS: Final = re.compile(f"([{_MARK}]{{{MOST_MARKS}}})[{_MARK}]+")
# No mark is a word character: this is told ten times as fast, and nearly always the end of it.
_CROWDED: Final = re.compile(rf"[^\x00-\x7f\w\s][^\x00-\x7f\w\s]{{{MOST_MARKS - 1}}}")


def stream_safe(text: str) -> str:
    """Return the text with no more marks in a row than any script has use for.

    Normalising takes quadratic time on longer runs, which only hostile files hold.
    """
    return _TOO_MANY_MARKS.sub(r"\1", text) if _CROWDED.search(text) else text


def plain(text: str) -> str:
    """Return the text in lower case, without marks, invisible characters or compatibility forms."""
    if text.isascii():
        return text.lower()
    if _COMPATIBILITY.search(text):
        text = text.translate(ORDINARY_LETTERS)
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", stream_safe(text)))
    if _OTHER_DIGIT.search(text):
        text = text.translate(ASCII_DIGITS)
    return text.lower()


def normalise(word: str) -> str:
    """Return the plain letters and digits of a word; a word of nothing but marks gives ``""``."""
    return "".join(filter(str.isalnum, plain(word)))
