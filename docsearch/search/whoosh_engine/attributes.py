"""The attributes of documents as coded arrays, for masks and counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from docsearch.search.ports import FacetValue
from docsearch.search.whoosh_engine.postings import Rows

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """The values of one attribute: ``values[codes[i]]`` belongs to document ``owners[i]``."""

    values: tuple[str, ...]
    owners: Rows
    codes: Rows
    documents: int

    @classmethod
    def of(cls, documents: Sequence[Iterable[str]]) -> Self:
        """Code the values of each document; an empty value is none."""
        pairs = [
            (owner, value)
            for owner, values in enumerate(documents)
            for value in dict.fromkeys(values)
            if value
        ]
        values = tuple(sorted({value for _, value in pairs}))
        code = {value: number for number, value in enumerate(values)}
        return cls(
            values,
            np.array([owner for owner, _ in pairs], np.int32),
            np.array([code[value] for _, value in pairs], np.int32),
            len(documents),
        )

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """Put columns of consecutive documents into one."""
        values = tuple(sorted({value for part in parts for value in part.values}))
        code = {value: number for number, value in enumerate(values)}
        owners, codes, documents = [np.empty(0, np.int32)], [np.empty(0, np.int32)], 0
        for part in parts:
            translation = np.array([code[value] for value in part.values], np.int32)
            codes.append(translation[part.codes])
            owners.append(part.owners + np.int32(documents))
            documents += part.documents
        return cls(values, np.concatenate(owners), np.concatenate(codes), documents)

    def mask(self, wanted: Callable[[str], bool]) -> Mask:
        """Mark the documents that have a wanted value."""
        chosen = np.array([wanted(value) for value in self.values], np.bool_)
        marked = np.zeros(self.documents, np.bool_)
        marked[self.owners[chosen[self.codes]]] = True
        return marked

    def counts(self, documents: Mask) -> tuple[FacetValue, ...]:
        """Count the marked documents with each value, most frequent first, then by value."""
        counts = np.bincount(self.codes[documents[self.owners]], minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")
        return tuple(
            FacetValue(self.values[code], int(counts[code])) for code in order if counts[code]
        )

    def ranks(self, *, descending: bool) -> Rows:
        """Return each document's place in the order of its value; those without come last."""
        ranks = np.full(self.documents, len(self.values), np.int32)
        ranks[self.owners] = len(self.values) - 1 - self.codes if descending else self.codes
        return ranks
