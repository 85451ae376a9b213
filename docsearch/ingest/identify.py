"""Languages of a page, and of a document from its pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from docsearch.domain.language import UNKNOWN, LanguageGuess
from docsearch.ingest.readings import PageReading
from docsearch.text.detection import detect_languages

_LEAST_SHARE: Final = 0.05
_LETTERS_OF_A_PAGE: Final = 1_500
"""A language that fills a page belongs to the document, however long it is."""


def identify(window: tuple[PageReading, ...]) -> tuple[PageReading, ...]:
    """Return the pages with their languages."""
    return tuple(replace(page, languages=detect_languages(page.text)) for page in window)


def combine_languages(
    pages: Iterable[tuple[tuple[LanguageGuess, ...], int]],
) -> tuple[LanguageGuess, ...]:
    """Return a document's languages, most present first, from (languages, letters) of its pages.

    A page tells the order of its languages only, so each counts half of the one before.

    >>> french, arabic = LanguageGuess("fr", 1.0), LanguageGuess("ar", 1.0)
    >>> [guess.code for guess in combine_languages([((french,), 900), ((arabic,), 100)])]
    ['fr', 'ar']
    """
    letters: defaultdict[str, float] = defaultdict(float)
    certain: defaultdict[str, float] = defaultdict(float)
    for languages, count in pages:
        known = [guess for guess in languages if guess.code != UNKNOWN]
        weights = [0.5**rank for rank in range(len(known))]
        for guess, weight in zip(known, weights, strict=True):
            share = count * weight / sum(weights)
            letters[guess.code] += share
            certain[guess.code] += share * guess.confidence
    least = min(sum(letters.values()) * _LEAST_SHARE, _LETTERS_OF_A_PAGE)
    found = sorted(letters, key=lambda code: (-letters[code], code))
    return tuple(
        LanguageGuess(code, round(certain[code] / letters[code], 3))
        for code in found
        if letters[code] > 0 and letters[code] >= least
    ) or (LanguageGuess(UNKNOWN, 0.0),)
