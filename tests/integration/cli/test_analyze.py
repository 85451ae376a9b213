"""``docsearch analyze`` shows what is indexed where no centre is yet."""

from typing import Any

import pytest

from tests.integration.cli.command import Command


def analyzed(command: Command, language: str, text: str) -> Any:
    outcome = command("analyze", "--lang", language, text, "--json")
    assert (outcome.status, outcome.messages) == (0, "")
    return outcome.data


def test_the_tokens_of_each_field_are_printed(command: Command) -> None:
    assert analyzed(command, "fr", "L’égalité des droits") == {
        "stem": ["egalit", "droit"],
        "exact": ["egalite", "des", "droits"],
        "ngrams": ["_ega", "egal", "gali", "alit", "lite", "_dro", "droi", "roit", "oits"],
    }


@pytest.mark.parametrize("text", ["األطفال", "الأطفال", "ﺍﻷﻃﻔﺎﻝ"])
def test_a_turned_lam_alef_is_put_right(command: Command, text: str) -> None:
    assert analyzed(command, "ar", text)["exact"] == ["الاطفال"]


def test_words_in_other_letters_go_through_their_own_chain(command: Command) -> None:
    assert analyzed(command, "ar", "حقوق Droits")["stem"] == ["حقوق", "droit"]
    assert analyzed(command, "ar", "…")["stem"] == []


def test_people_read_it_word_by_word(command: Command) -> None:
    outcome = command("analyze", "Les األطفال")

    assert outcome.status == 0
    lines = [line.split() for line in outcome.output.splitlines()[1:]]
    assert [line[:2] for line in lines] == [["Les", "les"], ["األطفال", "الاطفال"]]
