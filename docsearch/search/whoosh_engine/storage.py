"""Where the index lies: numbered directories, of which a small file names the current one.

A rebuild fills the next directory and then replaces the file, so that a crash leaves the old
index or the new one. Readers keep the files that they have open and look at the name each time.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from time import time_ns
from typing import Any, Final

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC, EmptyIndexError

from docsearch.search.ports import IndexUnusable
from docsearch.search.whoosh_engine.schema import FORMAT, SCHEMA

INDEX_NAME: Final = "pages"

Stamp = tuple[int, int]
"""When another index was put into use, and when files of this one last came or went."""

COARSE_CLOCK: Final = 2_000_000_000
"""Nanoseconds within which two changes of a folder may bear the same time."""

_NAME: Final = re.compile(r"index-(\d+)-(\d+)(?:-(\d+))?")
"""Its number, the analysis, and the format, which the first one did not name."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever damaged files raise into ``IndexUnusable``.

    Files that are not there raise as they are: a commit may just have replaced them.
    """
    try:
        yield
    except (OSError, EmptyIndexError, IndexUnusable):
        raise
    # Whoosh unpickles what it reads, so that damaged bytes may raise anything at all.
    except Exception as error:
        raise unusable(error) from error


def unusable(cause: Exception) -> IndexUnusable:
    """Return the error for an index that cannot be read, with its cause as a fact."""
    return IndexUnusable("index-unusable", cause=f"{type(cause).__name__}: {cause}")


class MappedStorage(FileStorage):
    """A storage that maps files into memory: the stock one reads the disk at every posting."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file for reading."""
        with Path(self.folder, name).open("rb") as file:
            empty = os.fstat(file.fileno()).st_size == 0
            content: Any = BytesIO() if empty else mmap(file.fileno(), 0, access=ACCESS_READ)
        return StructFile(content, name=name, **options)


def synchronise(storage: FileStorage, name: str) -> None:
    """Put a file of the storage on the disk, and that it is there: Whoosh leaves that to chance."""
    _synchronise(Path(storage.folder, name))
    _synchronise(Path(storage.folder))


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class IndexDirectory:
    """The directory of an engine; ``analysis`` numbers the way in which tokens are made."""

    def __init__(self, root: Path, *, analysis: int) -> None:
        self._root = root
        self._analysis = analysis
        self._pointer = root / "current"

    def prepare(self) -> None:
        """Create an empty index where there has never been any."""
        if not self._pointer.exists():
            with self.writing():
                if not self._pointer.exists():
                    self.switch(self.fresh())

    def current(self) -> MappedStorage:
        """Return the index in use; raise ``IndexUnusable`` when it is of another format."""
        match = self._named()
        if match[3] != str(FORMAT):
            raise IndexUnusable("index-unusable", cause=f"{match[0]} is of another format")
        return MappedStorage(self._root / match[0])

    def stamp(self, folder: str) -> Stamp | None:
        """Return what changes with the next commit; nothing while the clock is too coarse to say.

        This costs far less than looking which commit is the last one.
        """
        try:
            times = (os.stat(self._pointer).st_mtime_ns, os.stat(folder).st_mtime_ns)
        except FileNotFoundError:
            return None
        return times if max(times) < time_ns() - COARSE_CLOCK else None

    def is_current(self) -> bool:
        """Tell whether the index in use is what would be written of the texts today."""
        match = self._named()
        return (match[2], match[3]) == (str(self._analysis), str(FORMAT))

    def fresh(self) -> MappedStorage:
        """Return a new empty index, not yet in use; what a crash left behind goes."""
        # Not counted from 1: where the directory was removed, readers still know the old names.
        kept, number = self._kept(), time_ns()
        for directory in self._root.iterdir():
            if match := _NAME.fullmatch(directory.name):
                number = max(number, int(match[1]))
                if directory != kept:
                    shutil.rmtree(directory)
        folder = self._root / f"index-{number + 1}-{self._analysis}-{FORMAT}"
        folder.mkdir()
        storage = MappedStorage(folder)
        TOC.create(storage, SCHEMA, INDEX_NAME)
        return storage

    def switch(self, storage: MappedStorage) -> None:
        """Put an index into use and remove the one before."""
        before = self._kept()
        draft = self._pointer.with_suffix(".new")
        with draft.open("w", encoding="ascii") as file:
            file.write(Path(storage.folder).name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        _synchronise(self._root)
        if before:
            shutil.rmtree(before, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the place of the only writer, waiting for it if needed."""
        self._root.mkdir(parents=True, exist_ok=True)
        with (self._root / "writer.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _named(self) -> re.Match[str]:
        """Return the name of the index in use, in its parts."""
        name = self._pointer.read_text(encoding="ascii")
        match = _NAME.fullmatch(name)
        if match is None:
            raise ValueError(f"{self._pointer} names {name!r}")
        return match

    def _kept(self) -> Path | None:
        """Return where the index in use is, or nothing when its name cannot be read."""
        try:
            return self._root / self._named()[0]
        except (OSError, ValueError):
            return None
