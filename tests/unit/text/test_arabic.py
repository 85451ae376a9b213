"""Arabic words that must meet, and those that must not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text import arabic
from docsearch.text.normalise import normalise
from tests.unit.text.vectors import differences

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤ"


def folded(word: str) -> str:
    return arabic.fold(normalise(word))


def stem(word: str) -> str:
    return arabic.stem(folded(word))


def test_lucene_normalises_alike(shared_data: Path) -> None:
    assert not differences(
        shared_data, "arabic_normalization", lambda word: tuple(filter(None, [folded(word)]))
    )


def test_lucene_stems_alike(shared_data: Path) -> None:
    assert not differences(
        shared_data,
        "arabic_stem",
        lambda word: tuple(filter(None, [arabic.stem(arabic.fold(word))])),
    )


@pytest.mark.parametrize(
    "words",
    [
        "صندوق الصندوق والصندوق بالصندوق للصندوق فالصندوق كالصندوق وبالصندوق وللصندوق",
        "حقوق الحقوق لحقوق بحقوق ولحقوق وبحقوق حقوقهم حقوقها",
        "وطنية الوطنية وطني الوطني والوطنية",
        "برنامج البرنامج والبرنامج",
        "كبير كبيرة الكبيرة",
        "اتفاقية الاتفاقية اتفاقيات الاتفاقيات اتفاقيتها اتفاقيته",
        "لجنة اللجنة للجنة وللجنة لجنتها لجنته واللجنة",
        "لجان للجان اللجان",
        "لغة للغة اللغات لغات",
        "لقاء للقاء لقاءات واللقاءات",
        "لاجئ لاجئين للاجئين اللاجئون",
        "جانب للجانب الجانب",
        "جنسية للجنسية الجنسية",
        "حكومة حكومته حكومتها",
        "المغربي مغربية المغربيين",
        "إنسان الإنسان الانسان أنسان",
        "على علي",
    ],
)
def test_forms_of_a_word_meet(words: str) -> None:
    stems = {stem(word) for word in words.split()}

    assert len(stems) == 1


def test_persian_and_moroccan_letters_meet_the_arabic_ones() -> None:
    assert folded("أکادیر") == folded("أكادير") == folded("أݣادير") == folded("أڭادير")


@pytest.mark.parametrize("word", ["في", "وفي", "إلى", "الى", "الي", "والذي", "هذه", "ولا"])
def test_stop_words_are_known_in_any_spelling(word: str) -> None:
    assert arabic.is_stop_word(folded(word))


@pytest.mark.parametrize("word", ["حق", "المغرب", "المرأة", "التعذيب", "لجنة", "وطني", "ولاية"])
def test_words_of_the_subject_are_no_stop_words(word: str) -> None:
    assert not arabic.is_stop_word(folded(word))


def test_a_short_word_keeps_its_last_letter_before_a_pronoun() -> None:
    assert stem("بيته") == stem("بيت")
    assert stem("صوتها") == stem("صوت")


@given(st.text(LETTERS, min_size=2, max_size=12))
def test_the_article_never_matters(word: str) -> None:
    articles = ("ال", "وال", "بال", "كال", "فال", "لل", "ولل")
    if word.startswith((*articles, "وبال")):
        return
    # « للجنة » has its own ل, not that of an article before « جنة ».
    if stem("لل" + word).startswith("ل"):
        return

    assert len({arabic.stem(article + word) for article in ("", *articles)}) == 1


@given(st.text(LETTERS, min_size=1, max_size=20))
def test_a_stem_is_never_empty_and_never_longer(word: str) -> None:
    assert 1 <= len(arabic.stem(word)) <= len(word)
