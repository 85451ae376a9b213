"""Backups: the database and the files in a folder, with figures that prove a restore."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import SYSTEM
from docsearch.services.searching import SearchRequest, SearchService
from docsearch.storage import FileStore

_MANIFEST: Final = "manifest.json"
_DATABASE: Final = "docsearch.db"
_FILES: Final = "files"
_COUNTED: Final = ("documents", "stored_files", "pages", "page_texts", "citations", "users")
_SEARCHES: Final = 10
_HITS: Final = 100
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of a backup beside the same figure after the restore."""

    name: str
    saved: object
    restored: object

    @property
    def agrees(self) -> bool:
        """Tell whether both figures are the same."""
        return self.saved == self.restored


def save(database: Path, store: FileStore, search: SearchService, target: Path) -> list[str]:
    """Write a backup into an empty folder while the centre goes on working.

    Returns the checksums of files that are missing or damaged, and are left out. Raises
    ``Conflict`` when the folder holds something. The manifest is written last: a folder without
    one is not a backup.
    """
    target.mkdir(parents=True, exist_ok=True)
    if any(target.iterdir()):
        raise Conflict("folder-not-empty", folder=str(target))
    copy = target / _DATABASE
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as saved:
        source.backup(saved)
        # One file, complete without the companions of a database in use.
        saved.execute("PRAGMA journal_mode=DELETE")
    recorded = [key for (key,) in _rows(copy, "SELECT sha256 FROM stored_files ORDER BY 1")]
    (target / _FILES).mkdir()
    files = [sha256 for sha256 in recorded if _copy_file(store, sha256, target / _FILES)]
    manifest = {
        "counts": _counts(copy),
        "files": files,
        "database": _digest(copy),
        "searches": {text: _answer(search, text) for text in _queries(copy)},
    }
    (target / _MANIFEST).write_text(
        json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return sorted(set(recorded) - set(files))


def read_manifest(source: Path) -> dict[str, Any]:
    """Return the figures of a backup; raise ``Invalid`` when the folder is not a whole one."""
    try:
        manifest: dict[str, Any] = json.loads((source / _MANIFEST).read_text(encoding="utf-8"))
        saved = {name: manifest[name] for name in ("counts", "files", "database", "searches")}
        database = _digest(source / _DATABASE)
    except (OSError, ValueError, KeyError, TypeError):
        raise Invalid("backup-unreadable", folder=str(source)) from None
    if database != saved["database"]:
        raise Invalid("backup-damaged", file=_DATABASE)
    for sha256 in saved["files"]:
        if not (source / _FILES / sha256).is_file():
            raise Invalid("backup-damaged", file=sha256)
    return saved


def put_back(source: Path, database: Path, store: FileStore) -> None:
    """Copy a backup's files and database into a new centre, the database last.

    Raises ``Conflict`` when the centre has a database already.
    """
    if database.exists():
        raise Conflict("centre-not-empty", folder=str(database.parent))
    for path in sorted((source / _FILES).iterdir()):
        with path.open("rb") as content:
            kept = store.keep(content, limit=path.stat().st_size)
        if kept.sha256 != path.name:
            store.forget(kept.sha256)
            raise Invalid("backup-damaged", file=path.name)
    database.parent.mkdir(parents=True, exist_ok=True)
    temporary = database.with_suffix(".restoring")
    shutil.copyfile(source / _DATABASE, temporary)
    temporary.replace(database)


def compare(
    manifest: Mapping[str, Any], database: Path, store: FileStore, search: SearchService
) -> list[Comparison]:
    """Compare the restored centre with the backup: counts, hashes and searches."""
    counts = _counts(database)
    present = set(store.keys())
    comparisons = [
        Comparison(table, saved, counts.get(table)) for table, saved in manifest["counts"].items()
    ]
    expected = set(manifest["files"])
    comparisons.append(Comparison("files", len(expected), len(expected & present)))
    comparisons += [
        # The worker may have indexed more between the copy of the database and the searches.
        Comparison(f"search: {text}", saved, sorted({*saved} & {*_answer(search, text)}))
        for text, saved in manifest["searches"].items()
    ]
    return comparisons


def _copy_file(store: FileStore, sha256: str, folder: Path) -> bool:
    """Copy a stored file; tell whether what arrived is what was deposited."""
    copy = folder / sha256
    try:
        shutil.copyfile(store.path(sha256), copy)
    except NotFound:
        return False
    if _digest(copy) != sha256:
        copy.unlink()
        return False
    return True


def _counts(database: Path) -> dict[str, int]:
    return {table: _rows(database, f"SELECT count(*) FROM {table}")[0][0] for table in _COUNTED}


def _queries(database: Path) -> list[str]:
    """Return ten searches spread over the centre: the first words of titles."""
    titles = [
        title
        for (title,) in _rows(
            database,
            "SELECT coalesce(nullif(title_fr, ''), nullif(title_ar, ''), title_en)"
            " FROM documents WHERE withdrawn_at IS NULL AND state = 'indexed' ORDER BY id",
        )
    ]
    step = max(1, len(titles) // _SEARCHES)
    return [" ".join(title.split()[:3]) for title in titles[::step][:_SEARCHES] if title]


def _answer(search: SearchService, text: str) -> list[int]:
    answer = search.search(SYSTEM, SearchRequest(text, per_page=_HITS))
    return sorted(found.document.id for found in answer.found)


def _rows(database: Path, statement: str) -> list[tuple[Any, ...]]:
    address = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return connection.execute(statement).fetchall()


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
