"""Words that somebody typed, or copied from a text whose font turns lam-alef round."""

import re
from typing import Final

from docsearch.text.arabic_words import HARAKAT, LETTERS, plausibility
from docsearch.text.lam_alef import repair_lam_alef

_KNOWN: Final = 20
"""The plausibility of what is a word as it stands."""

_WORD: Final = re.compile(f"[{LETTERS}{HARAKAT}]+")
_MARKS: Final = re.compile(f"[{HARAKAT}]")


def repair_typed(text: str) -> str:
    """Return the text with its lam-alefs in order, as long as it was.

    A page tells by all its words whether its font turns them round; few words do only where one
    of them is no word as it stands. Otherwise « ثالثة » is what was meant, not « ثلاثة ».
    """
    repaired = repair_lam_alef(text).text
    if repaired == text:
        return text
    changed = (
        match[0]
        for match in _WORD.finditer(text)
        if match[0] != repaired[match.start() : match.end()]
    )
    copied = any(plausibility(_MARKS.sub("", word)) < _KNOWN for word in changed)
    return repaired if copied else text
