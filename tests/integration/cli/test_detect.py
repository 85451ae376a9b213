"""``docsearch detect`` names languages where no centre is yet."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli.command import Command
from tests.integration.ingest.pdf_samples import pdf_of

FRENCH = "Toute personne a droit à la liberté d'opinion et d'expression, sans considération. "
ARABIC = "لكل شخص الحق في حرية الرأي والتعبير ويشمل هذا الحق حرية اعتناق الآراء دون تدخل. "
TAMAZIGHT = "Azul fell-awen, nekni d Imaziɣen seg Lmeɣrib, tutlayt-nneɣ d tamaziɣt. "


def detected(command: Command, path: Path) -> list[str]:
    outcome = command("detect", path, "--json")
    assert (outcome.status, outcome.messages) == (0, "")
    return [language["code"] for language in outcome.data["languages"]]


def piped(command: Command, content: bytes) -> Any:
    outcome = subprocess.run(
        [sys.executable, "-m", "docsearch", "detect", "-", "--json"],
        input=content,
        env=command.environment(),
        cwd=command.home.parent,
        capture_output=True,
        check=True,
    )
    return json.loads(outcome.stdout)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FRENCH.encode(), ["fr"]),
        (ARABIC.encode("windows-1256"), ["ar"]),
        ((FRENCH + ARABIC * 3).encode("utf-16"), ["ar", "fr"]),
        (TAMAZIGHT.encode(), ["zgh"]),
        (b"12 / 45", ["und"]),
        (b"", ["und"]),
    ],
)
def test_a_text(command: Command, tmp_path: Path, content: bytes, expected: list[str]) -> None:
    path = tmp_path / "texte.txt"
    path.write_bytes(content)

    assert detected(command, path) == expected
    assert not command.home.exists()


def test_a_pdf(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "deux langues.pdf"
    path.write_bytes(pdf_of(FRENCH, "All human beings are born free and equal in dignity."))

    assert detected(command, path) == ["fr", "en"]


def test_standard_input(command: Command) -> None:
    (language,) = piped(command, ARABIC.encode())["languages"]

    assert language["code"] == "ar"
    assert 0.9 < language["confidence"] <= 1
    assert piped(command, b"")["languages"] == [{"code": "und", "confidence": 0.0}]


def test_people_read_a_table(command: Command, tmp_path: Path) -> None:
    french, nothing = tmp_path / "fr.txt", tmp_path / "rien.txt"
    french.write_text(FRENCH, encoding="utf-8")
    nothing.write_text("2019", encoding="utf-8")

    assert "fr " in command("detect", french).output
    assert "unknown" in command("detect", nothing).output


@pytest.mark.parametrize("content", [None, b"%PDF-1.7 broken", b"\x7fELF\x00\x01\x02\x03" * 20])
def test_what_cannot_be_read_is_said(
    command: Command, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "fichier.bin"
    if content is not None:
        path.write_bytes(content)

    outcome = command("detect", path, "--json")

    assert outcome.status == 1
    assert outcome.output == ""
    assert outcome.messages.startswith("docsearch: ")
    assert "fichier.bin" in outcome.messages
