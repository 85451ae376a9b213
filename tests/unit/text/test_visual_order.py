"""Lines as they are seen, read as they were written."""

from collections.abc import Sequence

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.visual_order import (
    ReadLine,
    glyph_text,
    has_right_to_left,
    mostly_right_to_left,
    read_lines,
    with_sound_brackets,
)


def shown(text: str, *, right_to_left: bool = True) -> str:
    """Return the text from left to right as an independent program lays it out."""
    return str(get_display(text, base_dir="R" if right_to_left else "L"))


def read(seen: Sequence[str], *, right_to_left: bool = True) -> str:
    (line,) = read_lines([list(seen)], right_to_left=right_to_left)
    return line.text


@pytest.mark.parametrize(
    "text",
    [
        "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق",
        "صدر القانون رقم 27.14 بتاريخ 25 غشت 2016 في الجريدة الرسمية عدد 6501.",
        "بلغت النسبة 33,4% سنة 2023، أي 1.245.300 امرأة",
        "من الساعة 09:30 إلى الساعة 17:45 يوم 12/03/2024",
        "خلال الفترة 2018-2021 وما بعدها",
        "المندوبية الوزارية (DIDH) مع هيئة ONU-FEMMES للفترة",
        "التعليق العام رقم 36 (CCPR/C/GC/36) بشأن المادة 6 من العهد",
        "بقاعة Mohammed Aujjar بمدينة الرباط",
        "بالعنوان contact@example.org أو الموقع www.example.org قبل نهاية الشهر",
        "الميزانية ١٬٢٣٤٫٥ درهم في ٣٠ يونيو",
        "«دعم جهود المملكة» [مشروع] {ثان}",
    ],
    ids=[
        "words",
        "numbers",
        "percentage",
        "times-and-dates",
        "range",
        "latin-in-brackets",
        "symbol-in-brackets",
        "latin-phrase",
        "addresses",
        "arabic-digits",
        "quotes-and-brackets",
    ],
)
def test_arabic_lines_are_read_from_right_to_left(text: str) -> None:
    assert read(shown(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Le mot حقوق الإنسان en arabe, puis la suite (2021).",
        "La loi 27-14 : « قانون رقم 27 جديد » dit le ministre hier",
        "Tous les êtres humains naissent libres",
    ],
)
def test_arabic_phrases_are_turned_in_french_lines(text: str) -> None:
    assert read(shown(text, right_to_left=False), right_to_left=False) == text


ARABIC_WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=8)
NUMBERS = st.from_regex(r"[1-9][0-9]{0,3}([.,:/][0-9]{1,3})?", fullmatch=True)
LATIN_WORDS = st.text("abcdefgéàçABC", min_size=1, max_size=8)


@given(st.lists(ARABIC_WORDS | NUMBERS, min_size=1, max_size=12).map(" ".join))
def test_any_words_and_numbers_come_back(text: str) -> None:
    # Some words spell others backwards: what stands around them tells.
    arabic = f"هذا في {text} من الذي"
    assert read(shown(arabic)) == arabic


@given(st.lists(ARABIC_WORDS, min_size=2, max_size=8), LATIN_WORDS)
def test_a_latin_word_among_arabic_ones_comes_back(words: list[str], latin: str) -> None:
    text = " ".join(["هذا في", *words[:1], latin, *words[1:], "من الذي"])
    assert read(shown(text)) == text


@given(st.lists(st.text(max_size=2).filter(bool), max_size=60), st.booleans())
def test_every_glyph_is_read_once(seen: list[str], right_to_left: bool) -> None:
    (line,) = read_lines([seen], right_to_left=right_to_left)
    assert sorted(line.places) == list(range(len(seen)))
    assert len(line.glyphs) == len(seen)


def test_places_tell_where_each_glyph_stood() -> None:
    (line,) = read_lines([list("36 دب")], right_to_left=True)
    assert line == ReadLine(list("بد 36"), [4, 3, 2, 0, 1], True)


