"""Backups prove themselves: what comes back is compared with what was saved."""

import json
import threading
from pathlib import Path

import pytest

from docsearch.app import create_centre
from docsearch.config import Settings
from docsearch.domain.errors import Conflict, Invalid
from docsearch.services import backup
from docsearch.services.backup import Comparison
from docsearch.services.centre import Centre
from docsearch.storage import LocalFileStore
from tests.factories import LIBRARIAN, assert_sound, deposit, found, new_centre, work
from tests.integration.ingest.pdf_samples import pdf_of


def save(centre: Centre, home: Path, target: Path) -> Path:
    backup.save(home / "docsearch.db", centre.store, centre.search, target)
    return target


def restore(source: Path, home: Path) -> tuple[Centre, list[Comparison]]:
    """Do what ``docsearch restore`` does."""
    manifest = backup.read_manifest(source)
    database, store = home / "docsearch.db", LocalFileStore(home / "uploads")
    backup.put_back(source, database, store)
    centre = create_centre(Settings(home=home))
    centre.indexing.rebuild()
    return centre, backup.compare(manifest, database, store, centre.search)


@pytest.fixture
def saved(centre: Centre, home: Path, tmp_path: Path) -> Path:
    for number in range(1, 16):
        deposit(centre, pdf_of(f"Le dahir {number}"), title_fr=f"Texte numéro {number}")
    deposit(centre, b"", title_fr="Registre perdu")
    centre.documents.withdraw(LIBRARIAN, 2)
    work(centre)
    return save(centre, home, tmp_path / "backup")


def test_a_restored_centre_is_the_same(saved: Path, centre: Centre, tmp_path: Path) -> None:
    # Odd characters in a path must not be taken for an address.
    restored, comparisons = restore(saved, tmp_path / "nouveau ? #1%20")
    assert [one for one in comparisons if not one.agrees] == []
    compared = [one.name for one in comparisons]
    assert sum(name.startswith("search: ") for name in compared) == 10
    assert {"documents", "pages", "citations", "files"} <= set(compared)
    assert found(restored, "dahir") == found(centre, "dahir") != set()
    assert_sound(restored)


def test_a_backup_can_be_read_from_a_medium_that_cannot_be_written(
    saved: Path, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()}
    restore(saved, tmp_path / "new")
    assert {path: path.read_bytes() for path in saved.rglob("*") if path.is_file()} == before
    assert {path.name for path in saved.iterdir()} == {"docsearch.db", "files", "manifest.json"}


def test_a_folder_in_use_is_not_written_to(saved: Path, centre: Centre, home: Path) -> None:
    with pytest.raises(Conflict, match="folder-not-empty"):
        save(centre, home, saved)


def test_an_existing_centre_is_not_overwritten(saved: Path, tmp_path: Path) -> None:
    new_centre(tmp_path / "other")
    with pytest.raises(Conflict, match="centre-not-empty"):
        restore(saved, tmp_path / "other")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda saved: _truncate(saved / "docsearch.db"), "backup-damaged"),
        (lambda saved: _truncate(_largest(saved)), "backup-damaged"),
        (lambda saved: _largest(saved).unlink(), "backup-damaged"),
        (lambda saved: (saved / "docsearch.db").unlink(), "backup-unreadable"),
        (lambda saved: (saved / "manifest.json").unlink(), "backup-unreadable"),
        (lambda saved: _truncate(saved / "manifest.json"), "backup-unreadable"),
        (lambda saved: (saved / "manifest.json").write_text("[]"), "backup-unreadable"),
        (lambda saved: (saved / "manifest.json").write_text("{}"), "backup-unreadable"),
    ],
    ids=["database", "file", "no file", "no database", "no manifest", "cut", "list", "empty"],
)
def test_a_damaged_backup_is_refused_and_makes_no_centre(
    saved: Path, tmp_path: Path, damage: object, code: str
) -> None:
    assert callable(damage)
    damage(saved)
    home = tmp_path / "new"
    with pytest.raises(Invalid, match=code):
        restore(saved, home)
    assert not (home / "docsearch.db").exists()


def _largest(saved: Path) -> Path:
    return max((saved / "files").iterdir(), key=lambda path: path.stat().st_size)


def test_what_did_not_come_back_is_told(saved: Path, tmp_path: Path) -> None:
    manifest = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    manifest["counts"]["pages"] += 1
    query, documents = next(iter(manifest["searches"].items()))
    manifest["searches"][query] = [*documents, 999]
    (saved / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    _, comparisons = restore(saved, tmp_path / "new")
    assert [one.name for one in comparisons if not one.agrees] == ["pages", f"search: {query}"]


def test_a_stored_file_that_is_damaged_or_gone_is_named_and_left_out(
    centre: Centre, home: Path, tmp_path: Path
) -> None:
    for content in (b"un texte", b"un second", b"un dernier"):
        deposit(centre, content)
    damaged, gone, sound = centre.store.keys()
    centre.store.path(damaged).write_bytes(b"un autre")
    centre.store.path(gone).unlink()
    left_out = backup.save(home / "docsearch.db", centre.store, centre.search, tmp_path / "saved")
    assert left_out == sorted([damaged, gone])
    assert [path.name for path in (tmp_path / "saved" / "files").iterdir()] == [sound]
    assert (tmp_path / "saved" / "manifest.json").exists()


def test_a_backup_taken_while_the_worker_works_is_whole(
    centre: Centre, home: Path, tmp_path: Path
) -> None:
    for number in range(40):
        deposit(centre, f"Le dahir {number}", title_fr=f"Texte {number}")
    stop = threading.Event()
    worker = threading.Thread(target=centre.worker.run, args=(stop,))
    worker.start()
    try:
        backups = [save(centre, home, tmp_path / f"backup-{number}") for number in range(3)]
    finally:
        stop.set()
        worker.join()
    for number, source in enumerate(backups):
        restored, comparisons = restore(source, tmp_path / f"home-{number}")
        assert [one for one in comparisons if not one.agrees] == []
        work(restored)
        assert len(found(restored, "dahir")) == 40
        assert_sound(restored)
