"""Files kept once, under the checksum of their bytes."""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Set
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Protocol

from docsearch.domain.errors import Invalid, NotFound, Unavailable

_BLOCK: Final = 1 << 20
_UNDECIDED_SECONDS: Final = 3600
"""Longer than any deposit takes from its first byte to its record."""
_KEY: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """The key (lower-case SHA-256) and the size in bytes of a file that is kept."""

    sha256: str
    size: int


class FileStore(Protocol):
    """Keeps bytes and gives them back by their checksum."""

    def keep(self, source: IO[bytes], *, limit: int) -> KeptFile:
        """Keep what is left in the source; raise ``Invalid`` beyond ``limit`` bytes."""

    def path(self, sha256: str) -> Path:
        """Return a readable path to the bytes; raise ``NotFound`` when they are not there."""

    def keys(self) -> Iterator[str]:
        """Walk the checksums of all files kept."""

    def forget(self, sha256: str) -> None:
        """Remove the bytes, if they are there."""

    def sweep(self, recorded: Set[str]) -> None:
        """Remove what interrupted deposits left an hour ago and more."""


class LocalFileStore:
    """A file store in a folder, spread over 256 sub-folders."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, source: IO[bytes], *, limit: int) -> KeptFile:
        """Keep what is left in the source; raise ``Invalid`` beyond ``limit`` bytes.

        Raises ``Unavailable`` when the disk does not take it.
        """
        try:
            return self._keep(source, limit)
        except OSError as error:
            raise Unavailable("storage-unusable", reason=error.strerror) from error

    def _keep(self, source: IO[bytes], limit: int) -> KeptFile:
        incoming = self._root / "incoming"
        incoming.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=incoming)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                kept = _copy(source, target, limit)
            place = self._place(kept.sha256)
            place.parent.mkdir(exist_ok=True)
            temporary.replace(place)
            _sync_folder(place.parent)
            _sync_folder(self._root)
        finally:
            temporary.unlink(missing_ok=True)
        return kept

    def path(self, sha256: str) -> Path:
        """Return a readable path to the bytes; raise ``NotFound`` when they are not there."""
        place = self._place(sha256)
        if not place.is_file():
            raise NotFound("file-missing", sha256=sha256)
        return place

    def keys(self) -> Iterator[str]:
        """Walk the checksums of all files kept."""
        for place in sorted(self._root.glob("[0-9a-f][0-9a-f]/*")):
            if _KEY.fullmatch(place.name):
                yield place.name

    def forget(self, sha256: str) -> None:
        """Remove the bytes, if they are there."""
        self._place(sha256).unlink(missing_ok=True)

    def sweep(self, recorded: Set[str]) -> None:
        """Remove what interrupted deposits left an hour ago and more."""
        strays = [self._place(sha256) for sha256 in self.keys() if sha256 not in recorded]
        for path in [*strays, *self._root.glob("incoming/*")]:
            with suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _UNDECIDED_SECONDS:
                    path.unlink()

    def _place(self, sha256: str) -> Path:
        if not _KEY.fullmatch(sha256):
            raise NotFound("file-missing", sha256=sha256)
        return self._root / sha256[:2] / sha256


def _copy(source: IO[bytes], target: IO[bytes], limit: int) -> KeptFile:
    digest, size = hashlib.sha256(), 0
    while block := source.read(_BLOCK):
        size += len(block)
        if size > limit:
            raise Invalid("file-too-large", megabytes=limit // 1_000_000)
        digest.update(block)
        target.write(block)
    target.flush()
    # Nothing may be acknowledged that a power cut could still take away.
    os.fsync(target.fileno())
    return KeptFile(digest.hexdigest(), size)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
