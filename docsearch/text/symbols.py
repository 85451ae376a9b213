"""Symbols of United Nations documents, such as CCPR/C/MAR/CO/6."""

import re
from collections.abc import Mapping
from typing import Final

from docsearch.domain.references import Citation, CitationKind
from docsearch.text.normalise import ASCII_DIGITS

_BODIES: Final = (
    *("CCPR", "CEDAW", "CAT", "CRC", "CMW", "CRPD", "CED", "CERD", "HRI", "INT"),
    *("A", "S", "E", "T", "ST", "ECE", "DP", "TD", "UNEP", "JIU"),
)
"""First parts of symbols: treaty bodies, then organs of the United Nations."""

# Every replacement is one character long, so that offsets stay those of the raw text.
_ONE_SPELLING: Final[Mapping[int, str]] = {
    **ASCII_DIGITS,
    **dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\ufeff"), "\u200e"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x206A)), "\u200e"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2044\u2215\uff0f"), "/"),
}
_OTHER_SPELLING: Final = re.compile(f"[{''.join(map(chr, _ONE_SPELLING))}]")
_MARKS: Final = "\u200e*"
"""Where a mark may stand inside a symbol, once all marks are one."""

_SUFFIXES: Final = ("Add", "Rev", "Corr", "Sub", "Amend")
_END: Final = r"(?![A-Za-z0-9])"
_NUMBER: Final = r"\d+[A-Z]?(?:-\d+)*"
_SESSION: Final = r"(?: ?[A-Z](?:-[A-Z])?)? ?\((?:[IVXLC]+|\d{4})\)"
_PART: Final = (
    rf"(?:(?i:{'|'.join(_SUFFIXES)})\. ?\d+|(?:ES|SS?)-\d+"
    rf"|[A-Z]{{1,9}}(?:\.\d+(?:-\d+)?)?|{_NUMBER})"
)
_SLASH: Final = rf"{_MARKS}/{_MARKS}\n?{_MARKS}"
_SYMBOL: Final = re.compile(
    rf"(?<![A-Za-z0-9/.])(?:{'|'.join(_BODIES)})"
    rf"(?:{_SLASH}(?:(?<=RES/)\d+[A-Z]?{_SESSION}|{_PART}{_END})){{1,10}}(?!/\d)",
    re.ASCII,
)
_WORD_SUFFIX: Final = re.compile(rf"(?i:({'|'.join(_SUFFIXES)}))\. ?(\d+)")
_NAMED_SESSION: Final = re.compile(r"(\d+) ?([A-Z](?:-[A-Z])?)? ?(\([IVXLC\d]+\))")

# C.12, WG.6 or CN.4 name a body: a document needs another number.
_BODY_PART: Final = re.compile(r"(?:C|WG|CN|AC|SC|GC|Sub|CONF|BUR)\.\d+|(?:ES|SS?)-\d+|[A-Z]+")


def find_symbols(text: str) -> list[Citation]:
    """Return the symbols that the text cites, in order, with their places in the raw text."""
    text = _in_one_spelling(text)
    if "/" not in text:
        return []
    citations = []
    for match in _SYMBOL.finditer(text):
        key = _key(match[0])
        if _names_document(key):
            citations.append(Citation(CitationKind.UN_SYMBOL, key, *match.span()))
    return citations


def normalise_symbol(text: str) -> str | None:
    """Return the one spelling of a symbol typed by a person, or ``None`` when it is not one."""
    typed = re.sub(r"\s*/\s*", "/", _in_one_spelling(text).upper())
    match = _SYMBOL.fullmatch(typed.strip(" \t\n\r\u200e"))
    if match is None:
        return None
    key = _key(match[0])
    return key if _names_document(key) else None


def _in_one_spelling(text: str) -> str:
    # Translating looks every character up, and nearly all are spelt so already.
    return _OTHER_SPELLING.sub(lambda other: _ONE_SPELLING[ord(other[0])], text)


def _key(symbol: str) -> str:
    symbol = re.sub("[\u200e\n]", "", symbol)
    return "/".join(map(_part, symbol.split("/")))


def _part(part: str) -> str:
    suffix = _WORD_SUFFIX.fullmatch(part)
    if suffix:
        return f"{suffix[1].capitalize()}.{suffix[2]}"
    session = _NAMED_SESSION.fullmatch(part)
    if session:
        return " ".join(filter(None, session.groups()))
    return part


def _names_document(key: str) -> bool:
    body, *parts = key.split("/")
    numbers = [part for part in parts if not _BODY_PART.fullmatch(part)]
    # « A/2 » is an annex or a form far more often than a document of the General Assembly.
    return bool(numbers) and (len(body) > 1 or len(parts) > 1 or "." in parts[0])
