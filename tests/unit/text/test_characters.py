"""Every cleaning trap, by name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.characters import clean_characters
from docsearch.text.normalise import MOST_MARKS, normalise

WILD = st.text(st.characters(exclude_categories=())) | st.text(
    "ab é\n\r\t\x00\x02\x1b\x1c\x85\u2028\u00ad\ufffe\ufeff\u0640\u064e\u0651\ufe76\ufe7c\ufefb"
    "\u200b\u200f\u202e\u2066\ud800\udc00\u00a0م\ufc60\ufb01\u0301\x92\x9c\uf0b7\ufffc"
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        pytest.param("ﺍﻟﺤﻘﻮﻕ", "الحقوق", id="presentation forms"),
        pytest.param("\ufefb \ufefc", "لا لا", id="lam-alef in one glyph"),
        pytest.param("\ufef5 \ufef7 \ufef9", "لآ لأ لإ", id="lam-alef with hamza in one glyph"),
        pytest.param("\ufdf2", "الله", id="the name of God in one glyph"),
        pytest.param("\ufc60", "\u064e\u0651", id="shadda ligatures alone"),
        pytest.param("ق\ufe76\ufe7cل", "ق\u064e\u0651ل", id="harakat alone, no space"),
        pytest.param("ق\ufe77ل", "ق\u064eل", id="harakat alone, no tatweel"),
        pytest.param("مـــادة", "مادة", id="tatweel"),
        pytest.param("مَادَّة", "مَادَّة", id="harakat stay"),
        pytest.param("١٤٤٧ ۱۴ 2025", "١٤٤٧ ۱۴ 2025", id="digits stay as they are"),
        pytest.param("الجریدة الکبرى", "الجریدة الکبرى", id="Persian letters stay as they are"),
        pytest.param("ﬁnancement eﬀectif", "financement effectif", id="Latin ligatures"),
        pytest.param(
            "e\x1bectif, \x1cnal, con\x1dit, o\x1eciel, sou\x1fet",
            "effectif, final, conflit, officiel, souffl" + "et",
            id="ligatures of old TeX",
        ),
        pytest.param("\x1b[0m", "[0m", id="a control character that is no ligature"),
        pytest.param("l\x92homme, c\x9cur \x96 \x80", "l’homme, cœur – €", id="Windows characters"),
        pytest.param("\uf0b7 un \uf0a7 deux \uf0fc", "• un ▪ deux ✓", id="bullets of symbol fonts"),
        pytest.param("x \uf03d 3 \uf0b4 2", "x = 3 × 2", id="operators of symbol fonts"),
        pytest.param("e\u0301te\u0301", "été", id="accents apart"),
        pytest.param("m² n° ½ №", "m² n° ½ №", id="superscripts stay"),
        pytest.param("10\u202f000\u00a0dirhams\u2003x", "10 000 dirhams x", id="spaces"),
        pytest.param(
            "une\r\ndeux\rtrois\u2028quatre\x0ccinq\n\nsix\u2029",
            "une\ndeux\ntrois\nquatre\ncinq\n\nsix\n",
            id="line ends",
        ),
        pytest.param("consti\u00adtution", "constitution", id="soft hyphen"),
        pytest.param(
            "consti\x02\ntution, dé\ufffe \npart", "consti-\ntution, dé- \npart", id="end of line"
        ),
        pytest.param("con\x02stitution\ufffe", "constitution", id="hyphens of pdfium elsewhere"),
        pytest.param("\u200fالمادة\u200e 5\u202c", "المادة 5", id="bidi marks"),
        pytest.param("\u2067المادة\u2069 \u061cأ", "المادة أ", id="bidi isolates"),
        pytest.param("م\u200cا\u200bدة\u2060", "مادة", id="zero-width characters"),
        pytest.param("a\x00b\ud800c\ufdd0d\U0001ffff", "abcd", id="no characters"),
        pytest.param("a\ufffcb\ufff9c\U000e0041", "abc", id="anchors and tags"),
        pytest.param("\ufeffdé\ufeffbut", "début", id="byte order marks"),
        pytest.param("une\tcolonne", "une\tcolonne", id="tabs stay"),
    ],
)
def test_what_was_meant(read: str, meant: str) -> None:
    assert clean_characters(read) == meant


def test_letters_that_a_font_does_not_tell_are_marked() -> None:
    told = "Article 5 "
    read = told + "\x01\x04\x05\x88\x1b" * 20

    assert clean_characters(read) == told + "\ufffd" * 100


def test_what_cannot_be_known_is_left_for_the_judgement_of_the_page() -> None:
    assert clean_characters("a\ufffdb\ue000c") == "a\ufffdb\ue000c"


@given(WILD)
def test_nothing_unwanted_is_left(text: str) -> None:
    cleaned = clean_characters(text)

    assert not {c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not {c for c in cleaned if unicodedata.bidirectional(c) in BIDI_CONTROLS}
    assert not set("\u200b\u200e\u200f\u00ad\u0640\ufeff\ufffe") & set(cleaned)
    assert cleaned.encode().decode() == cleaned


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(WILD)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean_characters(text)

    assert clean_characters(cleaned) == cleaned


@given(st.text("abcéñ \nابحقوق،.؟!0١", max_size=80))
def test_sound_text_is_left_alone(text: str) -> None:
    assert clean_characters(text) == text


def test_endless_marks_are_cut_before_they_cost_anything() -> None:
    hostile = "a" + "\u0301\u0316" * 150_000
    assert clean_characters(hostile).startswith("á")
    assert len(clean_characters(hostile)) <= MOST_MARKS + 1
    assert normalise(hostile) == "á"


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("le c÷ur et les s÷urs", "le cœur et les sœurs"),
        ("dé\x1cnir les ÷uvres de l'Ha¸", "définir les œuvres de l'Haÿ"),
        ("e\x1eet \x13 oui \x14 \x15 non \x16 art. \x9f 2", "effiet « oui » – non — art. § 2"),
        ("6 ÷ 2 = 3, 4 × 5", "6 ÷ 2 = 3, 4 × 5"),
        ("÷uvre sans ligature", "÷uvre sans ligature"),
    ],
    ids=["within-a-word", "letters", "signs", "sums", "no-evidence"],
)
def test_letters_of_tex_are_told(drawn: str, meant: str) -> None:
    assert clean_characters(drawn) == meant
