"""Words of a raw text as the index knows them, with the places they were read from."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from docsearch.text import arabic, french
from docsearch.text.french import APOSTROPHES, ELIDED
from docsearch.text.normalise import COMBINING, INVISIBLE, TATWEEL, normalise

ANALYSIS: Final = 2
"""To be raised whenever the tokens of a text change: indexes made before are then rebuilt."""

_LONGEST_WORD: Final = 100
"""Letters kept of a word; only damaged text has longer ones."""

_REMEMBERED_WORDS: Final = 1 << 16

_ARABIC: Final = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06fc"
    "\u06ff\u0750-\u077f\u0870-\u0887\u0889-\u088e\u0898-\u08e1\u08e3-\u08ff"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufdfc\ufe70-\ufefc\U0001ee00-\U0001eeff"
)
# Footnote marks and fractions must not become digits of a word, nor honorifics a word.
_NOT_LETTERS: Final = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\ufdfa\ufdfb"
_OTHER: Final = rf"[^\W_{_ARABIC}{_NOT_LETTERS}]"
_GAP: Final = rf"[{INVISIBLE}]*+[ \u00a0\n]?[{INVISIBLE}]*+"
_ELISION: Final = rf"(?i:{'|'.join(ELIDED)})[{APOSTROPHES}]{_GAP}"

_WORD: Final = re.compile(
    rf"(?:{_ELISION})*"
    # Groups must not be possessive: Python 3.11.2, which is Debian 12's, matches them wrongly.
    rf"([{_ARABIC}]++(?:[{INVISIBLE}]++[{_ARABIC}]++)*"
    rf"|{_OTHER}++(?:[{INVISIBLE}{COMBINING}{TATWEEL}{APOSTROPHES}]++{_OTHER}++)*[{COMBINING}]*+)"
)
_ARABIC_LETTER: Final = re.compile(f"[{_ARABIC}]")


class Token(NamedTuple):
    """A word of a text: ``text[start:end]`` reads it, ``exact`` and ``stem`` index it.

    ``exact`` is the folded word without its elided article; ``stem`` is ``None`` for a stop word.
    """

    start: int
    end: int
    exact: str
    stem: str | None


def analyze(text: str) -> list[Token]:
    """Return the words of the text in order, each through the chain of its own script."""
    tokens = []
    for match in _WORD.finditer(text):
        exact, stem = _forms(match[1][:_LONGEST_WORD])
        if exact:
            start, end = match.span(1)
            tokens.append(Token(start, end, exact, stem))
    return tokens


@lru_cache(maxsize=_REMEMBERED_WORDS)
def _forms(word: str) -> tuple[str, str | None]:
    chain = arabic if _ARABIC_LETTER.match(word) else french
    exact = chain.fold(normalise(word))
    return exact, None if chain.is_stop_word(exact) else chain.stem(exact)
