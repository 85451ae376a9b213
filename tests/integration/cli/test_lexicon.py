"""``docsearch lexicon``: learning from files, and looking words up."""

from pathlib import Path

from docsearch.services.centre import Centre
from tests.integration.cli.command import Command

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<#1> skos:prefLabel "Poterade"@fr , "فخردية"@ar ."""


def test_words_are_learnt_from_files_and_shown(centre: Centre, home: Path, tmp_path: Path) -> None:
    assert centre.health.waiting() == 0
    command = Command(home)
    pairs, labels = tmp_path / "paires.csv", tmp_path / "labels.ttl"
    pairs.write_text("text_fr;text_ar\nzelligeur;زليجوري\n", encoding="utf-8")
    labels.write_text(TURTLE, encoding="utf-8")
    learnt = command("lexicon", "build", "--pairs", pairs, "--skos", labels)
    assert (learnt.status, learnt.output) == (0, "")
    assert "2 pairs" in learnt.messages
    shown = command("lexicon", "show", "poterade", "--json").data
    assert shown["pairs"] == [
        {
            "french": "poterade",
            "arabic": "فخردية",
            "to_arabic": 1.0,
            "to_french": 1.0,
            "origin": "centre",
        }
    ]
    assert "زليجوري" in command("lexicon", "show", "zelligeur").output
    assert command("lexicon", "show", "chaussettoir").output == ""


def test_a_file_without_pairs_is_refused_and_changes_nothing(
    centre: Centre, home: Path, tmp_path: Path
) -> None:
    assert centre.health.waiting() == 0
    command = Command(home)
    (tmp_path / "vide.csv").write_text("a,b\n", encoding="utf-8")
    (tmp_path / "latin.csv").write_bytes("fr,ar\n\xe9t\xe9,x\n".encode("latin-1"))
    for arguments in (
        ("--pairs", tmp_path / "vide.csv"),
        ("--skos", tmp_path / "vide.csv"),
        ("--pairs", tmp_path / "latin.csv"),
        ("--pairs", tmp_path / "absent.csv"),
    ):
        outcome = command("lexicon", "build", *arguments)
        assert outcome.status != 0
        assert outcome.messages
