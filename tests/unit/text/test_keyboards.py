"""What was typed while the keyboard was set to the other script."""

import json
from pathlib import Path

import pytest

from docsearch.text.keyboards import AZERTY, QWERTY, other_keyboards


def test_the_tables_are_those_of_the_keyboards(shared_data: Path) -> None:
    maps = json.loads((shared_data / "vocabularies" / "keyboard_maps.json").read_text("utf-8"))
    assert maps == {"azerty_to_arabic": AZERTY, "qwerty_to_arabic": QWERTY}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hglwgpm", "المصلحة"),
        ("hg't", "الطف"),
        ("rhk,k", "قانةن"),
        ("يقخهف", "droit"),
        ("فخقفعقث", "torture"),
        ("زحثىسهخى", "pension"),
        ("جثفقث", "être"),
        ("être", "جثفقث"),
        ("DROITS", "يقخهفس"),
    ],
)
def test_the_same_keys_in_the_other_script(typed: str, meant: str) -> None:
    assert any(meant in one for one in other_keyboards(typed)), list(other_keyboards(typed))


@pytest.mark.parametrize("typed", ["", "  ", "12/2016", "a", "حق", "droit الحق", "права", "。"])
def test_what_cannot_be_a_slip_has_no_other_reading(typed: str) -> None:
    assert list(other_keyboards(typed)) == []


def test_lam_and_alef_are_one_key_or_two() -> None:
    assert "b" in next(other_keyboards("لاشس"))
    assert next(other_keyboards("bhgl")) == "لاالم"
