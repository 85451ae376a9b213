"""The kind of a file comes from its bytes; its name is only shown."""

import codecs
import unicodedata
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.ingest.receive import NAME_CHARACTERS, display_name, media_type, receive

FRENCH = "Les droits de l’homme sont protégés par la Constitution, « en tout lieu ».\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ARABIC = "حقوق الإنسان مضمونة بموجب الدستور، في كل مكان وزمان.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    # The name lies on purpose.
    return tmp_path / "photo.png"


@pytest.mark.parametrize(
    "content",
    [
        FRENCH.encode(),
        FRENCH.encode("windows-1252"),
        codecs.BOM_UTF8 + FRENCH.encode(),
        FRENCH.encode("utf-16"),
        FRENCH.encode("utf-16-le"),
        FRENCH.encode("utf-16-be"),
        ARABIC.encode(),
        ARABIC.encode("windows-1256"),
        ARABIC.encode("utf-16"),
        ARABIC.encode("utf-16-le"),
        ARABIC.encode("utf-16-be"),
        b"court",
        b"Article\x00 premier\x00",
        FRENCH.encode() + b"\xed\xa0\x80",
        b"BM, II, MZ : debuts de mots que d'autres formats ont pris",
    ],
)
def test_text_in_any_charset_is_text(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert media_type(file) == MediaType.TEXT


@pytest.mark.parametrize(
    "start", [b"%PDF-1.4\n", b"\n\n%PDF-1.7\n", b"junk before\x00\x01%PDF-2.0\n"]
)
def test_a_pdf_is_known_by_its_header(file: Path, start: bytes) -> None:
    file.write_bytes(start + bytes(range(256)))
    assert media_type(file) == MediaType.PDF


@pytest.mark.parametrize(
    ("content", "seems"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "image/png"),
        (b"PK\x03\x04" + bytes(200) + bytes(range(256)), "application/zip"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml" + bytes(range(256)), WORD),
        (codecs.BOM_UTF8 + b"\n<!DOCTYPE html><p>Bonjour</p>", "text/html"),
        (b'<?xml version="1.0"?><note/>', "application/xml"),
        (b"{\\rtf1 Bonjour}", "application/rtf"),
        (bytes(range(256)) * 4, "application/octet-stream"),
    ],
)
def test_anything_else_is_refused_by_its_name(file: Path, content: bytes, seems: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ExtractionFailed) as refusal:
        media_type(file)
    assert refusal.value.reason == FailureReason.UNSUPPORTED
    assert refusal.value.detail == seems


def test_an_empty_file_is_refused(file: Path) -> None:
    file.touch()
    with pytest.raises(ExtractionFailed) as refusal:
        receive(file, Limits())
    assert refusal.value.reason == FailureReason.EMPTY


def test_a_large_file_is_refused_unread(file: Path) -> None:
    file.write_bytes(b"x" * 11)
    assert receive(file, Limits(bytes=11)) == MediaType.TEXT
    with pytest.raises(ExtractionFailed) as refusal:
        receive(file, Limits(bytes=10))
    assert refusal.value.reason == FailureReason.TOO_LARGE


def test_a_lost_file_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(ExtractionFailed) as refusal:
        receive(tmp_path / "lost", Limits())
    assert refusal.value.reason == FailureReason.FILE_MISSING


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Rapport national.pdf", "Rapport national.pdf"),
        ("التقرير الوطني.pdf", "التقرير الوطني.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\rapport.pdf", "rapport.pdf"),
        ("dossier/", "dossier"),
        ("..", "document"),
        ("", "document"),
        ("\u202e", "document"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("\u2066a\u2069\u200fb\u061c.pdf", "ab.pdf"),
        ("ligne\r\nSet-Cookie: x.pdf", "ligne Set-Cookie: x.pdf"),
        ("nul\x00\x1b[31m.pdf", "nul[31m.pdf"),
        ("perdu\udce9.pdf", "perdu.pdf"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_long_name_keeps_its_extension() -> None:
    shown = display_name("ا" * 300 + ".pdf")
    assert len(shown) == NAME_CHARACTERS
    assert shown.endswith("ا.pdf")
    assert len(display_name("a." + "b" * 300)) == NAME_CHARACTERS


def test_no_name_is_dangerous() -> None:
    every = "".join(map(chr, range(0x2FF))) + "\u2028\u202d\u2067\ufeff\ud800\U000e0041"
    shown = display_name(every)
    assert "/" not in shown
    assert "\\" not in shown
    assert not {"Cc", "Cf", "Cs", "Zl"} & set(map(unicodedata.category, shown))
