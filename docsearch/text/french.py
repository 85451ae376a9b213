"""The French chain, which also serves other words in Latin letters: folding and light stems."""

import re
import unicodedata
from typing import Final, NamedTuple

from docsearch.text.normalise import COMBINING, normalise
from docsearch.text.stop_words import FRENCH_STOP_WORDS

ELIDED: Final = (*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu")
"""Words that lose their vowel to an apostrophe."""

APOSTROPHES: Final = "'’ʼ‘＇"

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_ACCENTS: Final = re.compile(f"[{COMBINING}]+")
_DOUBLED: Final = re.compile(r"([^\W\d_])\1+")


class _Ending(NamedTuple):
    """An ending replaced in words longer than ``longer_than`` letters."""

    ending: str
    longer_than: int
    replacement: str


# Savoy's light stemmer (UniNE), as in Lucene but over folded letters. There -ère is one rule;
# without accents it would also catch the participles in -éré, so only -ière keeps it.
_LAST_ENDINGS: Final = (
    _Ending("issement", 9, "ir"),
    _Ending("issant", 8, "ir"),
    _Ending("ivement", 7, "if"),
    # Nouns in -ément, no longer told from the adverbs.
    _Ending("element", 6, "element"),
    _Ending("complement", 9, "complement"),
    _Ending("supplement", 9, "supplement"),
    _Ending("ement", 6, "e"),
    _Ending("ficatrice", 11, "fier"),
    _Ending("ficateur", 10, "fier"),
    _Ending("catrice", 9, "quer"),
    _Ending("cateur", 8, "quer"),
    _Ending("atrice", 8, "er"),
    _Ending("ateur", 7, "er"),
    _Ending("trice", 6, "teur"),
    _Ending("ieme", 5, ""),
    _Ending("teuse", 7, "ter"),
    _Ending("teur", 6, "ter"),
    _Ending("euse", 5, "eu"),
    _Ending("iere", 8, "ier"),
    _Ending("ive", 7, "if"),
    _Ending("folle", 4, "fou"),
    _Ending("molle", 4, "mou"),
    _Ending("nnelle", 9, "n"),
    _Ending("nnel", 9, "n"),
    _Ending("ete", 4, "et"),
    _Ending("ique", 8, ""),
    _Ending("esse", 8, "e"),
    _Ending("inage", 7, "in"),
    _Ending("ualisation", 12, "uel"),
    _Ending("isation", 9, ""),
    _Ending("ation", 8, ""),
    _Ending("ition", 8, ""),
)
_CONTINUED: Final = frozenset({"trice", "ete", "ique"})
"""Endings after whose replacement the rules below them are still tried."""


def fold(text: str) -> str:
    """Return normalised text without accents and ligatures."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).translate(_LIGATURES)


def is_stop_word(word: str) -> bool:
    """Tell whether a folded word says nothing of the subject."""
    return word in _STOP_WORDS


def stem(word: str) -> str:
    """Return the light stem of a folded word."""
    word = _singular(word)
    for rule in _LAST_ENDINGS:
        if len(word) > rule.longer_than and word.endswith(rule.ending):
            word = word.removesuffix(rule.ending) + rule.replacement
            if rule.ending not in _CONTINUED:
                break
    return _bare(word)


def _singular(word: str) -> str:
    if len(word) > 5 and word.endswith("x"):
        plural_of_al = word.endswith("aux") and not word.endswith("eaux")
        word = word[:-2] + "l" if plural_of_al else word[:-1]
    if len(word) > 3 and word.endswith("x"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("s"):
        word = word[:-1]
    return word


def _bare(word: str) -> str:
    if len(word) > 4:
        word = _DOUBLED.sub(r"\1", word)
    if len(word) > 4 and word.endswith("ie"):
        word = word[:-2]
    if len(word) > 4:
        word = word.removesuffix("r").removesuffix("e").removesuffix("e")
        if word[-1] == word[-2] and word[-1].isalpha():
            word = word[:-1]
    return word


_STOP_WORDS: Final = frozenset(fold(normalise(word)) for word in FRENCH_STOP_WORDS)
