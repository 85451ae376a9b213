"""The text of a page as a screen of any width shows it."""

import re
from itertools import pairwise
from typing import Final

_NARROWEST: Final = 45
"""Shorter lines are those of a table or a list of words, which stay as they are."""
_FULL: Final = 0.85
_CLOSED: Final = re.compile(r"[.:!?؟…]\s*$")
_ITEM: Final = re.compile(r"\s*(?:[-–—•▪*]|\(?\w{1,3}[.)])\s")

_LEADERS: Final = re.compile(r"(?:\. ?){4}|(?:… ?){2}")
_AMOUNT: Final = r"\d{1,3}(?:[.,٫٬'’ \u00a0\u202f]\d{3})+(?:[.,٫]\d+)?|\d+[.,٫]\d+|\d{5,}"
_AMOUNTS: Final = re.compile(rf"(?<![\w./-])(?:{_AMOUNT})(?![\w/-])")
_AMOUNT_AT_AN_END: Final = re.compile(rf"(?:{_AMOUNT})\s|.*\s(?:{_AMOUNT})$")
_AMOUNTS_OF_A_ROW: Final = 2
_FIGURES_OF_A_ROW: Final = 4
_SHARE_OF_FIGURES: Final = 0.4


def flowing(text: str) -> str:
    """Return the text with the line ends inside a paragraph turned into spaces.

    Nothing else changes, so that every place in the text keeps its offset.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if width < _NARROWEST:
        return text
    joints = [
        " " if _goes_on(line, following, width * _FULL) else "\n"
        for line, following in pairwise(lines)
    ]
    return "".join(line + joint for line, joint in zip(lines, [*joints, ""], strict=True))


def _goes_on(line: str, following: str, full: float) -> bool:
    """Tell whether the line ended only because the next word had no room on it."""
    word = following.split(maxsplit=1)[:1]
    if not word or not line.strip() or _CLOSED.search(line) or _ITEM.match(following):
        return False
    if _is_row(line) or _is_row(following):
        return False
    return len(line) + 1 + len(word[0]) > full


def _is_row(line: str) -> bool:
    """Tell whether a line is a row of a table, by its leaders or its figures."""
    if _LEADERS.search(line):
        return True
    figures = sum(word.strip("%()").isdecimal() for word in line.split())
    if figures >= max(_FIGURES_OF_A_ROW, _SHARE_OF_FIGURES * len(line.split())):
        return True
    amounts = len(_AMOUNTS.findall(line))
    return amounts >= _AMOUNTS_OF_A_ROW and _AMOUNT_AT_AN_END.match(line.strip(" %")) is not None
