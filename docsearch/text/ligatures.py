"""Arabic ligatures put right where a font turned them round: « املادة » for « المادة »."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from docsearch.text.arabic_words import HARAKAT, LETTERS, plausibility
from docsearch.text.lam_alef import Repaired

_REMEMBERED: Final = 1 << 14
_LIGATURES: Final = range(0xFBEA, 0xFDF2)
_NOT_IN_UNICODE: Final = ("لمج", "لمخ")
_FEW_LETTERS: Final = re.compile(f"[{LETTERS}]{{2,3}}")
_LAM_ALEF: Final = re.compile("ل[اأإآ]")

# A word that has marks is typed with care, by fonts that do not do this.
_WORD: Final = re.compile(f"(?<![{HARAKAT}])[{LETTERS}]{{2,}}(?![{HARAKAT}])")

# No other word begins like an article whose lam comes too late: « واملصروفات », « باحلماية ».
_PARTED_ARTICLE: Final = re.compile(
    f"(?<![{LETTERS}{HARAKAT}])([وفبك]?)ا([مجحخ])ل([{LETTERS}]{{2,}})(?![{HARAKAT}])"
)

_SHORTEST_WITNESS: Final = 4
_KNOWN: Final = 20
_WELL_KNOWN: Final = 35
_MORE_PLAUSIBLE: Final = 25
_FAR_MORE_PLAUSIBLE: Final = 35
"""Tenths of a logarithm by which the right spelling must beat what stands, once seen or to see."""

_WITNESSES_ON_PAGE: Final = 2
_WITNESSES_IN_DOCUMENT: Final = 5
_PAGES_PER_WITNESS: Final = 2


class Witness(NamedTuple):
    """A word that is none, but would be with the letters of one ligature in their order."""

    word: str
    ligature: str


class _Spelling(NamedTuple):
    word: str
    ligature: str
    plausibility: int


def witnesses(text: str) -> frozenset[Witness]:
    """Return the words of a text that say its font turns ligatures round."""
    return frozenset(
        Witness(word, best.ligature)
        for word in set(_WORD.findall(text))
        if len(word) >= _SHORTEST_WITNESS
        and (best := _best(word)) is not None
        and best.plausibility >= max(_WELL_KNOWN, plausibility(word) + _FAR_MORE_PLAUSIBLE)
    )


def turned_ligatures(
    page: frozenset[Witness], pages: Iterable[frozenset[Witness]]
) -> frozenset[str]:
    """Return the ligatures to put right on a page, from its witnesses and those of all pages."""
    everywhere = list(pages)
    document = frozenset().union(*everywhere)
    enough = max(_WITNESSES_IN_DOCUMENT, len(everywhere) // _PAGES_PER_WITNESS)
    if len(page) < _WITNESSES_ON_PAGE and len(document) < enough:
        return frozenset()
    return frozenset(witness.ligature for witness in document | page)


def repair_ligatures(text: str, ligatures: frozenset[str]) -> Repaired:
    """Return the text with these ligatures in order; known words stay, and every place.

    The article of a word is put right whatever the ligatures.
    """
    count = 0

    def repaired(match: re.Match[str]) -> str:
        nonlocal count
        word = match[0]
        best = _best(word)
        if best is None or best.ligature not in ligatures:
            return word
        if not _beats(best.plausibility, plausibility(word)):
            return word
        count += 1
        return best.word

    def joined(match: re.Match[str]) -> str:
        nonlocal count
        fixed = _with_article(*match.groups())
        count += fixed is not None
        return fixed or match[0]

    text = _PARTED_ARTICLE.sub(joined, text)
    return Repaired(_WORD.sub(repaired, text) if ligatures else text, count)


@lru_cache(_REMEMBERED)
def _with_article(particle: str, first: str, rest: str) -> str | None:
    """Return a word with its article whole, if it is known then and beats what stands."""
    word = f"ال{first}{rest}"
    standing = plausibility(f"{particle}ا{first}ل{rest}")
    return particle + word if _beats(plausibility(word), standing) else None


def _beats(spelling: int, standing: int) -> bool:
    return spelling >= max(_KNOWN, standing + _MORE_PLAUSIBLE)


@lru_cache(_REMEMBERED)
def _best(word: str) -> _Spelling | None:
    return max(_spellings(word), key=lambda spelling: spelling.plausibility, default=None)


def _spellings(word: str) -> Iterator[_Spelling]:
    for size in (2, 3):
        for place in range(len(word) - size + 1):
            if ligature := _TURNED.get(word[place : place + size]):
                spelt = word[:place] + ligature + word[place + size :]
                yield _Spelling(spelt, ligature, plausibility(spelt))


def _turned() -> Mapping[str, str]:
    """Return the letters of ligatures, by those letters turned round."""
    letters = {unicodedata.normalize("NFKC", chr(code)) for code in _LIGATURES}
    letters.update(_NOT_IN_UNICODE)
    return {
        letter[::-1]: letter
        for letter in sorted(letters)
        if _FEW_LETTERS.fullmatch(letter) and not _LAM_ALEF.search(letter)
    }


_TURNED: Final = _turned()
