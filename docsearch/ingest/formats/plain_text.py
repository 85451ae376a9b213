"""Sections of a plain text in whatever charset it was written."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import chardet

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.readings import PageReading, Properties

SECTION_CHARACTERS: Final = 3_000
_SHORTEST_SECTION: Final = SECTION_CHARACTERS // 2
_HEADING_CHARACTERS: Final = 60
_SAMPLE_BYTES: Final = 200_000
_DAMAGED_SHARE: Final = 0.05

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CHARSETS: Final = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "windows-1256",
    "windows-1252",
    "iso-8859-1",
    "iso-8859-6",
    "mac-roman",
)

# What calls itself ISO-8859-1 was nearly always typed on Windows, with its quotes and its œ.
_SUPERSETS: Final = {"iso-8859-1": "cp1252"}

# In UTF-16 every Latin or Arabic letter brings one of these, in UTF-8 only an accident does.
_LOW_CONTROL: Final = re.compile(rb"[\x00-\x08]")
_HIGH_BYTES_OF_UTF16: Final = 4

_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

# Best border first: paragraph, line, sentence, word.
_BORDERS: Final = tuple(
    map(re.compile, (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?؟؛…»\")])\s+", r"\s+"))
)


def read_plain_text(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    text = decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    sections = list(cut(text))
    if len(sections) > section_limit:
        detail = f"{len(sections)} sections, limit {section_limit}"
        raise ExtractionFailed(FailureReason.TOO_MANY_PAGES, detail)
    yield Properties(len(sections))
    for number, section in enumerate(sections, start=1):
        if number >= first_section:
            yield PageReading(number, heading(section) or str(number), section)


def decode(content: bytes) -> str:
    """Return the text: a byte order mark decides, then valid UTF-8, then the letters' statistics.

    >>> decode("المادة الأولى من القانون".encode("windows-1256"))
    'المادة الأولى من القانون'
    """
    for mark, charset in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode(content.removeprefix(mark), charset)
    charset = _guess_charset(content)
    return _decode(content, charset)


def _decode(content: bytes, charset: str) -> str:
    try:
        # Lone surrogates are left to the cleaning, lest they condemn the whole text.
        return content.decode(charset, "surrogatepass")
    except UnicodeDecodeError:
        return content.decode(charset, "replace")


def _guess_charset(content: bytes) -> str:
    if _mostly_utf8(content):
        return "utf-8"
    sample = content[:_SAMPLE_BYTES]
    guess = chardet.detect(sample, include_encodings=_CHARSETS)["encoding"] or "cp1252"
    return _SUPERSETS.get(guess.lower(), guess)


def _mostly_utf8(content: bytes) -> bool:
    """Tell whether the bytes are UTF-8, be it with a few damaged characters."""
    if len(content) < _HIGH_BYTES_OF_UTF16 * len(_LOW_CONTROL.findall(content)):
        return False
    damages = _decode(content, "utf-8").count("\ufffd")
    return damages <= len(_MULTIBYTE.findall(content)) * _DAMAGED_SHARE


def cut(text: str) -> Iterator[str]:
    """Yield sections of about ``SECTION_CHARACTERS`` that together are the text."""
    start = 0
    while len(text) - start > SECTION_CHARACTERS:
        end = _border(text, start + _SHORTEST_SECTION, start + SECTION_CHARACTERS)
        yield text[start:end]
        start = end
    yield text[start:]


def _border(text: str, earliest: int, latest: int) -> int:
    """Return where the best kind of border ends last between the two places."""
    for pattern in _BORDERS:
        found = [match.end() for match in pattern.finditer(text, earliest, latest)]
        if found:
            return found[-1]
    return latest


def heading(section: str) -> str:
    """Return the first words of a section."""
    line = " ".join(section[: _HEADING_CHARACTERS * 4].split())
    if len(line) <= _HEADING_CHARACTERS:
        return line
    return line[:_HEADING_CHARACTERS].rsplit(" ", 1)[0] + "…"
