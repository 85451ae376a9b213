"""Many short arrays in one long one: texts, words, tokens and posting lists alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from docsearch.search.whoosh_engine.array_file import Array, ArrayFile, ArrayWriter, narrow

Numbers = NDArray[np.int64]

_STARTS: Final = "/starts"
_VALUES: Final = "/values"


@dataclass(frozen=True, slots=True)
class Ragged:
    """``values[starts[i]:starts[i + 1]]`` is the array of number ``i``."""

    starts: Array
    values: Array

    @classmethod
    def of(cls, lengths: Array, values: Array) -> Self:
        """Cut the values into arrays of the lengths."""
        return cls(starts_of(lengths), values)

    @classmethod
    def of_bytes(cls, parts: Iterable[bytes]) -> Self:
        """Put strings of bytes together."""
        parts = list(parts)
        lengths = np.fromiter(map(len, parts), np.int64, len(parts))
        return cls.of(lengths, np.frombuffer(b"".join(parts), np.uint8))

    @classmethod
    def read(cls, file: ArrayFile, name: str) -> Self:
        """Read what ``write`` wrote under the name."""
        return cls(file[name + _STARTS], file[name + _VALUES])

    def write(self, writer: ArrayWriter, name: str) -> None:
        """Write to a file, the values in the smallest type that holds them."""
        writer.write(name + _STARTS, narrow(self.starts))
        writer.write(name + _VALUES, narrow(self.values))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> Array:
        return self.values[int(self.starts[number]) : int(self.starts[number + 1])]

    def bytes_at(self, number: int) -> bytes:
        """Return an array of bytes as such."""
        return self[number].tobytes()


def starts_of(lengths: Array) -> Numbers:
    """Return where each of several stretches begins, and at last where they all end."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def stretches(starts: Array, lengths: Array) -> Numbers:
    """Return the numbers in several stretches, one after the other."""
    lengths = lengths.astype(np.int64)
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts.astype(np.int64) - before, lengths) + np.arange(lengths.sum())
