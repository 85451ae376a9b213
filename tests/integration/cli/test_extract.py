"""``extract`` and ``recognise``: the text of any file, before there is a centre."""

import zipfile
from pathlib import Path

import pytest

from docsearch.ingest.recognition.recognise import RecognitionModels
from tests.integration.cli.command import Command
from tests.integration.ingest import pdf_samples
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.ingest.scan_samples import FRENCH, png, tiff


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A PDF of two pages with text."""
    path = tmp_path / "rapport.pdf"
    path.write_bytes(pdf_of("Le dahir portant création du conseil", "La deuxième page du rapport"))
    return path


def test_pages_of_a_file_before_there_is_a_centre(command: Command, written: Path) -> None:
    outcome = command("extract", written, "--json")
    assert (outcome.status, outcome.messages) == (0, "")
    first, second = outcome.data["pages"]
    assert first["number"] == 1
    assert first["text"] == "Le dahir portant création du conseil"
    assert first["languages"] == ["fr"]
    assert first["method"] in {"layer", "positions"}
    assert 0.65 < first["score"] <= 1
    assert set(first) == set(second) == {"number", "text", "languages", "method", "score"}
    assert not command.home.exists()


def test_places_of_words_on_request(
    command: Command, tmp_path: Path, models: RecognitionModels
) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(png(FRENCH))
    (page,) = command("extract", path, "--boxes", "--json").data["pages"]
    start, end, x, y, width, height = page["boxes"][0]
    assert page["text"][start:end] == "Rapport"
    assert all(0 <= value <= 10_000 for value in (x, y, width, height))
    assert page["method"] == "ocr"


def test_text_for_people(command: Command, written: Path) -> None:
    outcome = command("extract", written)
    assert outcome.status == 0
    assert outcome.output.startswith("— 1 —\nLe dahir portant création du conseil\n")


def test_a_scan_without_models_says_that_it_waits(command: Command, tmp_path: Path) -> None:
    without = Command(command.home, {"ocr_models": str(tmp_path / "none")})
    path = tmp_path / "scan.png"
    path.write_bytes(png(FRENCH))
    (page,) = without("extract", path, "--json").data["pages"]
    assert page["recognition"] == "waiting"
    outcome = without("extract", path)
    assert outcome.status == 0
    assert "waiting for its recognition: the models are not installed" in outcome.messages


def test_files_in_an_archive_follow_one_another(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "dossier.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Le premier texte du dossier")
        archive.writestr("b.bin", bytes(range(256)))
        archive.writestr("c.pdf", pdf_of("Le deuxième texte", "Le troisième texte"))
    pages = command("extract", path, "--json").data["pages"]
    assert [page["number"] for page in pages] == [1, 2, 3]
    assert [page["text"] for page in pages] == [
        "Le premier texte du dossier",
        "Le deuxième texte",
        "Le troisième texte",
    ]


def test_a_locked_file_wants_its_password(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "secret.pdf"
    path.write_bytes(pdf_samples.encrypted(pdf_of("Le texte secret"), user_password="x"))
    refused = command("extract", path, "--json")
    assert (refused.status, refused.output) == (1, "")
    assert "encrypted" in refused.messages
    assert command("extract", path, "--password", "wrong").status == 1
    opened = command("extract", path, "--json", "--password", "x")
    assert [page["text"] for page in opened.data["pages"]] == ["Le texte secret"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", bytes(range(256)) * 9])
def test_what_cannot_be_read_has_its_reason(
    command: Command, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mauvais"
    path.write_bytes(content)
    outcome = command("extract", path, "--json")
    assert (outcome.status, outcome.output) == (1, "")
    assert outcome.messages.startswith("docsearch: file unreadable")


def test_recognition_is_ordered_and_awaited(
    command: Command, tmp_path: Path, models: RecognitionModels
) -> None:
    assert command("init").status == 0
    path = tmp_path / "scan.tif"
    path.write_bytes(tiff(FRENCH, FRENCH))
    report = command("ingest", path, "--wait", "--json", "--scan-language", "fr").data
    (document,) = report["documents"]
    assert document["state"] == "indexed"
    shown = command("show", str(document["id"]), "--json").data
    assert [page["method"] for page in shown["pages"]] == ["ocr", "ocr"]
    ordered = command("recognise", str(document["id"]), "--lang", "fr")
    assert (ordered.status, ordered.messages) == (0, "2 pages wait to be recognised\n")
    assert command("recognise", "99").status == 1


def test_waiting_for_missing_models_ends_with_a_sentence(command: Command, tmp_path: Path) -> None:
    without = Command(command.home, {"ocr_models": str(tmp_path / "none")})
    assert without("init").status == 0
    # Scans in an archive are awaited like others.
    path = tmp_path / "scan.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scan.tif", tiff(FRENCH, FRENCH))
    outcome = without("ingest", path, "--wait")
    assert outcome.status == 0
    assert "2 pages wait for recognition: the models are not installed" in outcome.messages
    doctor = without("doctor", "--json")
    assert doctor.status == 1
    assert doctor.data["findings"] == [{"code": "recognition-models-missing", "subject": "2 pages"}]
