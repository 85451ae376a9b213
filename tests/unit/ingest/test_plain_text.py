"""Texts in any charset are read, and cut where a reader would cut them."""

import codecs
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.charsets import decode
from docsearch.ingest.formats.plain_text import read_plain_text
from docsearch.ingest.formats.sections import SECTION_CHARACTERS, cut, heading
from docsearch.ingest.readings import PageReading, Properties

FRENCH = "Les droits de l’homme sont protégés par la loi ; l’œuvre reste à achever, où qu’on soit."
ARABIC = "حقوق الإنسان مضمونة بموجب الدستور، والمواطنون سواسية أمام القانون."
EVERYWHERE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        *((text, charset) for text in (FRENCH, ARABIC) for charset in EVERYWHERE),
        (ARABIC, "windows-1256"),
        (FRENCH, "windows-1252"),
        ("Décret relatif à la sécurité routière et à ses contrôles répétés", "iso-8859-1"),
    ],
)
def test_the_charset_is_found(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


def test_a_byte_order_mark_decides() -> None:
    latin = "Décision n° 7"
    assert decode(codecs.BOM_UTF16_BE + latin.encode("utf-16-be")) == latin
    assert decode(codecs.BOM_UTF32_LE + latin.encode("utf-32-le")) == latin


def test_a_damaged_byte_does_not_change_the_charset() -> None:
    content = (ARABIC * 20).encode()
    broken = content[:400] + b"\xff" + content[400:-1]
    assert decode(broken).count("\ufffd") <= 3
    assert ARABIC in decode(broken)


def test_lone_surrogates_and_nuls_do_not_change_the_charset() -> None:
    content = b"Libert\xc3\xa9 \xed\xa0\x80\x00d'expression"
    assert decode(content) == "Liberté \ud800\x00d'expression"


@pytest.mark.parametrize(
    ("unit", "ending"),
    [
        ("Une phrase. Une autre phrase !\n\nUn paragraphe. ", "\n\n"),
        ("Une ligne qui en précède d'autres. Et une\n", "\n"),
        ("Une phrase sans fin de ligne. ", ". "),
        ("جملة قصيرة؟ ", "؟ "),
        ("mot ", " "),
        ("x", "x"),
    ],
)
def test_sections_end_at_the_best_border(unit: str, ending: str) -> None:
    text = unit * (4 * SECTION_CHARACTERS // len(unit))
    sections = list(cut(text))
    assert "".join(sections) == text
    assert all(section.endswith(ending) for section in sections[:-1])
    assert all(
        SECTION_CHARACTERS // 2 <= len(section) <= SECTION_CHARACTERS for section in sections[:-1]
    )


def test_a_heading_is_whole_words() -> None:
    assert heading("\n  Chapitre\npremier ") == "Chapitre premier"
    long = heading("Dispositions générales relatives à la promotion des droits de l'homme au Maroc")
    assert long == "Dispositions générales relatives à la promotion des droits…"


def test_sections_are_numbered_and_resumed(tmp_path: Path) -> None:
    file = tmp_path / "texte"
    file.write_bytes(("Une phrase assez courte.\r\n" * 400).encode())
    properties, *sections = read_plain_text(file, 1, 10)
    assert properties == Properties(page_count=len(sections))
    pages = [section for section in sections if isinstance(section, PageReading)]
    assert [page.number for page in pages] == list(range(1, len(sections) + 1))
    assert "\r" not in pages[0].text
    assert list(read_plain_text(file, 3, 10))[1:] == sections[2:]


def test_too_many_sections_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "texte"
    file.write_text("mot " * 10_000)
    with pytest.raises(ExtractionFailed) as refusal:
        list(read_plain_text(file, 1, 2))
    assert refusal.value.reason == FailureReason.TOO_MANY_PAGES
