"""The words that ship are those of the languages, and none that a font misspelt."""

import pytest

from docsearch.text.arabic_words import plausibility
from docsearch.text.known_words import credit
from docsearch.text.word_lists import WordList, word_list


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الأطفال حقوق الإنسان اتفاقية القانون خلال المحكمة"),
        ("fr", "droits homme convention ratifiee delegation recommandation"),
        ("en", "rights convention treaty human"),
        ("es", "derechos convencion humanos"),
        ("other", "und rechten اور است"),
    ],
)
def test_common_words_are_listed(language: str, words: str) -> None:
    assert all(word_list(language).frequency(word) > 0 for word in words.split())


def test_frequent_words_are_more_frequent() -> None:
    frequency = word_list("fr").frequency
    assert (
        frequency("de") > frequency("droit") > frequency("ratification") > frequency("xqzvw") == 0
    )


@pytest.mark.parametrize("word", "األطفال اإلنسان خالل إال االجتماعية لألمم هللا أعاله".split())
def test_words_turned_round_are_not_listed(word: str) -> None:
    assert word_list("ar").frequency(word) == 0


def test_of_one_word_the_greatest_frequency_counts() -> None:
    words = WordList([(20, [b"a", b"b"]), (35, [b"a"]), (10, [b"a", b"c"])])
    assert [words.frequency(word) for word in "abcd"] == [35, 20, 10, 0]
    assert len(words) == 3


def test_arabic_words_are_known_by_their_parts() -> None:
    assert plausibility("المندوبية") > plausibility("وبالمندوبيات") > 0
    assert plausibility("ضصثقفغ") < 0
    assert plausibility("االمندوبية") < plausibility("ضصثقفغ")
    assert plausibility("حقوقالإنسان") > 0


@pytest.mark.parametrize("word", ["été", "à", "الجریدة", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "tmazirt", "ouvrages"])
def test_known_words(word: str) -> None:
    assert credit(word) > 0.6


@pytest.mark.parametrize("word", ["çáíþ", "dأ©claration", "привет", "xzqwk", "قثضصف", "qqqqqqqq"])
def test_unknown_words(word: str) -> None:
    assert credit(word) == 0
