"""The attributes of documents as coded arrays, for masks and counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from docsearch.search.ports import FacetValue
from docsearch.search.whoosh_engine.array_file import ArrayFile, ArrayWriter, narrow
from docsearch.search.whoosh_engine.ragged import Ragged
from docsearch.search.whoosh_engine.schema import decoded, encoded

Rows = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """The values of one attribute: ``values[codes[i]]`` belongs to document ``owners[i]``."""

    values: tuple[str, ...]
    owners: Rows
    codes: Rows
    documents: int
    one_each: bool = field(init=False)

    def __post_init__(self) -> None:
        each = np.arange(self.documents, dtype=np.int32)
        object.__setattr__(self, "one_each", np.array_equal(self.owners, each))

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

    def write(self, writer: ArrayWriter, name: str) -> None:
        """Write the column to a file of its segment."""
        Ragged.of_bytes(map(encoded, self.values)).write(writer, f"{name}/values")
        writer.write(f"{name}/owners", narrow(self.owners))
        writer.write(f"{name}/codes", narrow(self.codes))

    @classmethod
    def read(cls, file: ArrayFile, name: str, documents: int) -> Self:
        """Read what ``write`` wrote."""
        values = Ragged.read(file, f"{name}/values")
        return cls(
            tuple(decoded(values.bytes_at(code)) for code in range(len(values))),
            file[f"{name}/owners"].astype(np.int32),
            file[f"{name}/codes"].astype(np.int32),
            documents,
        )

    def among(self, kept: Mask) -> Self:
        """Return the column of the marked documents only."""
        chosen = kept[self.owners]
        numbers = np.cumsum(kept, dtype=np.int32) - 1
        count = int(np.count_nonzero(kept))
        return type(self)(self.values, numbers[self.owners[chosen]], self.codes[chosen], count)

    def mask(self, wanted: Callable[[str], bool]) -> Mask:
        """Mark the documents that have a wanted value."""
        chosen = np.array([wanted(value) for value in self.values], np.bool_)
        marked = np.zeros(self.documents, np.bool_)
        marked[self.owners[chosen[self.codes]]] = True
        return marked

    def counts(self, documents: Mask) -> tuple[FacetValue, ...]:
        """Count the marked documents with each value, most frequent first, then by value."""
        # Where each document has one value, owners need not be looked up.
        chosen = documents if self.one_each else documents[self.owners]
        counts = np.bincount(self.codes[chosen], minlength=len(self.values))
        found = counts.nonzero()[0]
        order = found[np.argsort(-counts[found], kind="stable")]
        pairs = zip(order.tolist(), counts[order].tolist(), strict=True)
        return tuple(FacetValue(self.values[code], count) for code, count in pairs)

    def ranks(self, *, descending: bool) -> Rows:
        """Return each document's place in the order of its value; those without come last."""
        ranks = np.full(self.documents, len(self.values), np.int32)
        ranks[self.owners] = len(self.values) - 1 - self.codes if descending else self.codes
        return ranks
