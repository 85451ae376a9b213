"""Ligatures that a font turned round are put right where several words say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.ligatures import repair_ligatures, turned_ligatures, witnesses

TURNED = "املادة األولى من القانون املتعلق باحلماية: تنشر اجلريدة الرسمية قرارات اجمللس خالل ثالثة"
MEANT = "المادة األولى من القانون المتعلق بالحماية: تنشر الجريدة الرسمية قرارات المجلس خالل ثالثة"
SOUND = "تنشر الجريدة الرسمية قرارات المحكمة العليا في المملكة المغربية خلال أجل محدد حتى إشعار آخر"


def repaired(*pages: str) -> list[str]:
    seen = [witnesses(page) for page in pages]
    return [
        repair_ligatures(page, turned_ligatures(found, seen)).text
        for page, found in zip(pages, seen, strict=True)
    ]


def test_ligatures_are_put_right() -> None:
    assert repaired(TURNED) == [MEANT]


def test_words_put_right_are_counted() -> None:
    ligatures = turned_ligatures(witnesses(TURNED), [])
    assert repair_ligatures(TURNED, ligatures).count == 5


def test_sound_text_stays() -> None:
    assert repaired(SOUND) == [SOUND]
    assert repaired("La loi, التأمني", "") == ["La loi, التأمني", ""]


def test_one_odd_word_is_somebodys_slip() -> None:
    assert repaired(f"{SOUND} التأمني") == [f"{SOUND} التأمني"]


def test_one_odd_word_in_a_document_of_that_font_is_not() -> None:
    others = [f"التأمني {TURNED}", f"واملالية املغربية املدنية {TURNED}"]
    assert repaired(f"{SOUND} التأمني", *others)[0] == f"{SOUND} التأمين"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("املادة", "المادة"),
        ("واملصروفات", "والمصروفات"),
        ("املكلفة", "المكلفة"),
        ("املتعلق", "المتعلق"),
    ],
)
def test_one_parted_article_of_a_known_word_is_enough(word: str, expected: str) -> None:
    assert repaired(f"{SOUND} {word}") == [f"{SOUND} {expected}"]


@pytest.mark.parametrize("word", "املاح احلام اجلاس اخلاؤهما كاملة واجلة جاملا امَلادة".split())
def test_what_begins_like_a_parted_article_stays(word: str) -> None:
    assert repaired(f"{SOUND} {word}") == [f"{SOUND} {word}"]


@pytest.mark.parametrize("word", "حمل محل مجلس جملة محمد حلم ملحق في يمن".split())
def test_words_of_both_spellings_stay(word: str) -> None:
    assert repaired(f"{TURNED} {word}") == [f"{MEANT} {word}"]


@given(st.text("املجحخينتفهىق \nَ1a", max_size=80))
def test_every_place_stays(text: str) -> None:
    found = repair_ligatures(text, turned_ligatures(witnesses(TURNED), [witnesses(text)]))

    assert len(found.text) == len(text)
    assert sorted(found.text) == sorted(text)
