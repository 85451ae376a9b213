"""The languages of a text: its scripts first, then letter statistics among what fits each."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from docsearch.domain.language import UNKNOWN, LanguageGuess
from docsearch.text.letter_statistics import LetterStatistics
from docsearch.text.normalise import COMBINING, TATWEEL, plain

_ENOUGH: Final = 600
"""Letters of one script that are enough to know its language."""

_FEWEST_LETTERS: Final = 20
_PRESENT: Final = 0.12
"""Share of the letters from which a script counts as a language of the text."""

_MOSTLY_TIFINAGH: Final = 0.4
_TELLING: Final = 0.025
"""Share of the letters above which letters that others lack name the language."""

_CERTAIN: Final = 0.99
_DOUBTFUL: Final = 0.5
_NO_LANGUAGE: Final = LanguageGuess(UNKNOWN, 0.0)


class _Script(NamedTuple):
    """Letters of one script, the languages written in it, and letters that betray one.

    ``rare`` languages are hardly ever deposited: they are named lest they pass for the others.
    ``familiar`` is how likely, as a logarithm, the letters of any of them are at least.
    """

    letters: str
    languages: tuple[str, ...]
    rare: tuple[str, ...] = ()
    betraying: tuple[tuple[str, str], ...] = ()
    familiar: float = -5.9


_TIFINAGH: Final = _Script(r"\u2d30-\u2d67\u2d6f", ("zgh",))
_SCRIPTS: Final = (
    _Script(
        r"A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff"
        r"\ufb00-\ufb06\uff21-\uff5a",
        ("fr", "en", "es", "zgh"),
        ("ca", "de", "it", "nl", "pt", "tr"),
        familiar=-5.6,
    ),
    _Script(
        r"\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06fa-\u06ff\u0750-\u077f"
        r"\ufb50-\ufdff\ufe70-\ufefc",
        ("ar", "fa", "ur"),
        betraying=(("ٹڈڑںہے", "ur"), ("پچژگ", "fa")),
    ),
    _TIFINAGH,
    _Script(r"\u0400-\u052f", ("ru",), ("bg", "mk", "uk")),
    _Script(
        r"\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3",
        ("zh",),
        betraying=((r"\u3041-\u30ff", "ja"), (r"\uac00-\ud7a3", "ko")),
    ),
    _Script(r"\u05d0-\u05ea", ("he",)),
    _Script(r"\u0386-\u03ff", ("el",)),
)
"""The commonest first, for they are looked for until too few letters are left for another."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+")


def detect_languages(text: str) -> tuple[LanguageGuess, ...]:
    """Return the languages of the text, most present first; ``und`` alone when unknown."""
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    letters = "".join(_LETTERS.findall(text))
    count = len(letters)
    if count < _FEWEST_LETTERS:
        return (_NO_LANGUAGE,)
    least = max(_FEWEST_LETTERS, _PRESENT * count)
    found: list[tuple[float, LanguageGuess]] = []
    left = count
    for script in _SCRIPTS:
        if left < least:
            break
        size = _count(_one_of(script.letters), letters)
        left -= size
        if size >= least:
            mostly_tifinagh = script is _TIFINAGH and size > _MOSTLY_TIFINAGH * count
            share = 1.0 if mostly_tifinagh else size / count
            found.append((share, _language(script, text)))
    if left > count / 2:
        return (_NO_LANGUAGE,)
    found.sort(key=lambda pair: pair[0], reverse=True)
    # Tamazight has two scripts, and is one language.
    guesses = {guess.code: guess for _, guess in reversed(found) if guess != _NO_LANGUAGE}
    order = dict.fromkeys(guess.code for _, guess in found if guess.code in guesses)
    return tuple(guesses[code] for code in order) or (_NO_LANGUAGE,)


def _language(script: _Script, text: str) -> LanguageGuess:
    words = plain(" ".join(_first_words(script.letters, text)))
    for letters, language in script.betraying:
        if _count(_one_of(letters), words) > _TELLING * len(words):
            return LanguageGuess(language, _CERTAIN)
    if len(script.languages) + len(script.rare) == 1:
        return LanguageGuess(script.languages[0], _CERTAIN)
    finding = _statistics(script).find(words.split())
    if not finding.familiar or finding.probability < _DOUBTFUL:
        return _NO_LANGUAGE
    return LanguageGuess(finding.language, round(finding.probability, 3))


def _first_words(letters: str, text: str) -> Iterator[str]:
    """Yield enough words of a script, with the marks that their letters carry."""
    size = 0
    for match in _words_of(letters).finditer(text):
        yield match[0]
        size += len(match[0])
        if size >= _ENOUGH:
            return


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


@cache
def _one_of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]+")


@cache
def _words_of(letters: str) -> re.Pattern[str]:
    # No word of a language is that long, and a text without spaces must not be taken whole.
    return re.compile(f"[{letters}][{letters}{COMBINING}{TATWEEL}]{{0,99}}")


@cache
def _statistics(script: _Script) -> LetterStatistics:
    return LetterStatistics(script.languages, script.rare, familiar=script.familiar)
