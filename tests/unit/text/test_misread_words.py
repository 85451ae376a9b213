"""Words misread by one letter are put right, all others are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.misread_words import respelt


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("مموعه", "مجموعه"),
        ("بتاريج", "بتاريخ"),
        ("الأشغالء", "الأشغال"),
        ("المواطثين", "المواطنين"),
    ],
)
def test_an_unknown_word_becomes_the_common_one_it_resembles(misread: str, meant: str) -> None:
    assert respelt(f"({misread})") == f"({meant})"


@pytest.mark.parametrize(
    "text", ["بلكوش", "المندوبية الوزارية", "Rapport annuel 2016", "كما", "CCPR/C/MAR/CO/6", ""]
)
def test_names_short_words_and_other_scripts_stay(text: str) -> None:
    assert respelt(text) == text


@given(st.text())
def test_spaces_and_marks_stay_where_they_are(text: str) -> None:
    assert len(respelt(text).split()) == len(text.split())
