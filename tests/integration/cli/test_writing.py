"""Commands that bring documents in and look after the centre."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from docsearch.search.ports import IndexUnusable
from docsearch.services.centre import Centre
from tests.factories import assert_sound, found, page_texts, shown, work
from tests.integration.cli.command import Command, wait
from tests.integration.ingest.pdf_samples import pdf_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "bon.pdf").write_bytes(pdf_of("Le dahir portant loi"))
    (folder / "vide.pdf").write_bytes(b"")
    return folder


@pytest.fixture
def ready(centre: Centre, home: Path) -> Command:
    """The command in a centre that has just been created."""
    assert centre.health.waiting() == 0
    return Command(home)


def wait_until_read(centre: Centre) -> None:
    wait(lambda: centre.health.waiting() == 0)


@pytest.mark.parametrize("name", ["search", "ingest", "worker", "serve", "doctor", "reindex"])
def test_before_init_every_command_says_what_to_do(command: Command, name: str) -> None:
    arguments = {"search": ("x",), "ingest": (".",)}.get(name, ())
    outcome = command(name, *arguments)
    assert (outcome.status, outcome.output) == (1, "")
    assert "docsearch init" in outcome.messages
    # Nothing is made by looking.
    assert not command.home.exists()


def test_init_makes_a_centre_once(command: Command) -> None:
    command.home.mkdir(parents=True)
    assert command("doctor").status == 1
    assert list(command.home.iterdir()) == []
    first = command("init")
    assert first.status == 0
    assert first.output.startswith("http://127.0.0.1:8000/connexion/lien/")
    with closing(sqlite3.connect(command.home / "docsearch.db")) as connection:
        before = list(connection.iterdump())
    second = command("init")
    assert (second.status, second.output) == (0, "")
    with closing(sqlite3.connect(command.home / "docsearch.db")) as connection:
        assert list(connection.iterdump()) == before


def test_ingesting_without_a_worker_does_the_work(ready: Command, folder: Path) -> None:
    outcome = ready("ingest", folder, "--wait", "--access", "public", "--json")
    assert outcome.status == 1
    good, bad = outcome.data["documents"]
    assert good == {"file": str(folder / "bon.pdf"), "id": 1, "state": "indexed", "reason": None}
    assert (bad["state"], bad["reason"]) == ("failed", "empty")
    assert outcome.data["known"] == outcome.data["refused"] == []
    assert ready("search", "dahir", "--json").data["total"] == 1

    listed = ready("failures", "--json").data
    assert (listed["total"], listed["failures"][0]["file"]) == (1, "vide.pdf")
    assert "vide.pdf" in ready("failures").output
    assert ready("retry", "2").status == 0

    again = ready("ingest", folder, "--wait")
    assert (again.status, again.output) == (0, "")
    assert "0 documents deposited (internal), 2 known already" in again.messages


def test_ingesting_leaves_the_work_to_a_running_worker(
    ready: Command, centre: Centre, folder: Path
) -> None:
    outcome = ready("ingest", folder / "bon.pdf", "--json")
    assert outcome.data["documents"][0]["state"] == "received"
    with ready.running("worker"):
        wait_until_read(centre)
        (folder / "autre.txt").write_text("Un autre dahir", encoding="utf-8")
        outcome = ready("ingest", folder / "autre.txt", "--wait", "--json")
        assert outcome.status == 0
        assert outcome.data["documents"][0]["state"] == "indexed"
        assert ready("reindex").messages == "2 documents given to the running worker\n"
        wait_until_read(centre)
    assert ready("reindex").messages == "2 documents indexed\n"
    assert found(centre, "dahir") == {1, 2}


def test_a_table_says_what_failed_and_why(ready: Command, folder: Path) -> None:
    (folder / "metadata.csv").write_text("file,type\nbon.pdf,roman\n", encoding="utf-8")
    outcome = ready("ingest", folder, "--wait")
    assert (outcome.status, outcome.output) == (1, "")
    assert "1 documents deposited" in outcome.messages
    for words in ("bon.pdf", "field invalid", "roman", "vide.pdf", "empty: 0 bytes"):
        assert words in " ".join(outcome.messages.split())


def test_names_that_are_not_utf8_do_not_disturb(ready: Command, folder: Path) -> None:
    name = os.fsdecode(b"r\xe9sum\xe9.pdf")
    shutil.move(folder / "bon.pdf", folder / name)
    outcome = ready("ingest", folder, "--wait", "--json")
    files = [document["file"] for document in outcome.data["documents"]]
    assert os.fsencode(str(folder / name)) in map(os.fsencode, files)
    assert ready("ingest", folder / name).status == 0


def test_the_doctor_lists_what_is_broken(ready: Command, centre: Centre, folder: Path) -> None:
    ready("ingest", folder, "--wait")
    shutil.rmtree(ready.home / "index")
    for path in (ready.home / "uploads").rglob("*"):
        if path.is_file() and path.stat().st_size:
            path.unlink()
    outcome = ready("doctor")
    assert outcome.status == 1
    codes = {line.split(":")[0] for line in outcome.output.splitlines()}
    assert codes == {"document-not-in-index", "file-missing"}
    asked = ready("search", "dahir")
    assert (asked.status, asked.output) == (1, "")
    assert "index unusable" in asked.messages
    with ready.running("worker"):
        wait(lambda: not centre.health.waiting() and answers(centre))
    assert ready("search", "dahir", "--json").data["total"] == 1


def answers(centre: Centre) -> bool:
    try:
        return found(centre, "dahir") == {1}
    except IndexUnusable:
        return False


@pytest.mark.parametrize("name", ["doctor", "init"])
def test_a_file_that_is_no_database_is_told_in_a_sentence(command: Command, name: str) -> None:
    command.home.mkdir(parents=True)
    (command.home / "docsearch.db").write_bytes(b"no database" * 1000)
    outcome = command(name)
    assert (outcome.status, outcome.output) == (1, "")
    assert "file is not a database" in outcome.messages


def test_a_backup_comes_back_as_a_new_centre(samples: Command, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    assert samples("backup", target).status == 0
    again = samples("backup", target)
    assert (again.status, "folder not empty" in again.messages) == (1, True)
    other = Command(tmp_path / "other" / "home")
    other.home.parent.mkdir()
    restored = other("restore", target)
    assert restored.status == 0
    assert "DIFFERENT" not in restored.output
    assert restored.output.count("search: ") == 10
    assert other("doctor").status == 0
    twice = other("restore", target)
    assert (twice.status, "centre not empty" in twice.messages) == (1, True)
    largest = max((target / "files").iterdir(), key=lambda path: path.stat().st_size)
    largest.write_bytes(b"something else")
    damaged = Command(tmp_path / "third")("restore", target)
    assert (damaged.status, "backup damaged" in damaged.messages) == (1, True)


def test_accounts_are_made_with_a_link_that_signs_in(ready: Command) -> None:
    made = ready("user", "add", "amina@example.org", "--name", "Amina", "--role", "documentalist")
    assert made.status == 0
    assert "/connexion/lien/" in made.output
    link = ready("user", "sign-in-link", "amina@example.org")
    assert link.output != made.output
    taken = ready("user", "add", "AMINA@example.org")
    assert (taken.status, "email taken" in taken.messages) == (1, True)


def test_a_malformed_setting_is_told_by_name(home: Path) -> None:
    outcome = Command(home, {"port": "many"})("doctor")
    assert (outcome.status, outcome.output) == (1, "")
    assert "DOCSEARCH_PORT" in outcome.messages
    assert "many" in outcome.messages


def test_an_interrupted_ingest_is_told_and_taken_up_again(
    ready: Command, centre: Centre, tmp_path: Path
) -> None:
    long = tmp_path / "long.pdf"
    long.write_bytes(pdf_of(*(f"Le dahir {number}" for number in range(2_000))))
    with ready.running("ingest", long, "--wait") as process:
        # In the middle of the file: neither still starting nor already done.
        wait(lambda: centre.health.waiting() == 1 and shown(centre, 1).pages_read > 0)
        process.send_signal(signal.SIGINT)
        _, messages = process.communicate(timeout=30)
    assert b"Traceback" not in messages
    assert process.returncode == 1
    work(centre)
    assert len(page_texts(centre, 1)) == 2_000
    assert_sound(centre)
