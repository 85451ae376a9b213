"""Ordinary characters instead of what fonts, typesetters and damaged files put in their place."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from docsearch.text.cork import with_letters, without_cork
from docsearch.text.lost_glyphs import with_marks
from docsearch.text.normalise import INVISIBLE, ORDINARY_LETTERS, TATWEEL, stream_safe

# Patterns that begin with one set of characters are found several times as fast as others.
_LINE_END: Final = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE: Final = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")

# pdfium writes U+0002 or U+FFFE for a hyphen at the end of a line; joining the lines comes later.
_HYPHEN_AT_LINE_END: Final = re.compile(r"[\u00ad\x02\ufffe](?<=\w.)(?=[ \t]*\n)")

_GAP: Final = re.compile(r"[ \t]+")

# Windows' own characters, read as ISO 8859-1: « l\x92homme », « c\x9cur ».
_WINDOWS: Final[Mapping[int, str]] = {
    code: bytes((code,)).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x85, 0x8D, 0x8F, 0x90, 0x9D}
}

# Signs of the Symbol and Wingdings fonts, which stand for themselves in the Private Use Area.
_SIGNS: Final[Mapping[int, str]] = {
    0xF020: " ", 0xF02B: "+", 0xF02D: "−", 0xF03C: "<", 0xF03D: "=", 0xF03E: ">",
    0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF071: "❑", 0xF075: "◆", 0xF076: "❖",
    0xF0A3: "≤", 0xF0A7: "▪", 0xF0A8: "◆", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±",
    0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•", 0xF0D8: "➢", 0xF0DE: "⇒", 0xF0E0: "→",
    0xF0E8: "➔", 0xF0F0: "⇨", 0xF0FC: "✓", 0xF0FE: "☑",
}  # fmt: skip

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LETTERS_UNTOLD: Final = 0.05
"""Share of control characters from which they are the letters that a font does not tell."""

_STRAY_CONTROLS: Final = 10

_NONCHARACTERS: Final = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_NO_CHARACTER: Final = re.compile(
    rf"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff{INVISIBLE}{TATWEEL}{_NONCHARACTERS}"
    "\ufff9-\ufffc\U000e0000-\U000e007f]"
)

_ORDINARY: Final[Mapping[int, str]] = {**ORDINARY_LETTERS, **_WINDOWS, **_SIGNS}
# Translating looks every character up: this tells at once that there is nothing to translate.
_NOT_ORDINARY: Final = re.compile(f"[{''.join(map(chr, _ORDINARY))}]")

# Most texts hold nothing but this, with one mark at a time, and need no further look.
_UNUSUAL: Final = re.compile(
    "[^\n -~\u00a1-\u00ac\u00ae-\u00d6\u00d8-\u00f6\u00f8-\u017f\u2010-\u2026\u2030-\u203a\u20ac"
    "\u060c\u061b\u061f\u0621-\u063f\u0641-\u064a\u0660-\u066d]"
    "(?:(?<![\u064b-\u0652])|(?=[\u064b-\u0652]))"
)


def clean_characters(text: str) -> str:
    """Return the text with ordinary letters and no invisible characters; lines are kept.

    A typesetter's hyphen at the end of a line becomes ``-``; elsewhere it goes. Where control
    characters stand for letters they become U+FFFD, so that the page is known to be unreadable.
    """
    text = text.replace("\r\n", "\n")
    if not _UNUSUAL.search(text):
        return text
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    text = _HYPHEN_AT_LINE_END.sub("-", text)
    if not _UNUSUAL.search(text):
        return text
    controls = len(_CONTROL.findall(text))
    if controls > max(_STRAY_CONTROLS, _LETTERS_UNTOLD * len(text)):
        text = _CONTROL.sub("\ufffd", text)
    text = without_cork(text)
    if _NOT_ORDINARY.search(text):
        text = text.translate(_ORDINARY)
    text = with_marks(_NO_CHARACTER.sub("", text))
    return with_letters(unicodedata.normalize("NFC", stream_safe(text)))


def clean_lines(text: str) -> list[str]:
    """Return the lines of the text with ordinary characters and one space between words."""
    cleaned = clean_characters(text)
    if "  " in cleaned or "\t" in cleaned:
        cleaned = _GAP.sub(" ", cleaned)
    return [line.strip(" ") for line in cleaned.split("\n")]
