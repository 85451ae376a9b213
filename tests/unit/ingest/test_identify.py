"""The languages of a document are those that its pages hold."""

import pytest

from docsearch.domain.language import LanguageGuess
from docsearch.ingest.identify import combine_languages, identify
from docsearch.ingest.readings import PageReading

FRENCH = LanguageGuess("fr", 0.9)
ARABIC = LanguageGuess("ar", 0.8)
SPANISH = LanguageGuess("es", 0.6)
UNKNOWN = LanguageGuess("und", 0.0)


def codes(*pages: tuple[tuple[LanguageGuess, ...], int]) -> list[str]:
    return [guess.code for guess in combine_languages(pages)]


def test_each_page_tells_its_languages() -> None:
    window = (
        PageReading(1, "1", "Toute personne a droit à la liberté d'opinion et d'expression."),
        PageReading(
            2, "2", "لكل شخص الحق في حرية الرأي والتعبير ويشمل هذا الحق حرية اعتناق الآراء"
        ),
        PageReading(3, "3", "12"),
    )
    assert [page.languages[0].code for page in identify(window)] == ["fr", "ar", "und"]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([], ["und"]),
        ([((UNKNOWN,), 500)], ["und"]),
        ([((FRENCH,), 500), ((UNKNOWN,), 900)], ["fr"]),
        ([((FRENCH,), 400), ((ARABIC,), 600)], ["ar", "fr"]),
        ([((FRENCH, ARABIC), 900)], ["fr", "ar"]),
        ([((FRENCH,), 9_800), ((SPANISH,), 200)], ["fr"]),
        # One whole page of Arabic in a book is a language of the book.
        ([((FRENCH,), 1_000_000), ((ARABIC,), 1_600)], ["fr", "ar"]),
        ([((FRENCH,), 0)], ["und"]),
    ],
)
def test_languages_are_listed_by_presence(
    pages: list[tuple[tuple[LanguageGuess, ...], int]], expected: list[str]
) -> None:
    assert codes(*pages) == expected


def test_confidence_is_weighed_by_letters() -> None:
    pages = [((LanguageGuess("fr", 1.0),), 300), ((LanguageGuess("fr", 0.6),), 100)]
    assert combine_languages(pages) == (LanguageGuess("fr", 0.9),)
