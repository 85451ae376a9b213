"""The kind of a file comes from its bytes; its name is only shown."""

import codecs
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.ingest.receive import NAME_CHARACTERS, display_name, media_type, receive
from tests.integration.ingest.format_samples import (
    LEGACY_WORD,
    docx_of,
    epub_of,
    html_of,
    mail_of,
    odt_of,
    picture_of,
    rtf_of,
    zip_of,
)

FRENCH = "Les droits de l’homme sont protégés par la Constitution, « en tout lieu ».\n"
SHEET = "application/vnd.oasis.opendocument.spreadsheet"
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
        (b"GIF89a\x01\x00\x01\x00\x80" + bytes(range(256)), "image/gif"),
        (b'<?xml version="1.0"?><note/>', "application/xml"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "application/xml"),
        (b"%!PS-Adobe-3.0", "application/postscript"),
        (zip_of({"mimetype": SHEET, "content.xml": ""}), SHEET),
        (zip_of({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "without a Word text"),
        (LEGACY_WORD + "Workbook".encode("utf-16-le"), "without Word text"),
        (bytes(range(256)) * 4, "application/octet-stream"),
    ],
)
def test_anything_else_is_refused_by_its_name(file: Path, content: bytes, seems: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ExtractionFailed) as refusal:
        media_type(file)
    assert refusal.value.reason == FailureReason.UNSUPPORTED
    assert seems in refusal.value.detail


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (docx_of("x"), MediaType.DOCX),
        (zip_of({"[Content_Types].xml": "", "word/document2.xml": ""}), MediaType.DOCX),
        (odt_of("x"), MediaType.ODT),
        (epub_of("x"), MediaType.EPUB),
        (zip_of({"a.txt": "x"}), MediaType.ZIP),
        (zip_of({}), MediaType.ZIP),
        (zip_of({"mimetype": "application/epub+zip"}), MediaType.ZIP),
        (zip_of({"word/document.xml": ""}), MediaType.ZIP),
        (rtf_of("x"), MediaType.RTF),
        (html_of("x"), MediaType.HTML),
        (codecs.BOM_UTF8 + b"\n<!DOCTYPE html><p>Bonjour</p>", MediaType.HTML),
        ("<html><p>Été".encode("utf-16"), MediaType.HTML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html>\n<html xmlns="x">', MediaType.HTML),
        (b"<!-- saved from url -->\n<html>", MediaType.HTML),
        (b"<Title>x</title><p>sans racine", MediaType.HTML),
        (mail_of("x", subject="y"), MediaType.EML),
        (b"Received: x\r\n by y\r\nFrom: a@b\r\nsubject: c\r\n\r\nd", MediaType.EML),
        (b"Note: ceci\nFrom: n'est pas\nun message", MediaType.TEXT),
        (picture_of("x", kind="PNG"), MediaType.PNG),
        (picture_of("x", kind="JPEG"), MediaType.JPEG),
        (picture_of("x", "y", kind="TIFF"), MediaType.TIFF),
        (LEGACY_WORD + bytes(504) + "WordDocument".encode("utf-16-le"), MediaType.DOC),
    ],
)
def test_every_kind_is_known_by_its_bytes(file: Path, content: bytes, kind: MediaType) -> None:
    file.write_bytes(content)
    assert media_type(file) == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04" + bytes(200) + bytes(range(256)), FailureReason.DAMAGED),
        (docx_of("x")[:-30], FailureReason.DAMAGED),
        (LEGACY_WORD + "EncryptedPackage".encode("utf-16-le"), FailureReason.PROTECTED),
        (
            LEGACY_WORD + bytes(504) + b"\xec\xa5" + bytes(8) + b"\x00\x01"
            + "WordDocument".encode("utf-16-le"),
            FailureReason.PROTECTED,
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_with_its_reason(
    file: Path, content: bytes, reason: FailureReason
) -> None:
    file.write_bytes(content)
    with pytest.raises(ExtractionFailed) as refusal:
        media_type(file)
    assert refusal.value.reason is reason


@given(st.text(max_size=600))
def test_any_name_is_made_safe(name: str) -> None:
    shown = display_name(name)
    assert 0 < len(shown) <= NAME_CHARACTERS
    assert display_name(shown) == shown
    assert not {"/", "\\"} & set(shown)
    assert not {"Cc", "Cf", "Cs", "Zl"} & set(map(unicodedata.category, shown))
    assert shown.strip() == shown


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
