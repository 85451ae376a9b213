"""What a font does not tell leaves Arabic words whole where they are, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.characters import clean_characters
from docsearch.text.lost_glyphs import with_marks, without_unknown_shapes

BROKEN = (
    "م\ufffd\ufffd\ufffdادة 8 الا\ufffdستخدامات الرأ\ufffdسمالية وخ\ufffdسائر برودك\ufffdشن"
    " \ufffdشركة ل\ufffdسنة"
)
WHOLE = "مادة 8 الاستخدامات الرأسمالية وخسائر برودكشن شركة لسنة"
LACKING = "ال\ufffdانون المت\ufffdلق بتن\ufffdيم الم\ufffdلس والمحك\ufffdة"


def test_a_shape_without_a_code_is_no_letter() -> None:
    assert without_unknown_shapes([BROKEN]) == [WHOLE]


def test_a_letter_without_a_code_stays_untold() -> None:
    assert without_unknown_shapes([LACKING]) == [LACKING]
    assert without_unknown_shapes([f"{LACKING} {BROKEN[:7]}"]) == [f"{LACKING} {BROKEN[:7]}"]


def test_a_word_that_could_be_either_goes_by_the_other_pages() -> None:
    either = "قانون رقم 3 ل\ufffdسنة 2023"
    assert without_unknown_shapes([either]) == [either]
    assert without_unknown_shapes([either, BROKEN]) == ["قانون رقم 3 لسنة 2023", WHOLE]
    assert without_unknown_shapes([either, LACKING]) == [either, LACKING]


def test_other_scripts_keep_what_is_untold() -> None:
    latin = "caf\ufffd 3\ufffd4"
    assert without_unknown_shapes([f"{BROKEN} {latin}"]) == [f"{WHOLE} {latin}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("جني\ue823ها", "جنيهًا"),
        ("بنا\ue823ء على", "بناءً على"),
        ("يوم\ue823ا", "يومًا"),
        ("و\ue821ينفذ", "ويُنفذ"),
        ("من قِ\ue820بل", "من قِبَل"),
        ("كتب\ue820", "كتبَ"),
        ("a \ue821 b", "a  b"),
    ],
)
def test_private_marks_stand_on_their_letters(text: str, expected: str) -> None:
    assert clean_characters(text) == expected


@given(st.lists(st.text("ابلسم\ufffd\ue823\ue820 a\n", max_size=40), max_size=3))
def test_nothing_but_the_untold_changes(pages: list[str]) -> None:
    for page, found in zip(pages, without_unknown_shapes(pages), strict=True):
        assert found.replace("\ufffd", "") == page.replace("\ufffd", "")
        assert not set(with_marks(found)) & set("\ue823\ue820")
