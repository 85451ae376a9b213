"""Numbers that recognition can hardly have read right."""

import re
from typing import Final

_EASTERN: Final = "\u0660-\u0669\u06f0-\u06f9"
_MIXED: Final = re.compile(rf"(?=[\d/.,٫٬-]*[{_EASTERN}])(?=[\d/.,٫٬-]*[0-9])\d[\d/.,٫٬-]*\d")
"""Figures of both kinds in one number: « ١497/1 »."""

_ARABIC: Final = "\u0620-\u064a\u064b-\u0652"
# « VO », « YE », « VA » for ٧٥, ٢٤, ٧٨: the shapes of these figures in a Latin alphabet.
_LOOKALIKE: Final = re.compile(
    rf"(?<=[{_ARABIC}]) [()]?(?=[A-Z]*[VY])[VYNEOA]{{2,4}}[()]?(?= ?(?:[{_ARABIC}:.،-]|$))",
    re.MULTILINE,
)


def doubtful_figures(text: str) -> bool:
    """Tell whether an Arabic text has numbers in two kinds of figures or in letters.

    >>> doubtful_figures("قانون رقم ١497/1 لسنة"), doubtful_figures("العدد VO في")
    (True, True)
    >>> doubtful_figures("القانون رقم 27.14 والمادة ٢٥")
    False
    """
    return bool(_MIXED.search(text) or _LOOKALIKE.search(text))
