"""What a search box proposes while somebody types: names that hold words beginning like this."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np
import numpy.typing as npt

from docsearch.domain.access import AccessLevel
from docsearch.search.query_tree import Attribute
from docsearch.text.analysis import analyze

MOST_TYPED_WORDS: Final = 8
_MOST_COMPARED: Final = 400
"""Names whose order is decided letter by letter; of more, the shortest."""

_LAST: Final = "\U0010ffff"
_DEFINITE: Final = re.compile("و?(?:ال|بال|لل)|و")
"""What stands before an Arabic noun: people begin to type with the noun as well."""


class Kind(StrEnum):
    """What a name is the name of, in the order in which they are proposed."""

    WORD = "word"
    SUBJECT = "subject"
    TYPE = "type"
    COLLECTION = "collection"
    SYMBOL = "symbol"
    TITLE = "title"


MOST_OF_A_KIND: Final = {
    Kind.WORD: 3,
    Kind.SUBJECT: 3,
    Kind.TYPE: 1,
    Kind.COLLECTION: 2,
    Kind.SYMBOL: 3,
    Kind.TITLE: 5,
}
_ORDER: Final = {kind: number for number, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Name:
    """A name that can be chosen: of a document, or of a value of an attribute.

    ``access`` is that of the most open record which bears it.
    """

    text: str
    kind: Kind
    access: AccessLevel
    document: int = 0
    attribute: Attribute | None = None
    value: str = ""


class Completions:
    """Finds the names that hold all the words typed, each whole or begun."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._folded = [" ".join(_words(name.text)) for name in names]
        held = sorted(
            {(word, at) for at, folded in enumerate(self._folded) for word in _entries(folded)}
        )
        self._words, self._starts = [], [0]
        for word, group in groupby(held, itemgetter(0)):
            self._words.append(word)
            self._starts.append(self._starts[-1] + sum(1 for _ in group))
        self._holders = np.array([at for _, at in held], dtype=np.int32)
        self._lengths = np.array([len(folded) for folded in self._folded], dtype=np.int32)
        self._access = np.array([name.access.value for name in names], dtype=np.str_)

    def find(self, typed: str, access: frozenset[AccessLevel], *, limit: int) -> Iterator[Name]:
        """Yield the best names of each kind, at most so many in all, the best first.

        Those that begin as typed come before the others, and short ones before long ones.
        """
        words = _words(typed)[:MOST_TYPED_WORDS]
        if not words or not self._names:
            return
        readable = np.isin(self._access, [level.value for level in access])
        matching = np.flatnonzero(reduce(np.logical_and, map(self._holding, words), readable))
        if len(matching) > _MOST_COMPARED:
            shortest = np.argpartition(self._lengths[matching], _MOST_COMPARED)[:_MOST_COMPARED]
            matching = matching[shortest]
        beginning = " ".join(words)
        best = sorted(matching.tolist(), key=lambda at: self._rank(at, beginning))
        taken: Counter[Kind] = Counter()
        for at in best:
            kind = self._names[at].kind
            if taken[kind] < MOST_OF_A_KIND[kind] and taken.total() < limit:
                taken[kind] += 1
                yield self._names[at]

    def _holding(self, word: str) -> npt.NDArray[np.bool_]:
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, word + _LAST, first)
        holding = np.zeros(len(self._names), dtype=np.bool_)
        holding[self._holders[self._starts[first] : self._starts[last]]] = True
        return holding

    def _rank(self, at: int, beginning: str) -> tuple[bool, int, int, int]:
        name, folded = self._names[at], self._folded[at]
        bare = _DEFINITE.sub("", folded, count=1) if _DEFINITE.match(folded) else folded
        begins = folded.startswith(beginning) or bare.startswith(beginning)
        # Of equal ones the newest document.
        return not begins, _ORDER[name.kind], len(folded), -name.document


def _words(text: str) -> list[str]:
    return [token.exact for token in analyze(text)]


def _entries(folded: str) -> Iterator[str]:
    for word in folded.split():
        yield word
        definite = _DEFINITE.match(word)
        if definite and len(word) > definite.end() + 1:
            yield word[definite.end() :]
