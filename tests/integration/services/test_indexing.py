"""The index follows the database: after loss, damage, and changes made while it was written."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document
from docsearch.search.ports import IndexUnusable, SearchQuery
from docsearch.search.query_syntax import parse_query
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.services import indexing
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, found, new_centre, work
from tests.integration.ingest.pdf_samples import pdf_of


def run_worker(centre: Centre) -> None:
    """Start the worker as its process does, and stop it when nothing is left to do."""
    stop = threading.Event()
    worker = threading.Thread(target=centre.worker.run, args=(stop,))
    worker.start()
    try:
        while worker.is_alive() and (centre.health.waiting() or centre.health.findings()):
            stop.wait(0.02)
    finally:
        stop.set()
        worker.join()


def removed(index: Path) -> None:
    shutil.rmtree(index)


def emptied(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")


def scrambled(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[::-1])


def without_segments(index: Path) -> None:
    for path in index.rglob("*"):
        if path.is_file() and path.name != "current":
            path.unlink()


BREAKAGES: Final = [removed, emptied, scrambled, without_segments]


@pytest.fixture
def shelf(centre: Centre) -> Centre:
    for number in range(1, 4):
        deposit(centre, pdf_of(f"Le dahir {number}"), title_fr=f"Texte {number}")
    deposit(centre, b"", title_fr="Dahir perdu")
    centre.documents.withdraw(LIBRARIAN, 3)
    work(centre)
    assert found(centre, "dahir") == {1, 2, 4}
    return centre


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.usefixtures("shelf")
def test_a_starting_worker_mends_the_index(home: Path, breakage: Callable[[Path], None]) -> None:
    breakage(home / "index")
    centre = new_centre(home)
    assert centre.health.findings()
    run_worker(centre)
    assert found(centre, "dahir") == {1, 2, 4}
    assert_sound(centre)


@pytest.mark.parametrize("breakage", BREAKAGES)
@pytest.mark.usefixtures("shelf")
def test_until_then_search_says_that_the_index_is_unusable(
    home: Path, breakage: Callable[[Path], None]
) -> None:
    breakage(home / "index")
    centre = new_centre(home)
    with pytest.raises(IndexUnusable):
        found(centre, "dahir")


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_an_index_that_breaks_under_a_running_worker_is_built_anew(
    shelf: Centre, home: Path, breakage: Callable[[Path], None]
) -> None:
    breakage(home / "index")
    deposit(shelf, "Encore un dahir")
    work(shelf)
    assert found(shelf, "dahir") == {1, 2, 4, 5}
    assert_sound(shelf)


def test_a_worker_with_nothing_to_do_puts_the_index_in_order(centre: Centre, home: Path) -> None:
    for number in range(3):
        deposit(centre, f"Le dahir {number}")
        assert centre.worker.work_once()
    engine = WhooshEngine(home / "index")
    assert engine.statistics().segments == 3
    work(centre)
    assert engine.statistics().segments == 1
    assert found(centre, "dahir") == {1, 2, 3}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_worker_with_nothing_to_do_finds_a_broken_index(
    shelf: Centre, home: Path, breakage: Callable[[Path], None]
) -> None:
    breakage(home / "index")
    work(shelf)
    assert found(shelf, "dahir") == {1, 2, 4}


def test_an_empty_centre_has_nothing_to_find_and_says_so(centre: Centre) -> None:
    assert found(centre, "dahir") == found(centre, "") == set()
    deposit(centre, "Le dahir")
    assert found(centre, "dahir") == set()


def test_what_the_index_lacks_or_should_not_hold_is_mended(shelf: Centre, home: Path) -> None:
    engine = WhooshEngine(home / "index")
    lines = {1: [], 77: _records_of(shelf, 2, 77), 3: _records_of(shelf, 2, 3)}
    engine.put(lines.items())
    findings = {(finding.code, finding.subject) for finding in shelf.health.findings()}
    assert findings == {
        ("document-not-in-index", "1"),
        ("document-left-in-index", "3"),
        ("document-left-in-index", "77"),
    }
    run_worker(shelf)
    assert found(shelf, "dahir") == {1, 2, 4}
    assert_sound(shelf)


def _records_of(centre: Centre, document: int, number: int) -> list[Any]:
    with centre.transactions.read() as session:
        record = session.get_one(Document, document)
        return [replace(one, document=number) for one in indexing._records(session, record)]


def test_a_sound_index_is_left_alone(shelf: Centre, home: Path) -> None:
    before = sorted((home / "index").rglob("*"))
    shelf.indexing.repair()
    assert sorted((home / "index").rglob("*")) == before
    assert shelf.health.waiting() == 0


def test_a_change_made_while_the_index_is_written_is_seen_next(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, "Le dahir", title_fr="Ancien")
    put = WhooshEngine.put

    def interrupted(engine: WhooshEngine, documents: Any) -> None:
        put(engine, documents)
        monkeypatch.undo()
        centre.documents.describe(LIBRARIAN, document, {"title_fr": "Nouveau"})

    monkeypatch.setattr(WhooshEngine, "put", interrupted)
    work(centre)
    assert found(centre, "title:nouveau") == {document}
    assert_sound(centre)


def test_rebuilding_and_asking_again_give_the_same_answers(shelf: Centre) -> None:
    assert shelf.indexing.rebuild() == 4
    assert found(shelf, "dahir") == {1, 2, 4}
    assert_sound(shelf)
    assert shelf.indexing.ask_again() == 4
    work(shelf)
    assert found(shelf, "dahir") == {1, 2, 4}
    assert_sound(shelf)


def test_citations_and_attributes_reach_the_index(centre: Centre) -> None:
    document = deposit(
        centre,
        pdf_of("Avant-propos", "Voir le document CCPR/C/MAR/CO/6 du Comité."),
        type="guide",
        date="2016-09-30",
        languages="fr",
        symbol="A/HRC/36/6",
    )
    work(centre)
    for query in (
        "symbol:CCPR/C/MAR/CO/6",
        "symbol:A/HRC/36/6",
        "type:guide avant-propos",
        "year:2016",
        "lang:fr comité",
    ):
        assert found(centre, query, SYSTEM) == {document}
    assert found(centre, "type:law") == found(centre, "year:2017") == set()
    (citation,) = centre.documents.citations(SYSTEM, document)
    assert (citation.key, citation.pages) == ("CCPR/C/MAR/CO/6", (2,))


def test_the_index_knows_where_words_and_symbols_stand(centre: Centre, home: Path) -> None:
    deposit(
        centre,
        pdf_of("Voir le document CCPR/C/MAR/CO/6 du Comité."),
        title_fr="Note",
        symbol="A/HRC/36/6",
    )
    work(centre)

    assert marked(home, "symbol:CCPR/C/MAR/CO/6") == ["CCPR/C/MAR/CO/6"]
    assert marked(home, "symbol:A/HRC/36/6") == ["A/HRC/36/6"]
    assert marked(home, "documents") == ["document"]
    assert marked(home, '"du comité"') == ["du Comité"]


def marked(home: Path, query: str) -> list[str]:
    """What the index says that a query matched."""
    tree = parse_query(query).tree
    assert tree is not None
    asked = SearchQuery(tree, SYSTEM.readable(), texts=True)
    (hit,) = WhooshEngine(home / "index").search(asked).hits
    excerpts = filter(None, [hit.description, *(page.excerpt for page in hit.pages)])
    return [
        excerpt.text[match.start : match.end] for excerpt in excerpts for match in excerpt.matches
    ]
