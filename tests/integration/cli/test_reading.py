"""Commands that find and show: their data, their shapes, their exit status."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest

from tests.integration.cli.command import Command

_SHELL: Final = f"'{sys.executable}' -m docsearch"

# From the sample collection: what is asked, what must come first, on which page.
KNOWN: Final = [
    ("certificat médical enquêteurs", "garde-a-vue-garanties.pdf", 3),
    ("temoignage consentement eclaire", "rediger-un-rapport-parallele.pdf", 2),
    ("symbol:A/HRC/36/6", "examen-periodique-universel.pdf", 2),
    ("العنايه الواجبه", "cedaw-wal-unf-didd-al-nisa.pdf", 1),
    ("مستوص*", "muhajirun-maqal.txt", 1),
    ("كرة الصوف", "takwin-al-mukawwinin.pdf", 2),
]

SHOWN: Final = {
    "id",
    "title",
    "title_fr",
    "title_ar",
    "title_en",
    "type",
    "date",
    "authors",
    "issuing_body",
    "languages",
    "symbol",
    "source",
    "subjects",
    "abstract",
    "access",
    "collection",
    "shelf_mark",
    "external_link",
    "state",
    "reason",
    "withdrawn",
    "files",
    "pages",
    "citations",
}


def search(command: Command, *arguments: str) -> dict[str, Any]:
    outcome = command("search", *arguments, "--json")
    assert (outcome.status, outcome.messages) == (0, "")
    data: dict[str, Any] = outcome.data
    return data


@pytest.mark.parametrize(("query", "file", "number"), KNOWN)
def test_known_things_are_found_on_their_page(
    samples: Command, query: str, file: str, number: int
) -> None:
    data = search(samples, query)
    first = data["hits"][0]
    assert (first["file"], first["pages"][0]["number"]) == (file, number)
    assert "<mark>" in first["pages"][0]["snippet"]


def test_the_shape_of_a_search_is_a_contract(samples: Command) -> None:
    data = search(samples, "droits de l'homme")
    assert set(data) == {"total", "hits"}
    assert data["total"] >= len(data["hits"]) > 3
    for hit in data["hits"]:
        assert set(hit) == {"id", "title", "file", "language", "score", "pages"}
        assert isinstance(hit["id"], int)
        assert isinstance(hit["score"], float)
        for page in hit["pages"]:
            assert set(page) == {"number", "snippet"}
            assert isinstance(page["number"], int)


def test_a_search_can_be_narrowed(samples: Command) -> None:
    everything = search(samples, "", "--limit", "1000")
    assert everything["total"] == len(everything["hits"]) == 18
    assert len(search(samples, "", "--limit", "2")["hits"]) == 2
    arabic = search(samples, "", "--lang", "ar", "--limit", "50")
    assert {hit["language"] for hit in arabic["hits"]} <= {"ar", "fr"}
    assert 0 < arabic["total"] < 18


def test_a_malformed_query_still_answers_and_says_what_it_ignored(samples: Command) -> None:
    outcome = samples("search", 'year:abc "droits')
    assert outcome.status == 0
    assert "ignored: year:abc" in outcome.messages
    assert search(samples, "zzzz")["total"] == 0


def test_results_for_people_are_data_too(samples: Command) -> None:
    outcome = samples("search", "tacite reconduction")
    assert "Convention de partenariat type" in outcome.output
    assert "1 documents" in outcome.messages
    assert "1 documents" not in outcome.output


def test_a_document_is_shown_whole(samples: Command) -> None:
    (hit,) = search(samples, "symbol:E/C.12/2002/11 assainissement", "--limit", "1")["hits"]
    outcome = samples("show", str(hit["id"]), "--json")
    shown = outcome.data
    assert set(shown) == SHOWN
    assert [page["number"] for page in shown["pages"]] == list(range(1, len(shown["pages"]) + 1))
    assert {"key": "E/C.12/2002/11", "pages": [1]} in shown["citations"]
    assert shown["files"][0]["name"] == "droit-a-l-eau.pdf"
    words = samples("show", str(hit["id"])).output
    assert "title: Le droit à l’eau" in words
    assert shown["pages"][0]["text"] in words


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing-like-this",),
        ("search",),
        ("search", "x", "--lang", "xx"),
        ("search", "x", "--limit", "0"),
        ("show", "one"),
        ("ingest",),
        ("restore", "/nowhere/at/all"),
    ],
    ids=" ".join,
)
def test_a_wrong_use_has_status_2(samples: Command, arguments: tuple[str, ...]) -> None:
    outcome = samples(*arguments)
    assert (outcome.status, outcome.output) == (2, "")
    assert "Usage:" in outcome.messages


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "999"), "document unknown"),
        (("retry", "1"), "document not failed"),
        (("ingest", "/nowhere"), "path missing"),
        (("user", "sign-in-link", "nobody@example.org"), "account unknown"),
        (("backup", "/dev/null/x"), "docsearch:"),
    ],
)
def test_what_cannot_be_done_has_status_1_and_a_sentence(
    samples: Command, arguments: tuple[str, ...], message: str
) -> None:
    outcome = samples(*arguments)
    assert (outcome.status, outcome.output) == (1, "")
    assert message in outcome.messages
    assert len(outcome.messages.splitlines()) == 1


def test_a_reader_that_stops_reading_is_no_error(samples: Command) -> None:
    listing = f"set -o pipefail; {_SHELL} search '' --limit 1000 --json | head -c 10"
    process = subprocess.run(
        ["bash", "-c", listing],
        env=samples.environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert len(process.stdout) == 10
    assert process.stderr == b""


def test_a_centre_in_order_has_nothing_to_report(samples: Command) -> None:
    outcome = samples("doctor", "--json")
    assert (outcome.status, outcome.data) == (0, {"findings": [], "waiting": 0})
    outcome = samples("failures", "--json")
    assert (outcome.status, outcome.data) == (0, {"total": 0, "failures": []})


def test_json_is_plain_utf8_whatever_the_locale(samples: Command) -> None:
    environment = {
        **samples.environment(),
        "LC_ALL": "en_US.ISO-8859-1",
        "PYTHONIOENCODING": "latin-1",
    }
    process = subprocess.run(
        ["bash", "-c", f"{_SHELL} search 'كرة الصوف' --json"],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert json.loads(process.stdout.decode("utf-8"))["total"] == 1
