"""Letters of TeX's own encoding (T1, called Cork), read as if they were those of Latin 1."""

import re
from collections.abc import Mapping
from typing import Final

_LETTER: Final = r"[^\W\d_]"
_LIGATURE: Final = re.compile(rf"[\x1b-\x1f](?:(?<={_LETTER}.)|(?={_LETTER}))")
_LIGATURES: Final[Mapping[str, str]] = {
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
}
_WITHIN_A_WORD: Final = re.compile(rf"[÷×](?<={_LETTER}.)(?={_LETTER})")
_BESIDE_A_LETTER: Final = re.compile(rf"(?<={_LETTER})[÷×¸]|[÷×](?={_LETTER})")
_LETTERS: Final[Mapping[str, str]] = {"÷": "œ", "×": "Œ", "¸": "ÿ"}
_SIGNS: Final[Mapping[int, str]] = {
    0x10: "“",
    0x11: "”",
    0x12: "„",
    0x13: "«",
    0x14: "»",
    0x15: "–",
    0x16: "—",
    0x9F: "§",
}


def without_cork(text: str) -> str:
    """Return a page with the ligatures, letters and signs that TeX meant.

    >>> without_cork("\x13 l'e\x1ecacité, les ÷uvres \x14, 6 ÷ 2")
    "« l'efficacité, les œuvres », 6 ÷ 2"
    """
    if not _LIGATURE.search(text):
        return text
    # Ligatures tell that the whole page is TeX's.
    text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text.translate(_SIGNS))
    return _BESIDE_A_LETTER.sub(lambda match: _LETTERS[match[0]], text)


def with_letters(text: str) -> str:
    """Return the text with letters where signs of arithmetic stand inside a word.

    >>> with_letters("le c÷ur, 6 ÷ 2")
    'le cœur, 6 ÷ 2'
    """
    return _WITHIN_A_WORD.sub(lambda match: _LETTERS[match[0]], text)
