"""Words near to words that nobody wrote."""

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import WordCount
from docsearch.search.spelling import Readable, Speller
from docsearch.text.analysis import analyze

EVERYBODY: Readable = frozenset({AccessLevel.PUBLIC})
STAFF: Readable = frozenset({AccessLevel.PUBLIC, AccessLevel.INTERNAL})
PUBLIC = {
    "detention": 40,
    "detenue": 5,
    "convention": 60,
    "conventions": 20,
    "droit": 90,
    "droits": 95,
    "homme": 80,
    "المحكمه": 30,
    "محكمه": 12,
    "القضاء": 9,
    "الفضاء": 8,
    "قضاء": 7,
    "فضاء": 7,
    "2016": 70,
    "co": 9,
}
INTERNAL = {"detension": 3, "licorne": 4}


def completed(speller: Speller, typed: str, access: Readable, limit: int = 5) -> list[str]:
    (token,) = analyze(typed)
    return speller.completions(token, access, limit=limit)


def nearest(speller: Speller, typed: str, access: Readable = EVERYBODY) -> str | None:
    found = speller.nearest(typed, access)
    return found[0].proclitic + found[0].word if found else None


def counts(words: dict[str, int]) -> list[WordCount]:
    return [WordCount(token, words[token]) for token in sorted(words)]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller({EVERYBODY: counts(PUBLIC), STAFF: counts(PUBLIC | INTERNAL)})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("detntion", "detention"),
        ("detentoin", "detention"),
        ("convetnion", "convention"),
        ("coventions", "conventions"),
        ("drit", "droit"),
        ("المحمكه", "المحكمه"),
        ("المكمه", "المحكمه"),
        ("وبالقصاء", "وبالقضاء"),
        ("للفضا", "للفضاء"),
    ],
)
def test_the_word_that_was_meant(speller: Speller, typed: str, meant: str) -> None:
    assert nearest(speller, typed) == meant


@pytest.mark.parametrize("typed", ["", "co", "zzzzzzzz", "20166", "x" * 40, "ab12cd"])
def test_nothing_is_near_to_these(speller: Speller, typed: str) -> None:
    assert nearest(speller, typed) is None


def test_letters_that_sound_alike_are_confused_most_easily() -> None:
    words = {"مريض": 10, "مريد": 11}
    assert nearest(Speller({EVERYBODY: counts(words)}), "مريظ") == "مريض"


def test_nobody_learns_a_word_that_only_others_may_read(speller: Speller) -> None:
    assert nearest(speller, "licrone", STAFF) == "licorne"
    assert nearest(speller, "licrone") is None
    assert nearest(speller, "detension") == "detention"
    assert speller.count("licorne", EVERYBODY) == 0
    assert completed(speller, "lico", EVERYBODY) == []
    assert completed(speller, "lico", STAFF) == ["licorne"]


def test_two_words_written_as_one(speller: Speller) -> None:
    assert speller.parted("droitshomme", EVERYBODY) == ("droits", "homme")
    assert speller.parted("xyz", EVERYBODY) == ()


def test_completions_are_the_most_frequent_words(speller: Speller) -> None:
    assert completed(speller, "conv", EVERYBODY, limit=1) == ["convention"]
    assert completed(speller, "dete", EVERYBODY) == ["detention", "detenue"]


def test_forms_that_find_the_same_and_stop_words_are_no_completions(speller: Speller) -> None:
    assert completed(speller, "droit", EVERYBODY) == []
    assert completed(speller, "convention", EVERYBODY) == []
    assert completed(Speller({EVERYBODY: counts({"avec": 99, "avenir": 2})}), "av", EVERYBODY) == [
        "avenir"
    ]


def test_an_empty_index_knows_nothing() -> None:
    speller = Speller({EVERYBODY: []})
    assert nearest(speller, "droit") is None
    assert speller.parted("droitshomme", EVERYBODY) == ()
    assert completed(speller, "dr", EVERYBODY) == []
