"""Whether a word is one, in the languages that documents are written in."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from docsearch.text import french
from docsearch.text.arabic_words import plausibility
from docsearch.text.word_lists import letter_sequences, word_list

KNOWN: Final = 1.0
WELL_FORMED: Final = 0.68
"""What a word counts that no list has, but whose letters follow each other as words' do."""

_REMEMBERED: Final = 1 << 14
_LATIN_LISTS: Final = ("fr", "en", "es", "other")
_LONGEST: Final = 25
_USUAL_SEQUENCES: Final = 0.85

# Any few letters are a rare word of some language.
_SHORT: Final = 4
_FREQUENT: Final = 35

# Letters of Tamazight, Turkish and others that are no accented ones.
_UNFOLDED: Final = str.maketrans("ɣɛıłđøß", "geildos")
_LATIN: Final = re.compile("[a-zß-ïñ-öø-ýÿ-ſșțɣɛǧḍḥṛṣṭẓ]+")
_ACCENTED: Final = re.compile("[^a-z]")
_MOSTLY_ACCENTED: Final = frozenset({"à", "â", "é", "è", "ê", "î", "ô", "ù", "ö", "été", "étés"})
_ARABIC: Final = re.compile("[\u0620-\u06ff]+")
_TIFINAGH: Final = re.compile("[\u2d30-\u2d7f]+")


def fold_latin(text: str) -> str:
    """Return normalised text in Latin letters without accents, as the lists spell words."""
    return french.fold(text).translate(_UNFOLDED)


@lru_cache(_REMEMBERED)
def credit(word: str) -> float:
    """Return from 0 to 1 how certainly a word in plain letters is one.

    Tifinagh counts as known, as there is no list of its words; other scripts as unknown, and
    what mixes scripts.
    """
    if _ARABIC.fullmatch(word):
        frequency = max(plausibility(word), word_list("other").frequency(word))
        return _credit(word, frequency, "arabic")
    if _LATIN.fullmatch(word):
        if 2 * len(_ACCENTED.findall(word)) > len(word) and word not in _MOSTLY_ACCENTED:
            return 0.0
        folded = fold_latin(word)
        frequency = max(word_list(language).frequency(folded) for language in _LATIN_LISTS)
        return _credit(folded, frequency, "latin")
    return KNOWN if _TIFINAGH.fullmatch(word) else 0.0


def _credit(word: str, frequency: int, script: str) -> float:
    if frequency >= _FREQUENT or (frequency > 0 and len(word) > _SHORT):
        return KNOWN
    return WELL_FORMED if frequency > 0 or _is_well_formed(word, script) else 0.0


def sequences(word: str) -> Iterator[str]:
    """Yield the sequences of three letters of a word, its ends included."""
    padded = f" {word} "
    return (padded[place : place + 3] for place in range(len(padded) - 2))


def _is_well_formed(word: str, script: str) -> bool:
    if not _SHORT <= len(word) <= _LONGEST:
        return False
    usual = letter_sequences(script)
    found = sum(sequence in usual for sequence in sequences(word))
    return found >= _USUAL_SEQUENCES * len(word)
