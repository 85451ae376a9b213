"""How plausible a spelling is as an Arabic word: by the word list, or by its parts."""

import re
from functools import lru_cache
from typing import Final

from docsearch.text.word_lists import word_list

LETTERS: Final = "\u0621-\u063a\u0641-\u064a"
HARAKAT: Final = "\u064b-\u0652"
"""What Arabic words are spelt with, each as the inside of a character class."""

EVERY_LETTER: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآ"
"""The letters one by one, the commoner first."""

_REMEMBERED: Final = 1 << 15

_PROCLITICS: Final = tuple(
    "و ف ب ل ك س ال وال فال بال كال وبال لل ولل فلل وب ول فب فل وس لا اللا".split()
)
_ENDINGS: Final = tuple(
    "ه ها هم هما هن ك كم نا ني ي ا ات ين ون ان ة ته تها تهم تهما تهن تنا تكم ية يا وا".split()
)
_SHORTEST_STEM: Final = 3
_SHORTEST_JOINED: Final = 7

# In tenths of a logarithm, like the frequencies of the list.
_PER_PART: Final = 12
_MOST_OF_PARTS: Final = 15
_PER_LOST_SPACE: Final = 30
_MOST_OF_JOINED: Final = 5
_UNKNOWN: Final = -10
_UNKNOWN_WITH_ARTICLE: Final = -6
_IMPOSSIBLE: Final = -40

# Letters of Persian and Urdu keyboards, which Arabic texts have too.
_KEYBOARDS: Final = str.maketrans("یکھہ", "يكهه")

_TWO_ALEFS: Final = re.compile("[اأإآ][اأإآ]")
_ARTICLE: Final = re.compile("[وف]?(?:[بك]?ال|لل)(?=..)")


@lru_cache(_REMEMBERED)
def plausibility(word: str) -> int:
    """Return ten times the logarithm of how often the word may be among a billion.

    The word is spelt without marks. Words of no list are judged by their parts; unknown
    words are below 0, sequences that Arabic does not have far below.
    """
    # Two alefs in a row are one misread, and such misreadings are in word lists too.
    if _TWO_ALEFS.search(word):
        return _IMPOSSIBLE
    word = word.translate(_KEYBOARDS)
    return word_list("ar").frequency(word) or _by_parts(word)


def _by_parts(word: str) -> int:
    listed = word_list("ar").frequency
    best = _UNKNOWN_WITH_ARTICLE if _ARTICLE.match(word) else _UNKNOWN
    for proclitic in ("", *filter(word.startswith, _PROCLITICS)):
        for ending in ("", *filter(word.endswith, _ENDINGS)):
            stem = word[len(proclitic) : len(word) - len(ending)]
            if len(stem) >= _SHORTEST_STEM and (frequency := listed(stem)):
                parts = bool(proclitic) + bool(ending)
                best = max(best, min(frequency - _PER_PART * parts, _MOST_OF_PARTS))
    if best < 0 and len(word) >= _SHORTEST_JOINED:
        best = max(best, _joined(word))
    return best


def _joined(word: str) -> int:
    """Return how plausible it is that the space between two words was lost."""
    listed = word_list("ar").frequency
    frequency = max(
        min(listed(word[:place]), listed(word[place:]))
        for place in range(_SHORTEST_STEM, len(word) - _SHORTEST_STEM + 1)
    )
    return min(frequency - _PER_LOST_SPACE, _MOST_OF_JOINED)
