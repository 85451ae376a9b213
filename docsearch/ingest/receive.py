"""What a received file really is, told by its bytes, and the name it may be shown under."""

import codecs
import re
import unicodedata
from pathlib import Path
from typing import Final

import puremagic

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.text.normalise import stream_safe

NAME_CHARACTERS: Final = 255
_NAMELESS: Final = "document"
_SUFFIX_CHARACTERS: Final = 16
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})

_SAMPLE_BYTES: Final = 65_536
_PDF_HEADER_BYTES: Final = 1_024
_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Mark-up would pass for text, and any archive for the first format that is one.
_KNOWN: Final = (
    (re.compile(rb"<(!doctype html|html|head|body)", re.IGNORECASE), "text/html"),
    (re.compile(rb"<(\?xml|svg)", re.IGNORECASE), "application/xml"),
    (re.compile(rb"\{\\rtf"), "application/rtf"),
    (re.compile(rb"%!PS"), "application/postscript"),
    (re.compile(rb"PK\x03\x04.*?word/", re.DOTALL), _WORD),
    (re.compile(rb"PK\x03\x04"), "application/zip"),
)

_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.02
_NUL_SHARE: Final = 0.2
_UTF16_SHARE: Final = 0.4
_UTF16_HIGH_BYTE: Final = re.compile(rb"[\x00\x06\x20]")


def receive(path: Path, limits: Limits) -> MediaType:
    """Return the kind of the file; raise ExtractionFailed for one not worth opening."""
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise ExtractionFailed(FailureReason.FILE_MISSING, "the stored file is gone") from error
    if size > limits.bytes:
        detail = f"{size} bytes, limit {limits.bytes}"
        raise ExtractionFailed(FailureReason.TOO_LARGE, detail)
    return media_type(path)


def media_type(path: Path) -> MediaType:
    """Return the kind of the file by its bytes; raise ExtractionFailed: EMPTY, UNSUPPORTED."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE_BYTES)
    if not sample:
        raise ExtractionFailed(FailureReason.EMPTY, "0 bytes")
    if b"%PDF-" in sample[:_PDF_HEADER_BYTES]:
        return MediaType.PDF
    start = sample.removeprefix(codecs.BOM_UTF8).lstrip()
    known = next((kind for pattern, kind in _KNOWN if pattern.match(start)), None)
    if known is None and _looks_like_text(sample):
        return MediaType.TEXT
    raise ExtractionFailed(FailureReason.UNSUPPORTED, known or _seems(sample))


def _looks_like_text(sample: bytes) -> bool:
    if sample.startswith(_BYTE_ORDER_MARKS) or _looks_like_utf16(sample):
        return True
    controls = len(_CONTROL.findall(sample))
    nuls = sample.count(0)
    return controls <= len(sample) * _CONTROL_SHARE and nuls <= len(sample) * _NUL_SHARE


def _looks_like_utf16(sample: bytes) -> bool:
    """Tell whether every second byte is the high byte of Latin, Arabic or punctuation."""
    halves = (sample[0::2], sample[1::2])
    shares = sorted(len(_UTF16_HIGH_BYTE.findall(half)) / max(len(half), 1) for half in halves)
    return shares[1] > 1 - _CONTROL_SHARE and shares[0] < _UTF16_SHARE


def _seems(sample: bytes) -> str:
    """Return the name of the kind of file that the bytes resemble."""
    try:
        matches = puremagic.magic_string(sample)
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"
    best = max(matches, key=lambda match: match.confidence)
    return str(best.mime_type or best.name)


def display_name(name: str) -> str:
    """Return a file's original name made safe to store and show.

    >>> display_name("../../etc/rapport\\u202efdp.exe")
    'rapportfdp.exe'
    """
    last = next((part for part in reversed(re.split(r"[/\\]", name)) if part.strip(" .")), "")
    visible = "".join(map(_shown, unicodedata.normalize("NFC", stream_safe(last))))
    shown = " ".join(visible.split()) or _NAMELESS
    if len(shown) <= NAME_CHARACTERS:
        return shown
    suffix = Path(shown).suffix
    if len(suffix) > _SUFFIX_CHARACTERS:
        suffix = ""
    return shown[: NAME_CHARACTERS - len(suffix)].rstrip() + suffix


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN_CATEGORIES else character
