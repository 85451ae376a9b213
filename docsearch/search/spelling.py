"""Words of an index that are near to words which nobody wrote: « did you mean »."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import islice
from math import log
from typing import Final, NamedTuple

from symspellpy import SymSpell, Verbosity

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import SearchEngine, WordCount
from docsearch.text.analysis import Token, analyze
from docsearch.text.arabic import is_arabic

MOST_WORDS: Final = 100_000
"""Words kept of an index, the most frequent ones: 50 MB; rarer ones are mostly misread."""

SHORTEST_WORD: Final = 3
_LONGEST_WORD: Final = 30
_SHORTEST_TWICE_WRONG: Final = 6
"""Letters of a word from which two of them may be wrong."""

_FARTHEST: Final = 2
_ALTERNATIVES: Final = 3
# Longer prefixes would look words up faster still, and take three times the room.
_PREFIX: Final = 5

_MOST_COMPLETED: Final = 5_000
_MOST_SPARED: Final = 10
"""Stop words and forms of one word that begin alike, at most."""

_EXCHANGED: Final = 3.0
_CONFUSED: Final = 1.0

_ALIKE: Final = "ضظ ذد ذز ثت ثس سص تط حه قك غع حخ جح صض ءئ ؤو iy ck kq cs sz pb td mn vf gj".split()
"""Letters that sound or look alike: « ظ » is written for « ض » far more often than « م » is."""

_CONFUSABLE: Final = frozenset(
    pair for alike in _ALIKE for pair in ((alike[0], alike[1]), (alike[1], alike[0]))
)

_PROCLITICS: Final = ("وبال", "وال", "ولل", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف")

Readable = frozenset[AccessLevel]


class Nearest(NamedTuple):
    """A word of the index, what stands before it as one word, and how many letters were wrong."""

    proclitic: str
    word: str
    distance: int


class Speller:
    """Knows the most frequent words of an index, and who may read a record that holds them."""

    def __init__(self, vocabularies: Mapping[Readable, Sequence[WordCount]]) -> None:
        widest = max(vocabularies.values(), key=len, default=())
        proper = (word for word in widest if _is_proper(word.token))
        kept = nlargest(MOST_WORDS, proper, key=lambda word: word.records)
        self._speller = SymSpell(max_dictionary_edit_distance=_FARTHEST, prefix_length=_PREFIX)
        for token, records in kept:
            self._speller.create_dictionary_entry(token, records)
        self._sorted = sorted(token for token, _ in kept)
        known = dict(kept)
        self._counts = {
            access: {token: records for token, records in words if token in known}
            for access, words in vocabularies.items()
        }

    def count(self, token: str, access: Readable) -> int:
        """Return how many of the records that may be read hold the word, if it is known."""
        return self._counts.get(access, {}).get(token, 0)

    def nearest(self, token: str, access: Readable) -> list[Nearest]:
        """Return the words that were probably meant by a folded one, the most probable first.

        Of an Arabic word with an article or a preposition, only what follows may be in texts.
        """
        if len(token) > _LONGEST_WORD or not token.isalpha():
            return []
        nearest = self._closest("", token, access)
        for proclitic in _PROCLITICS if is_arabic(token) else ():
            if nearest and nearest[0].distance == 1:
                break
            if token.startswith(proclitic):
                bare = self._closest(proclitic, token.removeprefix(proclitic), access)
                if bare and (not nearest or bare[0].distance < nearest[0].distance):
                    nearest = bare
        return nearest

    def parted(self, token: str, access: Readable) -> tuple[str, ...]:
        """Return the two words that were most probably written as one, or none."""
        parts = (
            (token[:place], token[place:])
            for place in range(SHORTEST_WORD, len(token) - SHORTEST_WORD + 1)
        )
        known = (
            (min(self.count(first, access), self.count(second, access)), (first, second))
            for first, second in islice(parts, _LONGEST_WORD)
        )
        frequency, words = max(known, default=(0, ()))
        return words if frequency else ()

    def completions(self, begun: Token, access: Readable, *, limit: int) -> list[str]:
        """Return the most frequent words that begin like this and lead to other texts than it."""
        counts = self._counts.get(access, {})
        first = bisect_left(self._sorted, begun.exact)
        last = bisect_left(self._sorted, begun.exact + "\U0010ffff", first)
        words = self._sorted[first : min(last, first + _MOST_COMPLETED)]
        readable = (word for word in words if word in counts)
        frequent = nlargest(_MOST_SPARED + limit, readable, key=counts.__getitem__)
        return [word for word in frequent if _stem(word) not in (None, begun.stem)][:limit]

    def _closest(self, proclitic: str, token: str, access: Readable) -> list[Nearest]:
        if len(token) < SHORTEST_WORD:
            return []
        farthest = 1 if len(token) < _SHORTEST_TWICE_WRONG else _FARTHEST
        # Nearly always one of the closest may be read, and looking farther takes ten times as long.
        for verbosity in (Verbosity.CLOSEST, Verbosity.ALL):
            found = self._speller.lookup(token, verbosity, farthest)
            readable = [
                Nearest(proclitic, one.term, one.distance)
                for one in found
                if one.term != token and self.count(one.term, access)
            ]
            if readable:
                closest = min(one.distance for one in readable)
                return nlargest(
                    _ALTERNATIVES,
                    (one for one in readable if one.distance == closest),
                    key=lambda one: self._likelihood(token, one.word, access),
                )
        return []

    def _likelihood(self, typed: str, word: str, access: Readable) -> float:
        return log(self.count(word, access)) + _ease(typed, word)


def read_speller(engine: SearchEngine, readers: Iterable[Readable]) -> Speller:
    """Return what corrects words for each set of access levels."""
    return Speller({access: engine.vocabulary(access) for access in readers})


def _stem(word: str) -> str | None:
    """Return the stem of a folded word, ``None`` for a stop word."""
    tokens = analyze(word)
    return tokens[0].stem if tokens else None


def _is_proper(token: str) -> bool:
    return SHORTEST_WORD <= len(token) <= _LONGEST_WORD and token.isalpha()


def _ease(typed: str, word: str) -> float:
    """Tell how much more easily a word is mistyped like this than in other ways."""
    if len(typed) != len(word):
        return 0.0
    if sorted(typed) == sorted(word):
        return _EXCHANGED
    wrong = [pair for pair in zip(typed, word, strict=True) if pair[0] != pair[1]]
    return _CONFUSED if all(pair in _CONFUSABLE for pair in wrong) else 0.0
