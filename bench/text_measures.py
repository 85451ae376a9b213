"""How near a text comes to what its page is known to say."""

from typing import Final

from rapidfuzz.distance import LCSseq, Levenshtein

from docsearch.text.arabic import fold
from docsearch.text.characters import clean_characters
from docsearch.text.normalise import normalise

# What fonts and extractors confuse must not hide whether the words stand in their places.
_CONFUSED: Final = str.maketrans("ؤئ", "وي", "ء")


def ordered_f1(truth: str, text: str) -> float:
    """Return the F1 of folded words, of which one counts only in its right place."""
    expected, found = _words(truth), _words(text)
    if not expected and not found:
        return 1.0
    return 2 * LCSseq.similarity(expected, found) / (len(expected) + len(found))


def character_error_rate(truth: str, text: str) -> float:
    """Return the edits that lead from the text to the truth, per character of the truth.

    Spaces and line ends are one and the same, invisible characters count for nothing.
    """
    expected, found = _characters(truth), _characters(text)
    return Levenshtein.distance(expected, found) / max(len(expected), 1)


def _words(text: str) -> list[str]:
    words = (fold(normalise(word)).translate(_CONFUSED) for word in _characters(text).split())
    return [word for word in words if word]


def _characters(text: str) -> str:
    return " ".join(clean_characters(text).split())
