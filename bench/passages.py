"""The corpus as passages that are analysed once, however many pages are made of them."""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bench.corpus import Work
from docsearch.search.indexed_text import indexed_text
from docsearch.search.ports import Span
from docsearch.search.query_tree import TermField

PASSAGE_WORDS: Final = 40
FIELDS: Final = (TermField.STEM, TermField.EXACT, TermField.NGRAM)

_PASSAGE: Final = re.compile(rf"(?:\S+\s*){{1,{PASSAGE_WORDS}}}")

Passage = int
"""The number of a passage."""

Terms = dict[TermField, Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Outline:
    """A work as the passages of its title and of each page."""

    work: Work
    title: tuple[Passage, ...]
    pages: tuple[tuple[Passage, ...], ...]


class Passages:
    """The passages of works, by number.

    Numbers stand for tokens, because the same ones come again and again: the whole corpus then
    takes some hundred megabytes instead of gigabytes.
    """

    def __init__(self, works: Iterable[Work]) -> None:
        self._texts: list[str] = []
        self._tokens = {field: _Runs("I") for field in FIELDS}
        self._starts, self._ends = _Runs("H"), _Runs("H")
        numbers = {field: _numbers() for field in FIELDS}
        self.outlines = [
            Outline(
                work,
                tuple(self._cut(work.title, numbers)),
                tuple(tuple(self._cut(page, numbers)) for page in work.pages),
            )
            for work in works
        ]
        self._spellings = {field: _array([*numbers[field]]) for field in FIELDS}

    def joined(self, passages: Sequence[Passage]) -> tuple[str, Terms, list[Span]]:
        """Return the text, the tokens and the places of the words of passages in a row."""
        texts = [self._texts[passage] for passage in passages]
        terms: Terms = {
            field: self._spellings[field][self._tokens[field].joined(passages)].tolist()
            for field in FIELDS
        }
        before = np.cumsum([0, *map(len, texts)])[:-1]
        shift = np.repeat(before, [self._starts.length(passage) for passage in passages])
        starts = (self._starts.joined(passages) + shift).tolist()
        ends = (self._ends.joined(passages) + shift).tolist()
        # Twice as fast as calling `Span`, and this is done for 50 million words.
        return "".join(texts), terms, list(map(_SPAN, zip(starts, ends, strict=True)))

    def _cut(self, text: str, numbers: dict[TermField, "_Numbers"]) -> Iterator[Passage]:
        for part in _PASSAGE.findall(text):
            # Words of neighbours must not grow together, whatever neighbours they get.
            passage = part if part[-1].isspace() else f"{part}\n"
            read = indexed_text(passage)
            for field in FIELDS:
                self._tokens[field].append(map(numbers[field].__getitem__, read.terms[field]))
            self._starts.append(span.start for span in read.words)
            self._ends.append(span.end for span in read.words)
            self._texts.append(passage)
            yield len(self._texts) - 1


class _Runs:
    """Numbers in runs, one run for each passage."""

    def __init__(self, kind: str) -> None:
        self._values = array(kind)
        self._bounds = array("Q", [0])

    def append(self, values: Iterable[int]) -> None:
        self._values.extend(values)
        self._bounds.append(len(self._values))

    def length(self, passage: Passage) -> int:
        return self._bounds[passage + 1] - self._bounds[passage]

    def joined(self, passages: Sequence[Passage]) -> NDArray[Any]:
        values = np.frombuffer(self._values, self._values.typecode)
        runs = [values[self._bounds[one] : self._bounds[one + 1]] for one in passages]
        return np.concatenate([values[:0], *runs])


_SPAN: Final = partial(tuple.__new__, Span)

_Numbers = defaultdict[str | None, int]


def _numbers() -> _Numbers:
    return defaultdict(count().__next__)


def _array(values: list[str | None]) -> NDArray[np.object_]:
    found = np.empty(len(values), np.object_)
    found[:] = values
    return found
