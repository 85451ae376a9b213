"""The languages of a text: its scripts first, then letter statistics among what fits each."""

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from langdetect import DetectorFactory, LangDetectException

from docsearch.domain.language import UNKNOWN, LanguageGuess
from docsearch.text.normalise import plain

_ENOUGH: Final = 2_000
"""Characters of one script that are enough to know its language."""

_FEWEST_LETTERS: Final = 20
_PRESENT: Final = 0.12
"""Share of the letters from which a script counts as a language of the text."""

_MOSTLY_TIFINAGH: Final = 0.4
_TELLING: Final = 0.025
"""Share of the letters above which letters that Arabic lacks name the language."""

_CERTAIN: Final = 0.99
_SEED: Final = 0
_NO_LANGUAGE: Final = LanguageGuess(UNKNOWN, 0.0)


class _Script(NamedTuple):
    """Words in one script, the languages written in it here, and letters that betray one."""

    words: re.Pattern[str]
    languages: tuple[str, ...]
    betraying: tuple[tuple[str, str], ...] = ()


_TIFINAGH: Final = _Script(re.compile(r"[\u2d30-\u2d67\u2d6f]+"), ("zgh",))
_LATIN: Final = _Script(re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f]+"), ("fr", "en", "es"))
_ARABIC: Final = _Script(
    re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]+"),
    ("ar", "fa", "ur"),
    (("ٹڈڑںہے", "ur"), ("پچژگ", "fa")),
)


def detect_languages(text: str) -> tuple[LanguageGuess, ...]:
    """Return the languages of the text, most present first; ``und`` alone when unknown."""
    text = plain(text)
    letters = sum(map(str.isalpha, text))
    if letters < _FEWEST_LETTERS:
        return (_NO_LANGUAGE,)
    found: list[tuple[float, LanguageGuess]] = []
    known = 0
    for script in (_TIFINAGH, _LATIN, _ARABIC):
        words: list[str] = script.words.findall(text)
        size = sum(map(len, words))
        known += size
        if size >= max(_FEWEST_LETTERS, _PRESENT * letters):
            mostly_tifinagh = script is _TIFINAGH and size > _MOSTLY_TIFINAGH * letters
            share = 1.0 if mostly_tifinagh else size / letters
            found.append((share, _language(script, " ".join(words)[:_ENOUGH])))
    if known < letters / 2:
        return (_NO_LANGUAGE,)
    found.sort(key=lambda pair: pair[0], reverse=True)
    guesses = tuple(guess for _, guess in found if guess != _NO_LANGUAGE)
    return guesses or (_NO_LANGUAGE,)


def _language(script: _Script, words: str) -> LanguageGuess:
    for betraying, language in script.betraying:
        if sum(map(words.count, betraying)) > _TELLING * len(words):
            return LanguageGuess(language, _CERTAIN)
    if len(script.languages) == 1:
        return LanguageGuess(script.languages[0], _CERTAIN)
    detector = _factory(script.languages).create()
    try:
        detector.append(words)
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return _NO_LANGUAGE
    return LanguageGuess(best.lang, min(best.prob, 1.0))


@cache
def _factory(languages: tuple[str, ...]) -> DetectorFactory:
    # One profile set per script, and one seed: the same text always gets the same answer.
    profiles = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(profiles / name).read_text("utf-8") for name in languages])
    factory.set_seed(_SEED)
    return factory
