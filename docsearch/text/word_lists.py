"""The words of a language and how frequent they are, small in memory."""

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from zlib import crc32

import numpy as np


class WordList:
    """Words and their frequencies, of which only checksums are kept.

    A word that is not listed passes for a listed one in fewer than one of 10,000 cases.
    """

    __slots__ = ("_bands", "_keys")

    def __init__(self, words: Iterable[tuple[int, Sequence[bytes]]]) -> None:
        groups = [
            (band, np.fromiter(map(crc32, group), np.uint32, len(group))) for band, group in words
        ]
        # Of words with one checksum the first is the most frequent.
        groups.sort(key=lambda group: group[0], reverse=True)
        keys, first = np.unique(np.concatenate([keys for _, keys in groups]), return_index=True)
        bands = np.concatenate([np.full(len(keys), band, np.uint8) for band, keys in groups])
        self._keys = array("I", keys.tobytes())
        self._bands = bands[first].tobytes()

    def __len__(self) -> int:
        return len(self._keys)

    def frequency(self, word: str) -> int:
        """Return ten times the logarithm of how often it is among a billion words, or 0."""
        key = crc32(word.encode("utf-8", "surrogatepass"))
        place = bisect_left(self._keys, key)
        if place < len(self._keys) and self._keys[place] == key:
            return self._bands[place]
        return 0


@cache
def word_list(language: str) -> WordList:
    """Return the words of a language, read once: Arabic as it is spelt, the others folded.

    ``other`` has the commonest words of languages that are rarely met here.
    """
    return WordList(map(_group, _unpacked(f"{language}.txt.gz").split(b"\n\n")))


@cache
def letter_sequences(script: str) -> frozenset[str]:
    """Return the sequences of three letters that words in ``arabic`` or ``latin`` letters have.

    A space stands for an end of the word.
    """
    return frozenset(_unpacked(f"{script}.sequences.gz").decode().split("\n"))


def _unpacked(name: str) -> bytes:
    return gzip.decompress((files("docsearch.text") / "words" / name).read_bytes())


def _group(lines: bytes) -> tuple[int, list[bytes]]:
    band, *words = lines.split()
    return int(band), words
