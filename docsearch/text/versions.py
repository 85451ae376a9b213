"""What a title or a file name says of the work, whatever the language that it says it in."""

import re
from functools import lru_cache
from pathlib import PurePath
from typing import Final, NamedTuple

from docsearch.text.folding import folded_line
from docsearch.text.normalise import plain

_NAMES: Final = {
    "act": r"loi(?: organique|[- ]cadre)?|(?:ال)?قانون(?: (?:ال)?تنظيمي|[ -]+(?:ال)?اطار)?",
    "decree": r"decret(?:[- ]loi| royal)?|(?:ال)?مرسوم(?: (?:ال)?ملكي|[ -]+قانون)?",
    "dahir": r"dahir(?: cherifien)?|(?:ال)?ظهير(?: (?:ال)?شريف)?",
    "order": r"arrete(?: conjoint)?|(?:ال)?قرار(?: مشترك)?",
    "circular": r"circulaire|(?:ال)?(?:دوريه|منشور)",
    "convention": r"convention|(?:ال)?اتفاقيه",
}
_NUMBER: Final = r" ?(?:n[o°º]?|رقم)[ .:]{0,3}(\d{1,4}(?:[./-]\d{1,4}){0,3})(?![./-]?\d)"
# An order first says whose it is: « arrêté du ministre de la justice n° 977-09 ».
_AUTHOR: Final = r"(?:(?!loi|decret|dahir|قانون|مرسوم|ظهير).){0,60}?"
_INSTRUMENTS: Final = {
    kind: re.compile(rf"(?:{names}){_AUTHOR if kind == 'order' else ''}{_NUMBER}")
    for kind, names in _NAMES.items()
}
# What a dahir puts into force is what its title is about.
_PUT_INTO_FORCE: Final = re.compile(
    r"dahir.{0,80}?\bportant (?:execution|promulgation) de la (?=loi\b)"
    r"|(?:ال)?ظهير.{0,60}?\bبتنفيذ (?=(?:ال)?قانون\b)"
)

_LANGUAGES: Final = {
    "fr": ("fr", "fra", "fre", "francais", "francaise", "french", "فرنسي", "فرنسيه", "الفرنسيه"),
    "ar": ("ar", "ara", "arabe", "arabic", "عربي", "عربيه", "العربيه", "بالعربيه"),
    "en": ("en", "eng", "anglais", "anglaise", "english", "انجليزي", "انجليزيه", "الانجليزيه"),
    "es": ("es", "esp", "spa", "espagnol", "spanish"),
}
_LANGUAGE_OF_WORD: Final = {word: code for code, words in _LANGUAGES.items() for word in words}
_SEPARATOR: Final = re.compile(r"[\s_.()\[\]-]+")
_FEWEST_LETTERS: Final = 4
_REMEMBERED: Final = 20_000
"""Titles and names of a whole collection, which are asked for again and again."""


class Instrument(NamedTuple):
    """A kind of legal text and its number, in the one spelling of both languages."""

    kind: str
    number: str


class NamedVersion(NamedTuple):
    """A file name without the word that names its language, and that language."""

    stem: str
    language: str


@lru_cache(_REMEMBERED)
def instrument(title: str) -> Instrument | None:
    """Return the numbered legal text that the title is the title of.

    >>> instrument("Loi n° 70-03 portant code de la famille")
    Instrument(kind='act', number='70.03')
    >>> instrument("القانون رقم 70.03 بمثابة مدونة الأسرة")
    Instrument(kind='act', number='70.03')
    >>> instrument("مرسوم بتطبيق القانون رقم 18.18") is None
    True
    """
    words = folded_line(title)
    force = _PUT_INTO_FORCE.match(words)
    start = force.end() if force else 0
    for kind, pattern in _INSTRUMENTS.items():
        if found := pattern.match(words, start):
            return Instrument(kind, re.sub("[/-]", ".", found[1]))
    return None


@lru_cache(_REMEMBERED)
def named_version(file_name: str) -> NamedVersion | None:
    """Return what a file name says when its first or last word names a language.

    >>> named_version("Rapport-annuel_FR.pdf") == named_version("Rapport-annuel (fr).docx")
    True
    """
    words = [word for word in _SEPARATOR.split(folded_line(PurePath(file_name).stem)) if word]
    for place, rest in ((-1, words[:-1]), (0, words[1:])):
        language = _LANGUAGE_OF_WORD.get(words[place]) if words else None
        stem = " ".join(rest)
        if language and sum(map(str.isalpha, stem)) >= _FEWEST_LETTERS:
            return NamedVersion(stem, language)
    return None


def numbers_of(title: str) -> frozenset[str]:
    """Return the numbers of a title, which tell one edition or year from another."""
    return frozenset(re.findall(r"\d+", plain(title)))
