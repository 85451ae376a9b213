"""The charset in which a text without any declaration was written."""

import codecs
import re
from typing import Final

import chardet

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
SUPERSETS: Final = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}

# In UTF-16 every Latin or Arabic letter brings one of these, in UTF-8 only an accident does.
_LOW_CONTROL: Final = re.compile(rb"[\x00-\x08]")
_HIGH_BYTES_OF_UTF16: Final = 4

_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


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
    return SUPERSETS.get(guess.lower(), guess)


def _mostly_utf8(content: bytes) -> bool:
    """Tell whether the bytes are UTF-8, be it with a few damaged characters."""
    if len(content) < _HIGH_BYTES_OF_UTF16 * len(_LOW_CONTROL.findall(content)):
        return False
    damages = _decode(content, "utf-8").count("\ufffd")
    return damages <= len(_MULTIBYTE.findall(content)) * _DAMAGED_SHARE
