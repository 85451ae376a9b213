"""Rich Text as programmes write it: charsets of fonts, tables, notes, what is not shown."""

from pathlib import Path

import pytest

from docsearch.ingest.formats.rtf_text import read_rtf
from docsearch.ingest.readings import PageReading
from tests.integration.ingest.format_samples import ARABIC, FRENCH

FONTS = (
    rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset178 Traditional Arabic;}"
    rb"{\f2\fnil\fcharset0 Times;}}"
)


def text_of(folder: Path, body: bytes, *, page: int = 1252) -> str:
    path = folder / "note.rtf"
    path.write_bytes(rb"{\rtf1\ansi\ansicpg%d\deff0" % page + FONTS + body + b"}")
    _, *sections = read_rtf(path, 1, 100)
    return "\n\n".join(one.text for one in sections if isinstance(one, PageReading))


def coded(text: str, charset: str) -> bytes:
    """Return every byte beyond ASCII in two hexadecimal digits."""
    return b"".join(
        b"\\'%02x" % byte if byte > 0x7F else bytes([byte]) for byte in text.encode(charset)
    )


def test_bytes_are_in_the_charset_of_their_font(tmp_path: Path) -> None:
    body = rb"\f1 " + coded(ARABIC[0], "cp1256") + rb"\par \f0 " + coded(FRENCH[0], "cp1252")
    assert text_of(tmp_path, body) == f"{ARABIC[0]}\n\n{FRENCH[0]}"


def test_a_font_holds_until_its_group_ends(tmp_path: Path) -> None:
    body = (
        coded("été ", "cp1252") + rb"{\f1 " + coded("حق", "cp1256") + b"}" + coded(" né", "cp1252")
    )
    assert text_of(tmp_path, body) == "été حق né"


@pytest.mark.parametrize("font", [rb"\f0 ", rb"\f2 ", rb"\f9 "])
def test_arabic_in_fonts_declared_western(tmp_path: Path, font: bytes) -> None:
    body = font + coded(ARABIC[0], "cp1256") + rb"\par " + coded("décret né", "cp1252")
    assert text_of(tmp_path, body, page=1256) == f"{ARABIC[0]}\n\ndécret né"


def test_bytes_written_as_they_are(tmp_path: Path) -> None:
    assert text_of(tmp_path, ARABIC[1].encode("cp1256"), page=1256) == ARABIC[1]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\u1575\'c7\u1604\'e1", "ال"),
        (rb"\uc0\u1571\u1604  x", "أل x"),
        (rb"{\uc2\u1571\'c7\'c7}b", "أb"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"a\~b\_c\-d\endash e\{\}\\", "a\u00a0b\u2011c\u00add–e{}\\"),
        (rb"un\line deux\tab trois", "un\ndeux\ttrois"),
        (rb"vu{\deleted parti}{\v cache}{\*\unknown x}{\v0 encore}", "vuencore"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt lien}}", "lien"),
        (rb"{\pict\pngblip 89504e47}{\pict\bin5 }}}{{}fin", "fin"),
        (rb"{\listtext\tab 1.\tab}point", "\t1.\tpoint"),
        (rb"{\upr{ancien}{\*\ud{nouveau}}}", "nouveau"),
        (rb"{\upr{\header ?\par}{\*\ud{\header \u1575?\par}}}x", "x\n\nا"),
        (
            rb"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt encadre\par}}{\shprslt double}}",
            "encadre",
        ),
        (rb"{\header Royaume\par}corps{\footer 7\par}", "corps\n\nRoyaume"),
        (rb"avec note{\footnote la note}.\par suite", "avec note.\n\nsuite\n\nla note"),
        (
            rb"a\par\pard\intbl b\cell c\par d\cell\row\pard\intbl e\cell f\cell\row\pard g",
            "a\n\nb\tc d\ne\tf\n\ng",
        ),
        (rb"ouvert {\b gras", "ouvert gras"),
        (rb"ferme}}} apres", "ferme"),
        (rb"\bin999999999 x", ""),
    ],
)
def test_control_words(tmp_path: Path, body: bytes, text: str) -> None:
    assert text_of(tmp_path, body) == text
