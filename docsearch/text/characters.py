"""Ordinary characters instead of what fonts, typesetters and damaged files put in their place."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from docsearch.text.normalise import INVISIBLE, ORDINARY_LETTERS, TATWEEL, stream_safe

_LINE_END: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")

# pdfium writes U+0002 or U+FFFE for a hyphen at the end of a line; joining the lines comes later.
_HYPHEN_AT_LINE_END: Final = re.compile(r"(?<=\w)[\u00ad\x02\ufffe](?=[ \t]*\n)")

_LETTER: Final = r"[^\W\d_]"
_TEX_LIGATURE: Final = re.compile(rf"(?<={_LETTER})[\x1b-\x1f]|[\x1b-\x1f](?={_LETTER})")
_TEX_LIGATURES: Final[Mapping[str, str]] = {
    "\x1b": "ff",
    "\x1c": "fi",
    "\x1d": "fl",
    "\x1e": "ffi",
    "\x1f": "ffl",
}

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_NO_CHARACTER: Final = re.compile(
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{INVISIBLE}{TATWEEL}{_NONCHARACTERS}]+"
)


def clean_characters(text: str) -> str:
    """Return the text with ordinary letters and no invisible characters; lines are kept.

    A typesetter's hyphen at the end of a line becomes ``-``; elsewhere it goes.
    """
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    text = _HYPHEN_AT_LINE_END.sub("-", text)
    text = _TEX_LIGATURE.sub(lambda match: _TEX_LIGATURES[match[0]], text)
    text = _NO_CHARACTER.sub("", text.translate(ORDINARY_LETTERS))
    return unicodedata.normalize("NFC", stream_safe(text))
