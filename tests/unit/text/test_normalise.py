"""One spelling for forms, marks, digits and case."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.normalise import normalise, plain


@pytest.mark.parametrize(
    ("written", "plain_word"),
    [
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("م\u200fح\u200bمد", "محمد"),
        ("ﺍﻟﺤﻘﻮﻕ", "الحقوق"),
        ("ق\ufe77ل", "قل"),  # an isolated fatha, which NFKC would turn into a tatweel and a fatha
        ("ق\ufe76ل", "قل"),  # … or into a space and a fatha
        ("١٢٣٤", "1234"),
        ("۱۲۳۴", "1234"),
        ("ﬁn", "fin"),
        ("ＦＩＮ", "fin"),
        ("co\u00adopération", "coopération"),
        ("e\u0301te\u0301", "été"),
        ("\u064b\u200f", ""),
    ],
)
def test_a_word_is_its_letters_and_digits(written: str, plain_word: str) -> None:
    assert normalise(written) == plain_word


@given(st.text())
def test_a_plain_word_holds_letters_and_digits_only(word: str) -> None:
    assert all(character.isalnum() for character in normalise(word))


@given(st.text())
def test_a_plain_text_has_no_harakat_and_no_bidi_marks(text: str) -> None:
    assert not {"\u0640", "\u064b", "\u0650", "\u200f", "\u202e", "\ufeff"} & set(plain(text))
    assert not any(
        "ARABIC LETTER" in unicodedata.name(c, "") and " FORM" in unicodedata.name(c, "")
        for c in plain(text)
    )
