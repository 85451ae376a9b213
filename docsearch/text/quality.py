"""How far the text of a page can be trusted, from its words and characters alone."""

import re
from collections.abc import Sequence
from operator import mul
from typing import Final

from docsearch.text.known_words import KNOWN, credit
from docsearch.text.normalise import plain

_SAMPLE: Final = 5_000
"""Characters of a page that tell enough of its quality."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACED_OUT: Final = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
# Every such heading has it, few other texts do, and it is found several times as fast.
_LONE_LETTERS: Final = re.compile(r" [^\W\d_] [^\W\d_] ")

_ARABIC: Final = "\u0620-\u064a\u066e-\u06d3"
_ARABIC_LETTER: Final = re.compile(f"[{_ARABIC}]")
_EXPECTED_SCRIPT: Final = re.compile(
    f"[a-zªº\u00df-\u00f6\u00f8-\u024f\u0259\u025b\u0263\u1e00-\u1eff"
    f"{_ARABIC}\u06d5-\u06ff\u0750-\u077f\u2d30-\u2d7f]"
)

_UNTOLD: Final = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
# What a font that lost some letters leaves in their place: « 'لقانوH », « بتا1يخ », « لما/( ».
_IN_PLACE_OF_A_LETTER: Final = re.compile(
    rf"(?<![{_ARABIC}'])['*](?=[{_ARABIC}])|(?<=[{_ARABIC}])(?:[A-Z](?![A-Za-z])|[*/'](?=\W))"
    rf"|(?<=[{_ARABIC}])[\d'*/+=$&<>@#%](?=[{_ARABIC}])"
)
# UTF-8 that was read as another encoding: « DÃ©claration », « dâ€™un », « Dأ©claration ».
_MISREAD: Final = re.compile(
    "[ÃÂâÙØأآ](?:(?<=[ÃÂâÙØ])[\u0080-\u00bf€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›]"
    "|(?<=[A-Za-z][أآâ])[\u00a0-\u00bf€ھ])"
)
# Dingbats for letters, and what Arabic code pages look like in a Latin one.
_SYMBOL: Final = re.compile(
    "[\u2600-\u27bf\u00a2\u00a4-\u00a6\u00a8\u00ac\u00af\u00b4-\u00b6\u00b8]"
)

_WEIGHT_OF_BAD: Final = 4.0
_LETTERS_MISREAD: Final = 5
"""A character of two misread ones spoils the word around it."""

_REVERSED: Final = 0.3
_BENEFIT_OF_DOUBT: Final = 8
"""Letters of good quality that stand for those a short page does not have."""

_FRAGMENT: Final = 3.0
"""Letters below which the words of a text are, on average, pieces of words."""

_ENOUGH_WORDS: Final = 30


def quality(text: str) -> float:
    """Return from 0 to 1 how likely the text, once cleaned and repaired, is what the page says.

    Numbers alone are fine; no text at all is worth nothing.
    """
    sample = text[:_SAMPLE]
    visible = sum(map(len, sample.split()))
    if not visible:
        return 0.0
    words = _words(sample)
    letters = sum(map(len, words))
    expected = list(filter(_EXPECTED_SCRIPT.match, words))
    share = sum(map(len, expected)) / letters if letters else 1.0
    coverage = _coverage(expected, len(_SYMBOL.findall(sample)))
    score = coverage * (1 - _bad(sample, visible)) * share * _wholeness(words, letters)
    return score * _REVERSED if score < 1 - _REVERSED and _reversed(words) else score


def _words(text: str) -> list[str]:
    text = plain(text)
    if not _LONE_LETTERS.search(text):
        return _WORD.findall(text)
    # A heading « C O N S T I T U T I O N » is a word; a page written like this has none.
    spaced = sum(len(run) // 2 + 1 for run in _SPACED_OUT.findall(text))
    if spaced and 2 * spaced < sum(map(str.isalpha, text)):
        text = _SPACED_OUT.sub(lambda run: run[0].replace(" ", ""), text)
    return _WORD.findall(text)


def _coverage(words: Sequence[str], symbols: int) -> float:
    known: float = sum(map(mul, map(len, words), map(credit, words)))
    return (known + _BENEFIT_OF_DOUBT) / (sum(map(len, words)) + symbols + _BENEFIT_OF_DOUBT)


def _bad(text: str, visible: int) -> float:
    bad = len(_UNTOLD.findall(text))
    if _ARABIC_LETTER.search(text):
        bad += len(_IN_PLACE_OF_A_LETTER.findall(text))
    bad += _LETTERS_MISREAD * len(_MISREAD.findall(text))
    return min(_WEIGHT_OF_BAD * bad / visible, 1.0)


def _wholeness(words: Sequence[str], letters: int) -> float:
    if len(words) < _ENOUGH_WORDS:
        return 1.0
    return min(letters / len(words) / _FRAGMENT, 1.0)


def _reversed(words: Sequence[str]) -> bool:
    forwards = sum(len(word) for word in words if credit(word) == KNOWN)
    backwards = sum(len(word) for word in words if credit(word[::-1]) == KNOWN)
    return backwards > 2 * forwards
