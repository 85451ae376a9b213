"""Names that hold words beginning as typed."""

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.search.completions import MOST_OF_A_KIND, Completions, Kind, Name
from docsearch.search.query_tree import Attribute

PUBLIC, INTERNAL = AccessLevel.PUBLIC, AccessLevel.INTERNAL
NAMES = Completions(
    [
        Name("Guide des droits de l’enfant", Kind.TITLE, PUBLIC, 1),
        Name("Les droits de l’enfant au Maroc, guide du formateur", Kind.TITLE, PUBLIC, 2),
        Name("Droits internes", Kind.TITLE, INTERNAL, 3),
        Name("دليل حقوق الطفل", Kind.TITLE, PUBLIC, 4),
        Name("CCPR/C/MAR/CO/6", Kind.SYMBOL, PUBLIC, 5),
        Name("droits de l’enfant", Kind.SUBJECT, PUBLIC, 0, Attribute.SUBJECT, "droits"),
        *(Name(f"Rapport annuel {year}", Kind.TITLE, PUBLIC, year) for year in range(2000, 2020)),
    ]
)


def found(typed: str, *levels: AccessLevel, limit: int = 10) -> list[str]:
    return [name.text for name in NAMES.find(typed, frozenset(levels or {PUBLIC}), limit=limit)]


@pytest.mark.parametrize("typed", ["form guid", "ENFANT maroc", "les droits de l'enf", "Formateúr"])
def test_words_anywhere_in_a_title(typed: str) -> None:
    assert "Les droits de l’enfant au Maroc, guide du formateur" in found(typed)


@pytest.mark.parametrize("typed", ["حق", "الطفل", "طف", "حقوق ال", "دليل حُقوق"])
def test_arabic_words_with_their_article_or_without(typed: str) -> None:
    assert found(typed) == ["دليل حقوق الطفل"]


def test_what_begins_as_typed_comes_first() -> None:
    assert found("droits")[:2] == ["droits de l’enfant", "Guide des droits de l’enfant"]


@pytest.mark.parametrize("typed", ["ccpr/c/m", "CCPR", "mar/co"])
def test_symbols(typed: str) -> None:
    assert found(typed) == ["CCPR/C/MAR/CO/6"]


def test_only_what_may_be_read() -> None:
    assert "Droits internes" not in found("droits in")
    assert found("droits in", PUBLIC, INTERNAL) == ["Droits internes"]
    assert found("droits", INTERNAL) == ["Droits internes"]


def test_few_of_a_kind_and_the_newest_of_equal_ones() -> None:
    titles = found("rapport")
    assert len(titles) == MOST_OF_A_KIND[Kind.TITLE]
    assert titles[0] == "Rapport annuel 2019"
    assert len(found("rapport", limit=2)) == 2


@pytest.mark.parametrize("typed", ["", " ", "…", "zzz", "droits zzz"])
def test_nothing_begins_like_this(typed: str) -> None:
    assert found(typed) == []
    assert list(Completions([]).find(typed, frozenset({PUBLIC}), limit=5)) == []
