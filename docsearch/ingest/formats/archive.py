"""Zip files opened without harm: bounded in entries, size and ratio, whatever they declare."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed

MOST_ENTRIES: Final = 5_000
MOST_BYTES: Final = 200_000_000
HIGHEST_RATIO: Final = 100
_HARMLESS_BYTES: Final = 2_000_000
"""What unpacks to less harms nobody, however well it was packed."""

_BLOCK: Final = 1 << 20
_ENCRYPTED: Final = 0x1
_NAME_IS_UTF8: Final = 0x800

# DOS and Windows write names in the code page of their country and do not say which.
_NAME_CHARSETS: Final = ("utf-8", "cp850", "cp1256", "cp720", "cp1252")
_FRENCH: Final = frozenset("éèêëàâäçîïôöûùüœæÉÈÊËÀÂÇÎÏÔÛÙÜŒ°«»’–")
_ARABIC_LETTERS: Final = range(0x0621, 0x0653)
_SCRIPTS_MIXED: Final = re.compile(
    r"[A-Za-z\u00c0-\u017f][\u0621-\u0652]|[\u0621-\u0652][A-Za-z\u00c0-\u017f]"
)

_DAMAGES: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked; archives inside one another share it."""

    entries: int = MOST_ENTRIES
    bytes: int = MOST_BYTES


class Archive:
    """The files of an open zip; reading one raises ExtractionFailed when it lied of its size.

    ``budget`` is what may still be unpacked, here and in archives inside this one.
    """

    def __init__(self, opened: zipfile.ZipFile, budget: Budget, password: bytes | None) -> None:
        self._opened = opened
        self.budget = budget
        self._password = password
        self._entries = {entry.filename: entry for entry in opened.infolist()}

    @property
    def names(self) -> list[str]:
        """List the files, without folders and links, in the order of the archive."""
        return [name for name, entry in self._entries.items() if _is_file(entry)]

    @property
    def locked(self) -> bool:
        """Tell whether any file needs a password."""
        return any(entry.flag_bits & _ENCRYPTED for entry in self._entries.values())

    def shown_names(self) -> dict[str, str]:
        """Return what people call each file: the charset of the names is told from all of them."""
        raw = {name: _raw_name(self._entries[name]) for name in self.names}
        charset = _charset_of(b"\n".join(one for one in raw.values() if isinstance(one, bytes)))
        return {
            name: one if isinstance(one, str) else one.decode(charset, "replace")
            for name, one in raw.items()
        }

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Return the size that the archive declares for a file."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """Return a file; raise ExtractionFailed when it is missing or broken."""
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a file in blocks."""
        entry = self._entries.get(name)
        if entry is None:
            raise ExtractionFailed(FailureReason.DAMAGED, f"there is no {name}"[:200])
        if entry.flag_bits & _ENCRYPTED and self._password is None:
            raise ExtractionFailed(FailureReason.ENCRYPTED, "the archive needs a password")
        with _damage_named(), self._opened.open(entry, pwd=self._password) as source:
            while block := source.read(_BLOCK):
                self.budget.bytes -= len(block)
                if self.budget.bytes < 0:
                    raise _too_large(f"more than {MOST_BYTES} bytes")
                yield block


@contextmanager
def open_archive(
    source: Path | IO[bytes], *, budget: Budget | None = None, password: bytes | None = None
) -> Iterator[Archive]:
    """Give an archive whose declared size, ratio and number of entries are within bounds.

    To be run isolated. Raises ExtractionFailed: TOO_LARGE, DAMAGED, and ENCRYPTED on reading.
    """
    budget = budget or Budget()
    with _damage_named(), zipfile.ZipFile(source) as opened:
        _require_bounded(opened, budget)
        yield Archive(opened, budget, password)


def _require_bounded(opened: zipfile.ZipFile, budget: Budget) -> None:
    entries = opened.infolist()
    budget.entries -= len(entries)
    if budget.entries < 0:
        raise _too_large(f"more than {MOST_ENTRIES} entries")
    size = sum(entry.file_size for entry in entries)
    if size > budget.bytes:
        raise _too_large(f"{size} bytes unpacked, limit {budget.bytes}")
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if size > _HARMLESS_BYTES and size > packed * HIGHEST_RATIO:
        raise _too_large(f"packed {size // packed} times, limit {HIGHEST_RATIO}")


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except NotImplementedError as error:
        raise ExtractionFailed(FailureReason.UNSUPPORTED, f"packed unusually: {error}") from error
    except RuntimeError as error:
        raise ExtractionFailed(FailureReason.ENCRYPTED, str(error)) from error
    except _DAMAGES as error:
        detail = f"{type(error).__name__}: {error}"
        raise ExtractionFailed(FailureReason.DAMAGED, detail) from error


def _too_large(detail: str) -> ExtractionFailed:
    return ExtractionFailed(FailureReason.TOO_LARGE, detail)


def _is_file(entry: zipfile.ZipInfo) -> bool:
    mode = entry.external_attr >> 16
    return not entry.is_dir() and (stat.S_IFMT(mode) in {0, stat.S_IFREG})


def _raw_name(entry: zipfile.ZipInfo) -> str | bytes:
    """Return the name as declared in UTF-8, else its bytes."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename


def _charset_of(names: bytes) -> str:
    try:
        names.decode("utf-8")
    except UnicodeDecodeError:
        return max(_NAME_CHARSETS[1:], key=lambda charset: _likelihood(names, charset))
    return "utf-8"


def _likelihood(names: bytes, charset: str) -> int:
    """Count the letters that people here write, less what they do not write, nor side by side."""
    text = names.decode(charset, "replace")
    foreign = [letter for letter in text if not letter.isascii()]
    known = sum(letter in _FRENCH or ord(letter) in _ARABIC_LETTERS for letter in foreign)
    return known - 2 * (len(foreign) - known) - 3 * len(_SCRIPTS_MIXED.findall(text))