def test_ligatures_stay_whole() -> None:
    assert read(["م", "لا", "س"]) == "سلام"


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ("ال", "لا"),
        ("لا", "لا"),
        ("إل", "لإ"),
        ("هلل", "لله"),
        ("الله", "الله"),
        ("مك", "كم"),
        ("َب", "بَ"),
        ("اَل", "لَا"),
        ("ffi", "ffi"),
        ("ب", "ب"),
        ("بب", "ب"),
    ],
)
def test_pieces_of_one_glyph_are_put_in_order(pieces: str, text: str) -> None:
    assert glyph_text(pieces) == text


def test_a_page_drawn_in_the_order_of_reading_is_taken_as_it_is() -> None:
    written = [
        "يولد جميع الناس أحرارا من الكرامة",
        "وقد وهبوا عقلا",
        "الفقرة (2) من المادة",
    ]
    lines = read_lines([list(line) for line in written], right_to_left=True)
    assert [line.text for line in lines] == written


def test_one_line_drawn_backwards_does_not_turn_the_others() -> None:
    sound = ["يولد جميع الناس أحرارا من الكرامة", "الحق في الحياة على قدم المساواة"]
    seen = [shown(sound[0]), "الأمم المتحدة في الرباط", shown(sound[1])]
    lines = read_lines([list(line) for line in seen], right_to_left=True)
    assert [line.text for line in lines] == [sound[0], seen[1], sound[1]]


@pytest.mark.parametrize("seen", [")1( ةداملا", "(1) ةداملا", "(1( ةداملا"])
def test_brackets_open_before_they_close(seen: str) -> None:
    assert read(seen) == "المادة (1)"


@pytest.mark.parametrize("seen", [(")1( ةداملا", "لوأ )أ"), ("(1) ةداملا", "لوأ (أ")])
def test_a_lonely_bracket_follows_the_others_of_its_page(seen: tuple[str, str]) -> None:
    lines = read_lines([list(line) for line in seen], right_to_left=True)
    assert [line.text for line in lines] == ["المادة (1)", "أ) أول"]


def test_the_direction_of_text_is_told() -> None:
    assert has_right_to_left("page ﺍ")
    assert not has_right_to_left("page 1, « é »")
    assert mostly_right_to_left("المادة 1 ICCPR")
    assert not mostly_right_to_left("le mot حق")


@pytest.mark.parametrize("unit", ["a", "(", "1", "1,", "a(", "ا", "ا1", "a1 ", "((a", ") "])
def test_a_long_line_costs_little(unit: str) -> None:
    # Quadratic patterns would take minutes.
    read(unit * 50_000)


@pytest.mark.parametrize(
    ("recognised", "written"),
    [
        (")١(", "(١)"),
        ("مادة )١٧٤( :", "مادة (١٧٤) :"),
        (")أ( الأعضاء )ب( الرئيس", "(أ) الأعضاء (ب) الرئيس"),
        ("البند )١( من المادة (٢) منه", "البند (١) من المادة (٢) منه"),
        ("المادة ) ٣ ( والمادة ) ٤ (", "المادة ( ٣ ) والمادة ( ٤ )"),
        ("مادة )١٢)", "مادة (١٢)"),
        ("(أ) الأعضاء (ب) الرئيس", "(أ) الأعضاء (ب) الرئيس"),
        ("في نهاية السطر (انظر", "في نهاية السطر (انظر"),
        ("المادة الثالثة) والبند )١(", "المادة الثالثة) والبند (١)"),
        ("قال «الحق» (art. 2 (b) ICCPR) ثم", "قال «الحق» (art. 2 (b) ICCPR) ثم"),
        ("1) le droit 2) la loi", "1) le droit 2) la loi"),
    ],
)
def test_recognised_brackets_open_before_they_close(recognised: str, written: str) -> None:
    assert with_sound_brackets(recognised) == written


@given(st.text("()«»[]ابج١٢ab1 .", max_size=24))
def test_a_line_with_sound_brackets_keeps_its_places(line: str) -> None:
    sound = with_sound_brackets(line)
    assert [sign if sign not in "()" else "(" for sign in sound] == [
        sign if sign not in "()" else "(" for sign in line
    ]
