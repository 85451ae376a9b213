"""Taking in files from a disk: folders, metadata sidecars, and a watched folder."""

import csv
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import IO, Final
from unicodedata import normalize

from docsearch.domain.errors import Conflict, DocsearchError, Invalid, Unavailable
from docsearch.domain.permissions import SYSTEM, Actor
from docsearch.services.documents import DocumentService

SIDECAR: Final = "metadata.csv"
_SETTLED_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one file: the document that holds it, or the error that refused it."""

    path: Path
    document: int | None = None
    error: DocsearchError | None = None

    @property
    def known(self) -> bool:
        """Tell whether the centre already had these bytes."""
        return isinstance(self.error, Conflict)


class IntakeService:
    """Deposits files found on a disk, each with the row of its sidecar."""

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents

    def take(
        self, actor: Actor, files: Iterable[Path], *, description: Mapping[str, str]
    ) -> Iterator[Intake]:
        """Deposit each file; one that is refused never stops the others.

        ``description`` applies to every file; the sidecar's row goes before it.
        """
        sidecars: dict[Path, Mapping[str, Mapping[str, str]]] = {}
        for path in files:
            try:
                if path.parent not in sidecars:
                    sidecars[path.parent] = read_sidecar(path.parent / SIDECAR)
                row = sidecars[path.parent].get(normalize("NFC", path.name), {})
                yield self._take_one(actor, path, {**description, **row})
            except DocsearchError as error:
                yield Intake(path, error=error)

    def _take_one(self, actor: Actor, path: Path, description: Mapping[str, str]) -> Intake:
        with _opened(path) as source:
            document = self._documents.deposit(actor, path.name, source, description=description)
        return Intake(path, document=document)


class WatchedFolder:
    """A folder whose files are taken in and then moved to ``deposited/`` or ``refused/``."""

    def __init__(self, folder: Path, intake: IntakeService) -> None:
        self._folder = folder
        self._intake = intake

    def sweep(self) -> int:
        """Take in the files that nobody has written to for two seconds; return their number."""
        if not self._folder.is_dir():
            return 0
        ready = [path for path in self._folder.iterdir() if _is_ready(path)]
        taken = list(self._intake.take(SYSTEM, sorted(ready), description={}))
        for result in taken:
            # On a full disk, say, the file waits where it is.
            if not isinstance(result.error, Unavailable):
                self._file_away(result)
        return len(taken)

    def _file_away(self, result: Intake) -> None:
        outcome = "refused" if result.error and not result.known else "deposited"
        target = self._folder / outcome
        target.mkdir(exist_ok=True)
        place = _free(target / result.path.name)
        result.path.replace(place)
        if outcome == "refused":
            note = place.with_name(f"{place.name}.reason.txt")
            note.write_text(f"{result.error}\n", encoding="utf-8")


def find_files(paths: Iterable[Path]) -> list[Path]:
    """List the files meant by paths: themselves, or what folders hold, sidecars left out.

    Raises ``Invalid`` for a path that does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_walk(path))
        elif path.exists():
            found.append(path)
        else:
            raise Invalid("path-missing", path=str(path))
    return found


def read_sidecar(path: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the rows of a ``metadata.csv`` by file name, empty cells left out.

    Raises ``Invalid`` when it is not UTF-8 CSV with a column ``file``.
    """
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Invalid("sidecar-unreadable", file=path.name) from error
    if any("file" not in row or None in row for row in rows):
        raise Invalid("sidecar-unreadable", file=path.name)
    return {
        # Disks of other systems spell accents in two characters.
        normalize("NFC", row["file"]): {
            field: cell for field, cell in row.items() if cell and field != "file"
        }
        for row in rows
    }


def _opened(path: Path) -> IO[bytes]:
    try:
        # To open a pipe or a device might wait for ever.
        if not path.is_file():
            raise Invalid("file-unreadable", file=path.name, reason="not a file")
        return path.open("rb")
    except OSError as error:
        raise Invalid("file-unreadable", file=path.name, reason=error.strerror) from error


def _walk(folder: Path) -> Iterator[Path]:
    unreadable: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name != SIDECAR and not name.startswith("."):
                yield Path(parent, name)
    # Handed on like a file, so that it is refused with its reason.
    yield from (Path(error.filename) for error in unreadable)


def _free(path: Path) -> Path:
    """Return the path, or one beside it that no file bears yet."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(one for one in chain([path], numbered) if not one.exists())


def _is_ready(path: Path) -> bool:
    if path.name == SIDECAR or path.name.startswith(".") or not path.is_file():
        return False
    return time.time() - path.stat().st_mtime >= _SETTLED_SECONDS
