"""What a file really is, told by its bytes; archives are looked into."""

import codecs
import re
from typing import IO, Final

import puremagic

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import Archive, open_archive
from docsearch.ingest.readings import MediaType

ARCHIVE_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")

_SAMPLE_BYTES: Final = 65_536
_PDF_HEADER_BYTES: Final = 1_024
_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

# Mark-up would pass for text, and so would any unknown kind of it.
_KNOWN: Final = (
    (re.compile(rb"<(!doctype html|(html|head|body|meta|title|div|p|table|h[1-6])[\s>])",
                re.IGNORECASE), MediaType.HTML),
    (re.compile(rb"<(\?xml|!--).{0,2000}?<html[\s>]", re.IGNORECASE | re.DOTALL), MediaType.HTML),
    (re.compile(rb"\{\\rtf"), MediaType.RTF),
    (re.compile(rb"\xff\xd8\xff"), MediaType.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), MediaType.PNG),
    (re.compile(rb"II(\*\x00|\+\x00)|MM(\x00\*|\x00\+)"), MediaType.TIFF),
    (re.compile(rb"<(\?xml|svg)", re.IGNORECASE), "application/xml"),
    (re.compile(rb"%!PS"), "application/postscript"),
)  # fmt: skip

_LEGACY_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_LOCKED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_WORD_START: Final = b"\xec\xa5"
_WORD_FLAGS: Final = slice(522, 524)
_WORD_IS_ENCRYPTED: Final = 0x0100

_HEADER_LINE: Final = re.compile(rb"([!-9;-~]+):[ \t]?.*(?:\r?\n[ \t].*)*\r?\n")
_MAIL_HEADERS: Final = frozenset(
    b"from to cc subject date message-id mime-version received return-path content-type reply-to"
    b" delivered-to x-mailer".split()
)
_FEWEST_MAIL_HEADERS: Final = 3

_WORD_BODY: Final = re.compile(r"word/document\d*\.xml")
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_MIME_TYPE_BYTES: Final = 200

_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE: Final = 0.02
_NUL_SHARE: Final = 0.2
_UTF16_SHARE: Final = 0.4
_UTF16_HIGH_BYTE: Final = re.compile(rb"[\x00\x06\x20]")


def kind_of(file: IO[bytes]) -> MediaType:
    """Return the kind of the file; raise ExtractionFailed: EMPTY, UNSUPPORTED, or an archive's.

    To be run isolated when the file begins like an archive.
    """
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    if not sample:
        raise ExtractionFailed(FailureReason.EMPTY, "0 bytes")
    if sample.startswith(ARCHIVE_STARTS):
        file.seek(0)
        with open_archive(file) as archive:
            return _kind_of_archive(archive)
    if sample.startswith(_LEGACY_OFFICE):
        return _kind_of_legacy_office(file, sample)
    if b"%PDF-" in sample[:_PDF_HEADER_BYTES]:
        return MediaType.PDF
    start = _start(sample)
    known = next((kind for pattern, kind in _KNOWN if pattern.match(start)), None)
    if isinstance(known, MediaType):
        return known
    if known is None and _looks_like_text(sample):
        return MediaType.EML if _looks_like_mail(start) else MediaType.TEXT
    raise ExtractionFailed(FailureReason.UNSUPPORTED, known or _seems(sample))


def _start(sample: bytes) -> bytes:
    """Return the sample in one byte a character, without mark and blanks before its beginning."""
    for mark, charset in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if sample.startswith(mark):
            return sample[2:].decode(charset, "replace").encode("utf-8", "replace").lstrip()
    return sample.removeprefix(codecs.BOM_UTF8).lstrip()


def _kind_of_archive(archive: Archive) -> MediaType:
    declared = _declared_type(archive)
    if declared == MediaType.ODT and "content.xml" in archive:
        return MediaType.ODT
    if declared == MediaType.EPUB and "META-INF/container.xml" in archive:
        return MediaType.EPUB
    if declared.startswith(_OPEN_DOCUMENT):
        raise ExtractionFailed(FailureReason.UNSUPPORTED, declared)
    if "[Content_Types].xml" in archive:
        if any(map(_WORD_BODY.fullmatch, archive.names)):
            return MediaType.DOCX
        raise ExtractionFailed(FailureReason.UNSUPPORTED, "an office file without a Word text")
    return MediaType.ZIP


def _declared_type(archive: Archive) -> str:
    if "mimetype" not in archive or archive.size("mimetype") > _MIME_TYPE_BYTES:
        return ""
    declared = archive.read("mimetype").decode("ascii", "replace").strip()
    # A template is written like what is made from it.
    return declared.removesuffix("-template")


def _kind_of_legacy_office(file: IO[bytes], sample: bytes) -> MediaType:
    """Look for the names of streams, which stand in the file as they are."""
    file.seek(0)
    content = file.read()
    if _LOCKED_STREAM in content:
        raise ExtractionFailed(FailureReason.PROTECTED, "an office file with a password")
    if _WORD_STREAM not in content:
        raise ExtractionFailed(FailureReason.UNSUPPORTED, "a legacy office file without Word text")
    if sample[512:514] == _WORD_START:
        flags = int.from_bytes(sample[_WORD_FLAGS], "little")
        if flags & _WORD_IS_ENCRYPTED:
            raise ExtractionFailed(FailureReason.PROTECTED, "a Word file with a password")
    return MediaType.DOC


def _looks_like_mail(start: bytes) -> bool:
    """Tell whether the text begins with the header of a message."""
    names: set[bytes] = set()
    position = 0
    while line := _HEADER_LINE.match(start, position):
        names.add(line[1].lower())
        position = line.end()
    return len(names & _MAIL_HEADERS) >= _FEWEST_MAIL_HEADERS


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
