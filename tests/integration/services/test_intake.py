"""Taking in files from a disk: folders, their sidecar, and a folder that is watched."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Invalid, Unavailable
from docsearch.domain.permissions import SYSTEM
from docsearch.services.centre import Centre
from docsearch.services.intake import Intake, WatchedFolder, find_files, read_sidecar
from tests.factories import LIBRARIAN, assert_sound, found, shown, unique_text, work


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "fonds"
    folder.mkdir()
    return folder


def write(path: Path, content: str | bytes | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = unique_text() if content is None else content
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def take(centre: Centre, *paths: Path, **description: str) -> list[Intake]:
    return list(centre.intake.take(LIBRARIAN, find_files(paths), description=description))


def sidecar(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    return write(folder / "metadata.csv", "\n".join(lines).encode(encoding))


def test_folders_are_searched_through_in_order(centre: Centre, folder: Path) -> None:
    for name in ("b.txt", "a.txt", "sous/dossier/c.txt"):
        write(folder / name)
    for name in (".caché", ".git/config", "metadata.csv", "sous/metadata.csv"):
        write(folder / name, "file\n")
    taken = take(centre, folder)
    names = [str(one.path.relative_to(folder)) for one in taken]
    assert names == ["a.txt", "b.txt", "sous/dossier/c.txt"]
    assert all(one.document for one in taken)


def test_a_path_that_is_not_there_is_refused_before_anything_is_done(folder: Path) -> None:
    write(folder / "a.txt")
    with pytest.raises(Invalid, match="path-missing"):
        find_files([folder, folder / "absent.txt"])


def test_what_is_no_readable_file_is_refused_and_stops_nothing(
    centre: Centre, folder: Path
) -> None:
    write(folder / "a.txt")
    (folder / "broken-link").symlink_to(folder / "nowhere")
    (folder / "linked").symlink_to(write(folder.parent / "elsewhere.txt"))
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    write(folder / "z.txt")
    taken = {one.path.name: one for one in take(centre, folder)}
    refused = {name: one.error.code for name, one in taken.items() if one.error}
    assert refused == {"broken-link": "file-unreadable", "pipe": "file-unreadable"}
    assert set(taken) == {"a.txt", "broken-link", "linked", "pipe", "z.txt"}


def test_a_folder_that_cannot_be_read_is_told(
    centre: Centre, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "a.txt")
    (folder / "fermé").mkdir()
    scan = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "fermé":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    first, second = take(centre, folder)
    assert first.document
    assert (second.path.name, second.error and second.error.code) == ("fermé", "file-unreadable")


def test_the_same_bytes_are_known_not_refused(centre: Centre, folder: Path) -> None:
    write(folder / "a.txt", "le même texte")
    write(folder / "b.txt", "le même texte")
    first, second = take(centre, folder)
    assert second.known
    assert second.error is not None
    assert second.error.facts["document"] == first.document


def test_names_that_are_not_utf8_are_taken_in(centre: Centre, folder: Path) -> None:
    write(Path(os.fsdecode(os.fsencode(folder) + b"/r\xe9sum\xe9.txt")))
    (taken,) = take(centre, folder)
    assert shown(centre, taken.document or 0).file_name == "rsum.txt"


def test_the_sidecar_describes_its_files(centre: Centre, folder: Path) -> None:
    write(folder / "a.txt")
    write(folder / "b.txt")
    sidecar(
        folder,
        "file,title_ar,type,date,authors,access,collection",
        'a.txt,تقرير,report,30/09/2016,"CNDH;Comité",public,"Guides, fiches"',
        "absent.txt,,,,,,",
    )
    first, second = take(centre, folder, access="restricted")
    described = shown(centre, first.document or 0)
    assert (described.title_ar, described.type_code) == ("تقرير", "report")
    assert (str(described.date), described.authors) == ("2016-09-30", ["CNDH", "Comité"])
    assert described.access is AccessLevel.PUBLIC
    assert shown(centre, second.document or 0).access is AccessLevel.RESTRICTED


def test_a_sidecar_applies_to_its_own_folder_only(centre: Centre, folder: Path) -> None:
    write(folder / "a.txt")
    write(folder / "sous" / "a.txt")
    sidecar(folder, "file,title_fr", "a.txt,Dehors")
    titles = [shown(centre, one.document or 0).title_fr for one in take(centre, folder)]
    assert titles == ["Dehors", ""]


@pytest.mark.parametrize(
    ("lines", "encoding"),
    [
        (["name,title_fr", "a.txt,Titre"], "utf-8"),
        (["file,title_fr", "a.txt,Titre,de trop"], "utf-8"),
        (["file,title_fr", "a.txt,été"], "cp1252"),
        (["file,title_fr", 'a.txt,"' + "x" * 200_000 + '"'], "utf-8"),
    ],
    ids=["no column file", "too many cells", "not UTF-8", "an endless cell"],
)
def test_a_malformed_sidecar_refuses_its_files_only(
    centre: Centre, folder: Path, lines: list[str], encoding: str
) -> None:
    write(folder / "a.txt")
    write(folder / "sous" / "b.txt")
    sidecar(folder, *lines, encoding=encoding)
    first, second = take(centre, folder)
    assert first.error is not None
    assert first.error.code == "sidecar-unreadable"
    assert second.document


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a.txt,roman,", "field-invalid"),
        ("a.txt,,hier", "date-invalid"),
    ],
)
def test_a_bad_row_refuses_its_file_only(centre: Centre, folder: Path, row: str, code: str) -> None:
    write(folder / "a.txt")
    write(folder / "b.txt")
    sidecar(folder, "file,type,date", row, "b.txt,law,2016")
    first, second = take(centre, folder)
    assert first.error is not None
    assert first.error.code == code
    assert shown(centre, second.document or 0).type_code == "law"


def test_a_sidecar_as_spreadsheets_write_it(folder: Path) -> None:
    path = sidecar(folder, "file,title_fr,date\r", "a.txt,Été,\r", "b.txt\r", encoding="utf-8-sig")
    assert read_sidecar(path) == {"a.txt": {"title_fr": "Été"}, "b.txt": {}}


@given(st.text(max_size=200) | st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_sidecar_is_rows_or_invalid(folder: Path, content: str | bytes) -> None:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        rows: Mapping[str, Mapping[str, str]] = read_sidecar(write(folder / "metadata.csv", raw))
    except Invalid:
        return
    assert all(cell for row in rows.values() for cell in row.values())


class TestWatchedFolder:
    """Files put into a folder are taken in and filed away."""

    def test_settled_files_are_deposited_and_moved(self, centre: Centre, folder: Path) -> None:
        aged(write(folder / "a.txt", "Le dahir surveillé"))
        write(folder / "still-written.txt")
        aged(write(folder / ".partial"))
        assert WatchedFolder(folder, centre.intake).sweep() == 1
        work(centre)
        assert found(centre, "dahir") == {1}
        assert (folder / "deposited" / "a.txt").is_file()
        assert (folder / "still-written.txt").is_file()
        assert WatchedFolder(folder, centre.intake).sweep() == 0

    def test_refused_files_are_moved_with_the_reason(self, centre: Centre, folder: Path) -> None:
        aged(write(folder / "a.txt"))
        sidecar(folder, "file,type", "a.txt,roman")
        WatchedFolder(folder, centre.intake).sweep()
        assert (folder / "refused" / "a.txt").is_file()
        reason = (folder / "refused" / "a.txt.reason.txt").read_text(encoding="utf-8")
        assert "roman" in reason

    def test_known_files_count_as_deposited(self, centre: Centre, folder: Path) -> None:
        for name in ("a.txt", "b.txt"):
            aged(write(folder / name, "le même texte"))
        WatchedFolder(folder, centre.intake).sweep()
        assert {path.name for path in (folder / "deposited").iterdir()} == {"a.txt", "b.txt"}

    def test_another_file_of_the_same_name_replaces_none(
        self, centre: Centre, folder: Path
    ) -> None:
        for text in ("premier", "second"):
            aged(write(folder / "scan.txt", text))
            WatchedFolder(folder, centre.intake).sweep()
        texts = {path.read_text() for path in (folder / "deposited").iterdir()}
        assert texts == {"premier", "second"}

    def test_on_a_full_disk_files_wait_where_they_are(
        self, centre: Centre, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = aged(write(folder / "a.txt"))

        def full(*_: object, **__: object) -> None:
            raise Unavailable("storage-unusable", reason="No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(type(centre.documents), "deposit", full)
            WatchedFolder(folder, centre.intake).sweep()
        assert path.is_file()
        WatchedFolder(folder, centre.intake).sweep()
        assert not path.exists()

    def test_a_folder_that_is_gone_is_no_trouble(self, centre: Centre, folder: Path) -> None:
        shutil.rmtree(folder)
        assert WatchedFolder(folder, centre.intake).sweep() == 0


def aged(path: Path) -> Path:
    """Make the file look as if nobody had written to it for a while."""
    os.utime(path, (0, 0))
    return path


def test_the_samples_are_taken_in_whole(centre: Centre) -> None:
    samples = Path(__file__).parents[3] / "docsearch" / "samples"
    taken = list(centre.intake.take(SYSTEM, find_files([samples]), description={}))
    assert [one.path.name for one in taken if one.error] == []
    work(centre)
    assert_sound(centre)
    described = read_sidecar(samples / "metadata.csv")
    assert {one.path.name for one in taken} - {"README.md"} == set(described)
