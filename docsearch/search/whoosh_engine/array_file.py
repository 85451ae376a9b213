"""Named arrays in one file, read where they lie in it: what every segment is made of.

First come the arrays one after another, then a table of contents, then its place and checksum:
a file that was cut short or overwritten is told from a whole one by its last bytes.
"""

import json
import os
import struct
from collections.abc import Iterable
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_END: Final = struct.Struct("<8sQLL")
_MAGIC: Final = b"ARRAYS-1"
_ALIGNMENT: Final = 8
_UNSIGNED: Final = (np.uint8, np.uint16, np.uint32, np.uint64)


def narrow(array: Array) -> Array:
    """Return the whole numbers, none below 0, in the smallest type that holds them."""
    return array.astype(narrowest(int(array.max(initial=0))))


def narrowest(largest: int) -> np.dtype[Any]:
    """Return the smallest type for numbers from 0 to the largest."""
    return np.dtype(next(kind for kind in _UNSIGNED if largest <= np.iinfo(kind).max))


class ArrayWriter:
    """Writes arrays to a new file, which is on the disk once the context ends well."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._contents: dict[str, tuple[str, int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if error is None:
                self._finish()

    def write(self, name: str, array: Array) -> None:
        """Write an array under a name."""
        self.write_parts(name, array.dtype, [array])

    def write_parts(self, name: str, kind: np.dtype[Any], parts: Iterable[Array]) -> None:
        """Write an array that is too large to be in memory at once."""
        self._file.write(bytes(-self._file.tell() % _ALIGNMENT))
        start, count = self._file.tell(), 0
        for part in parts:
            self._file.write(np.ascontiguousarray(part, kind).data)
            count += len(part)
        self._contents[name] = (kind.str, start, count)

    def _finish(self) -> None:
        contents = json.dumps(self._contents).encode()
        start = self._file.tell()
        self._file.write(contents)
        self._file.write(_END.pack(_MAGIC, start, len(contents), crc32(contents)))
        self._file.flush()
        os.fsync(self._file.fileno())


class ArrayFile:
    """The arrays of a file, mapped into memory; raises ``ValueError`` unless the file is whole."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size < _END.size:
                raise ValueError(f"{path.name} is cut short")
            self._content = mmap(file.fileno(), 0, access=ACCESS_READ)
        magic, start, size, checksum = _END.unpack(self._content[-_END.size :])
        contents = self._content[start : start + size] if magic == _MAGIC else b""
        if not contents or crc32(contents) != checksum:
            raise ValueError(f"{path.name} is damaged")
        self._contents: dict[str, tuple[str, int, int]] = json.loads(contents)

    def __getitem__(self, name: str) -> Array:
        kind, start, count = self._contents[name]
        return np.frombuffer(self._content, kind, count, start)

    @property
    def size(self) -> int:
        """The length of the file, in bytes."""
        return len(self._content)

    def release(self) -> None:
        """Give back the memory of what was read; it is mapped again where it is needed."""
        self._content.madvise(MADV_DONTNEED)
