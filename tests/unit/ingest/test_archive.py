"""Archives that mean harm stop early, and names come out as people wrote them."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import MOST_BYTES, MOST_ENTRIES, Budget, open_archive
from docsearch.ingest.formats.contents import Member, unpack
from docsearch.ingest.readings import MediaType
from tests.integration.ingest.format_samples import docx_of, mail_of, zip_of

MEGABYTE = 1_000_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lot.zip"


def unpacked(file: Path, content: bytes, kind: MediaType = MediaType.ZIP) -> dict[str, object]:
    """Return the bytes of each file inside, or the reason why it stays there."""
    file.write_bytes(content)
    found: dict[str, object] = {}
    name = ""
    for item in unpack(file, kind, 50 * MEGABYTE):
        if isinstance(item, Member):
            name = item.name
            found[name] = item.reason or b""
        else:
            found[name] = found[name] + item  # type: ignore[operator]
    return found


def refused(file: Path, content: bytes) -> FailureReason:
    with pytest.raises(ExtractionFailed) as refusal:
        unpacked(file, content)
    return refusal.value.reason


def declared_size(content: bytes, size: int) -> bytes:
    """Return an archive of one file that lies about its size, in both of its headers."""
    changed = bytearray(content)
    struct.pack_into("<I", changed, 22, size)
    struct.pack_into("<I", changed, content.index(b"PK\x01\x02") + 24, size)
    return bytes(changed)


def test_bombs_are_refused_unopened(file: Path) -> None:
    zeros = bytes(MEGABYTE)
    assert refused(file, zip_of({"a": zeros * 30})) is FailureReason.TOO_LARGE
    many = {str(number): b"" for number in range(MOST_ENTRIES + 1)}
    assert refused(file, zip_of(many)) is FailureReason.TOO_LARGE
    declared = declared_size(zip_of({"a.txt": "x"}), MOST_BYTES + 1)
    assert refused(file, declared) is FailureReason.TOO_LARGE


def test_what_is_packed_well_and_small_is_no_bomb(file: Path) -> None:
    text = b"le meme mot " * 100_000
    assert unpacked(file, zip_of({"a.txt": text})) == {"a.txt": text}


def test_a_file_that_lies_of_its_size_stays_inside(file: Path) -> None:
    honest = zip_of({"a.txt": "mot " * 1000})
    for size in (0, 10, 3999):
        found = unpacked(file, declared_size(honest, size))
        assert found == {"a.txt": FailureReason.DAMAGED}, size
    assert unpacked(file, declared_size(honest, 1_000_000))["a.txt"] == b"mot " * 1000


def test_entries_that_share_their_bytes_are_counted_each(file: Path) -> None:
    # The same packed megabytes named a thousand times.
    one = zip_of({"a": bytes(range(256)) * 4000})
    directory = one[one.index(b"PK\x01\x02") : one.index(b"PK\x05\x06")]
    start = one.index(b"PK\x01\x02")
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory) * 1000, start, 0)
    assert refused(file, one[:start] + directory * 1000 + end) is FailureReason.TOO_LARGE


def test_archives_inside_share_the_bounds_of_the_outermost(file: Path) -> None:
    inner = zip_of({f"{number}.txt": f"texte {number}" for number in range(3000)})
    other = zip_of({f"{number}.txt": f"autre {number}" for number in range(3000)})
    found = unpacked(file, zip_of({"un.zip": inner, "deux.zip": other}))
    assert found["deux.zip"] is FailureReason.TOO_LARGE
    assert len(found) == 3001


def test_archives_are_not_opened_for_ever(file: Path) -> None:
    content = zip_of({"fond.txt": "au fond"})
    for level in range(6):
        content = zip_of({"note.txt": f"niveau {level}", "encore.zip": content})
    found = unpacked(file, content)
    assert found == {"note.txt": b"niveau 3", "encore.zip": FailureReason.TOO_LARGE}


def test_a_bomb_inside_leaves_the_others(file: Path) -> None:
    bomb = zip_of({"a": bytes(30 * MEGABYTE)})
    found = unpacked(file, zip_of({"bombe.zip": bomb, "bon.txt": "bon"}))
    assert found == {"bombe.zip": FailureReason.TOO_LARGE, "bon.txt": b"bon"}


def test_a_large_file_inside_is_named(file: Path) -> None:
    file.write_bytes(zip_of({"a.txt": "x" * 1000, "b.txt": "y"}))
    items = list(unpack(file, MediaType.ZIP, 100))
    assert items == [Member("a.txt", FailureReason.TOO_LARGE), Member("b.txt"), b"y"]


def test_links_folders_and_junk_are_not_files(file: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("lien.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.mkdir("dossier")
        for junk in ("__MACOSX/._a.txt", ".DS_Store", "a/Thumbs.db", "a/desktop.ini", "~$a.docx"):
            archive.writestr(junk, "x")
        archive.writestr("../../etc/cron.d/bon.txt", "bon")
    assert unpacked(file, target.getvalue()) == {"../../etc/cron.d/bon.txt": b"bon"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_any_packing_is_undone(file: Path, compression: int) -> None:
    assert unpacked(file, zip_of({"a.txt": "mot"}, compression=compression)) == {"a.txt": b"mot"}


def test_unknown_packing_and_broken_bytes_stay_inside(file: Path) -> None:
    content = bytearray(zip_of({"a.txt": "mot", "b.txt": "bon"}, compression=zipfile.ZIP_STORED))
    content[content.index(b"mot")] ^= 1
    assert unpacked(file, bytes(content)) == {"a.txt": FailureReason.DAMAGED, "b.txt": b"bon"}
    content = bytearray(zip_of({"a.txt": "mot"}))
    struct.pack_into("<H", content, content.index(b"PK\x01\x02") + 10, 97)
    struct.pack_into("<H", content, 8, 97)
    assert unpacked(file, bytes(content)) == {"a.txt": FailureReason.UNSUPPORTED}


def test_a_password_is_named_as_such(file: Path) -> None:
    content = bytearray(zip_of({"a.txt": "mot"}))
    for start in (6, content.index(b"PK\x01\x02") + 8):
        content[start] |= 1
    assert refused(file, bytes(content)) is FailureReason.ENCRYPTED
    inside = unpacked(file, zip_of({"clef.zip": bytes(content), "b.txt": "bon"}))
    assert inside == {"clef.zip": FailureReason.ENCRYPTED, "b.txt": b"bon"}


def test_only_what_can_be_read_comes_out(file: Path) -> None:
    letter = docx_of("lettre")
    found = unpacked(
        file,
        zip_of({"l.docx": letter, "t.xlsx": zip_of({"[Content_Types].xml": ""}), "vide.txt": ""}),
    )
    assert found == {
        "l.docx": letter,
        "t.xlsx": FailureReason.UNSUPPORTED,
        "vide.txt": FailureReason.EMPTY,
    }


NAMES = ["تقرير اللجنة.txt", "المرفقات/رسالة الوزير 2019.txt", "القانون رقم 1.txt"]
FRENCH_NAMES = ["Été/Procès-verbal.txt", "Décret à signer.txt", "œuvre.txt"]


@pytest.mark.parametrize(
    ("names", "charset"),
    [
        (NAMES, "utf-8"),
        (NAMES, "cp1256"),
        (NAMES, "cp720"),
        (FRENCH_NAMES, "utf-8"),
        (FRENCH_NAMES, "cp1252"),
        (FRENCH_NAMES[:2], "cp850"),
        (FRENCH_NAMES[:2], "cp437"),
        (["plain.txt", "a b.txt"], "ascii"),
    ],
)
def test_names_of_undeclared_charsets(file: Path, names: list[str], charset: str) -> None:
    content = zip_of(
        {f"{'n' * len(name.encode(charset))}{index}": "x" for index, name in enumerate(names)}
    )
    for index, name in enumerate(names):
        coded = name.encode(charset)
        content = content.replace(b"n" * len(coded) + b"%d" % index, coded + b"%d" % index)
    file.write_bytes(content)
    with open_archive(file) as archive:
        shown = [name[:-1] for name in archive.shown_names().values()]
    assert shown == names


def test_reading_spends_the_budget(file: Path) -> None:
    file.write_bytes(zip_of({"a.txt": "x" * 600, "b.txt": "y" * 300}))
    with open_archive(file, budget=Budget(bytes=1000)) as archive:
        assert archive.read("a.txt") == b"x" * 600
        with pytest.raises(ExtractionFailed) as refusal:
            archive.read("a.txt")
    assert refusal.value.reason is FailureReason.TOO_LARGE


def test_what_is_attached_to_a_message(file: Path) -> None:
    letter = docx_of("lettre")
    files = {
        "lettre.docx": letter,
        "lot.zip": zip_of({"dedans.txt": "mot"}),
        "p.exe": b"MZ\x90\0\3\0\0\0",
    }
    found = unpacked(file, mail_of("texte", attachments=files), MediaType.EML)
    assert found == {
        "lettre.docx": letter,
        "dedans.txt": b"mot",
        "p.exe": FailureReason.UNSUPPORTED,
    }
