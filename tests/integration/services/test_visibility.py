"""Nobody learns of a document that is not for them, by whatever way they ask."""

import io
from collections.abc import Callable
from typing import Final

import pytest

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import ANONYMOUS, SYSTEM, Actor
from docsearch.search.query_tree import Attribute
from docsearch.services.centre import Centre
from tests.factories import (
    LIBRARIAN,
    READER,
    SUPERVISOR,
    answer,
    deposit,
    found,
    new_centre,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of

KINDS: Final = ("public", "internal", "restricted", "withdrawn")
READABLE: Final = {
    "anonymous": (ANONYMOUS, {"public"}),
    "reader": (READER, {"public", "internal"}),
    "supervisor": (SUPERVISOR, {"public", "internal", "restricted"}),
    "librarian": (LIBRARIAN, {"public", "internal", "restricted"}),
}
ASKERS: Final = pytest.mark.parametrize(("actor", "readable"), READABLE.values(), ids=READABLE)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """A centre whose documents 1 to 4 are of each kind; all tell of a dahir."""
    centre = new_centre(tmp_path_factory.mktemp("shelf"))
    for year, kind in enumerate(KINDS, start=2001):
        document = deposit(
            centre,
            pdf_of(f"Le dahir {kind} cite le document A/HRC/{year}/1 du Conseil."),
            name=f"{kind}.pdf",
            access="public" if kind == "withdrawn" else kind,
            collection=f"Fonds {kind}",
            date=str(year),
            title_fr=f"Dahir {kind}",
        )
        if kind == "withdrawn":
            work(centre)
            centre.documents.withdraw(LIBRARIAN, document)
    work(centre)
    return centre


def _kinds(documents: set[int]) -> set[str]:
    return {KINDS[document - 1] for document in documents}


@ASKERS
@pytest.mark.parametrize(
    "query",
    ["dahir", "title:dahir", "A/HRC*", "", "year:2001..2004", "-absent", "dahir OR conseil"],
)
def test_search_finds_what_the_asker_may_read(
    shelf: Centre, actor: Actor, readable: set[str], query: str
) -> None:
    assert _kinds(found(shelf, query, actor)) == readable


@ASKERS
def test_facets_count_what_the_asker_may_read(
    shelf: Centre, actor: Actor, readable: set[str]
) -> None:
    facets = {facet.attribute: facet.values for facet in answer(shelf, "dahir", actor).facets}
    years = {KINDS[int(value.value) - 2001] for value in facets[Attribute.YEAR]}
    assert years == readable
    assert len(facets[Attribute.COLLECTION]) == len(readable)
    assert sum(value.count for value in facets[Attribute.TYPE]) == len(readable)


@ASKERS
def test_lists_hold_what_the_asker_may_read(
    shelf: Centre, actor: Actor, readable: set[str]
) -> None:
    assert _kinds({one.id for one in shelf.documents.recent(actor)}) == readable
    assert shelf.documents.figures(actor).documents == len(readable)
    assert shelf.documents.figures(actor).pages == len(readable)
    titles = {group.title_fr for group in shelf.vocabularies.collections(actor)}
    assert titles == {f"Fonds {kind}" for kind in readable}
    labels = shelf.vocabularies.labels(actor, "fr")[Attribute.COLLECTION]
    assert set(labels.values()) == titles


WAYS_IN: Final[dict[str, Callable[[Centre, Actor, int], object]]] = {
    "show": lambda c, a, d: c.documents.show(a, d),
    "page": lambda c, a, d: c.documents.page(a, d, 1),
    "citations": lambda c, a, d: c.documents.citations(a, d),
    "file": lambda c, a, d: c.documents.file(a, d, d),
    "image": lambda c, a, d: c.page_images.image(a, d, 1),
}


@ASKERS
@pytest.mark.parametrize("way", WAYS_IN)
def test_a_document_not_for_the_asker_is_as_if_it_were_not_there(
    shelf: Centre, actor: Actor, readable: set[str], way: str
) -> None:
    # Who may withdraw still sees what is withdrawn, to bring it back.
    readable = readable | ({"withdrawn"} if actor is LIBRARIAN else set())
    for number, kind in enumerate(KINDS, start=1):
        if kind in readable:
            WAYS_IN[way](shelf, actor, number)
        else:
            with pytest.raises(NotFound) as refused:
                WAYS_IN[way](shelf, actor, number)
            assert refused.value.facts == {"document": number}


def test_history_is_for_those_who_may_read_the_document(shelf: Centre) -> None:
    assert shelf.history.of_document(SUPERVISOR, 3)
    with pytest.raises(NotFound):
        shelf.history.of_document(SUPERVISOR, 4)
    assert shelf.history.of_document(LIBRARIAN, 4)


def test_earlier_editions_are_for_those_who_edit(centre: Centre) -> None:
    document = deposit(centre, access="public")
    (first,) = shown(centre, document).files
    centre.documents.add_file(
        LIBRARIAN, document, "neuf.txt", io.BytesIO(b"autre"), replaces=first.id
    )
    assert centre.documents.file(LIBRARIAN, document, first.id).path.is_file()
    with pytest.raises(Exception, match="permission-missing"):
        centre.documents.file(ANONYMOUS, document, first.id)


def test_closing_a_document_takes_effect_before_any_worker_runs(centre: Centre) -> None:
    document = deposit(centre, "Le dahir sur l'eau", access="public")
    work(centre)
    assert found(centre, "dahir", ANONYMOUS) == {document}
    centre.documents.describe(LIBRARIAN, document, {"access": "restricted"})
    assert found(centre, "dahir", ANONYMOUS) == found(centre, "dahir", READER) == set()
    assert answer(centre, "dahir", ANONYMOUS).facets[0].values == ()
    assert found(centre, "dahir", SYSTEM) == {document}
    work(centre)
    assert found(centre, "dahir", READER) == set()
    assert found(centre, "dahir", SUPERVISOR) == {document}


def test_opening_a_document_waits_for_the_worker(centre: Centre) -> None:
    document = deposit(centre, "Le dahir sur l'eau", access="restricted")
    work(centre)
    centre.documents.describe(LIBRARIAN, document, {"access": "public"})
    assert found(centre, "dahir", ANONYMOUS) == set()
    work(centre)
    assert found(centre, "dahir", ANONYMOUS) == {document}
