"""A signature of a text by which nearly the same text is found again, be it read from a scan.

The text is taken as its letters alone, in runs of seven, so that spaces, digits and the quarrels
of the alef, which recognition gets wrong, do not count. Of these runs the smallest under many
orders are kept (MinHash, Broder 1997): two texts agree on as many as their runs have in common.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from docsearch.text.arabic import fold
from docsearch.text.normalise import plain

MOST_LETTERS: Final = 1_000_000
"""Letters that are enough to know a text: about 500 pages."""

COMPARED_CHARACTERS: Final = 10_000
"""Characters that are enough to compare two texts with each other."""

ALIKE: Final = 0.4
"""Share of the letters in common from which two texts deserve to be compared.

One text read twice by optical recognition, each time with four letters in a hundred wrong, shares
half of its runs of letters; laws on different subjects share a tenth, decrees that differ only in
what they decree share as much as the same text read twice.
"""

_BANDS: Final = 40
_ROWS: Final = 3
_RUN: Final = 7
_FEWEST_RUNS: Final = 200
_AT_ONCE: Final = 50_000
_DIGITS: Final = 8
"""Hexadecimal digits of one kept number."""

_LONG_GAP: Final = 25
"""Letters in a row that one text lacks: more than misread letters, another matter."""

_SAME_SHARE: Final = 0.9
_SAME_NUMBERS: Final = 0.5
_ENOUGH_NUMBERS: Final = 5

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"\d{2,}")
_UNCERTAIN: Final = str.maketrans("", "", "اء")
_SMALLEST_NUMBERS: Final = 32
_BASE: Final = np.uint64(0x100000001B3)

Numbers = NDArray[np.uint64]


def letters_of(text: str) -> str:
    """Return the letters that every reading of the text should agree on."""
    # Taken apart, accented letters lose their accents, which are no letters.
    apart = unicodedata.normalize("NFD", fold(plain(text)))
    return "".join(_LETTERS.findall(apart)).translate(_UNCERTAIN)


def signature(parts: Iterable[str]) -> tuple[str, ...]:
    """Return the bands of a text given in parts, or nothing when it is too short to be told.

    Texts that are much alike have at least one band in common.
    """
    smallest = np.full(_BANDS * _ROWS, np.iinfo(np.uint64).max, np.uint64)
    runs = 0
    for letters in _pieces(parts):
        numbers = _numbers(letters)
        runs += len(numbers)
        np.minimum(smallest, _smallest(numbers), out=smallest)
    if runs < _FEWEST_RUNS:
        return ()
    kept = [f"{int(number):0{_DIGITS}x}" for number in smallest]
    return tuple("".join(kept[row : row + _ROWS]) for row in range(0, len(kept), _ROWS))


def likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of the texts that two signatures have in common, from 0 to 1."""
    ones, others = "".join(first), "".join(second)
    places = range(0, min(len(ones), len(others)), _DIGITS)
    agreeing = sum(ones[at : at + _DIGITS] == others[at : at + _DIGITS] for at in places)
    shared = agreeing / (_BANDS * _ROWS)
    # Of two texts, not of all that both say.
    return 2 * shared / (1 + shared)


def same_text(first: str, second: str) -> bool:
    """Tell whether two texts that are alike are one, read twice, rather than one form filled twice.

    Misread letters are everywhere and leave what is between them; another name, date or subject is
    a stretch that the other text lacks, and brings other numbers.
    """
    numbers = [set(_NUMBER.findall(plain(text))) for text in (first, second)]
    if min(map(len, numbers)) >= _ENOUGH_NUMBERS:
        common = len(numbers[0] & numbers[1])
        if common < _SAME_NUMBERS * min(map(len, numbers)):
            return False
    runs = [_numbers(letters_of(text)) for text in (first, second)]
    covered, covering = _covered(*runs), _covered(*reversed(runs))
    return (covered + covering) / 2 >= _SAME_SHARE


def _covered(runs: Numbers, others: Numbers) -> float:
    """Return the share of a text that is no long stretch without any of the other's runs."""
    found = np.flatnonzero(np.isin(runs, others))
    if not len(found):
        return 0.0
    gaps = np.diff(found, prepend=-_RUN, append=len(runs) + _RUN - 1) - _RUN
    return 1 - float(gaps[gaps >= _LONG_GAP].sum()) / (len(runs) + _RUN - 1)


def _pieces(parts: Iterable[str]) -> Iterable[str]:
    """Yield the letters in pieces that overlap, so that no run is cut in two."""
    waiting, seen = "", 0
    for part in parts:
        if seen >= MOST_LETTERS:
            break
        letters = letters_of(part)
        seen += len(letters)
        waiting += letters
        while len(waiting) >= _AT_ONCE:
            yield waiting[:_AT_ONCE]
            waiting = waiting[_AT_ONCE - _RUN + 1 :]
    if len(waiting) >= _RUN:
        yield waiting


def _numbers(letters: str) -> Numbers:
    """Return one number for each run of letters."""
    codes = np.frombuffer(letters.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    count = max(len(codes) - _RUN + 1, 0)
    numbers = np.zeros(count, np.uint64)
    for place in range(_RUN):
        numbers = numbers * _BASE + codes[place : place + count]
    return _scattered(numbers)


def _smallest(numbers: Numbers) -> Numbers:
    """Return the smallest number under each of the orders."""
    shift = np.uint64(64 - _SMALLEST_NUMBERS)
    return np.array([(numbers * factor >> shift).min() for factor in _ORDERS], np.uint64)


def _scattered(numbers: Numbers) -> Numbers:
    # The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
    numbers = (numbers ^ numbers >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ numbers >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return numbers ^ numbers >> np.uint64(31)


# Stored signatures must stay comparable: the orders never change.
_ORDERS: Final = _scattered(np.arange(1, _BANDS * _ROWS + 1, dtype=np.uint64)) | np.uint64(1)
