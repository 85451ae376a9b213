"""Documents about the same things."""

from pathlib import Path

import pytest

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import ANONYMOUS, Actor
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, READER, deposit, new_centre, work

WATER = "L’accès à l’eau potable, l’assainissement, les forages et les fontaines des villages."
MORE_WATER = "Les forages et les fontaines donnent l’eau potable ; l’assainissement suit. {}"
VOTES = "Le scrutin, les électeurs, les bulletins et les urnes du bureau de vote numéro {}."


def alike(centre: Centre, document: int, actor: Actor = ANONYMOUS) -> list[int]:
    return [similar.id for similar in centre.similar.similar(actor, document)]


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = new_centre(tmp_path_factory.mktemp("centre"))
    deposit(centre, WATER, access="public", title_fr="Eau")
    deposit(centre, MORE_WATER.format("Oued"), access="public", title_fr="Eau et villages")
    deposit(centre, MORE_WATER.format("Secret"), access="internal", title_fr="Eau, interne")
    for number in range(8):
        deposit(centre, VOTES.format(number), access="public", title_fr=f"Vote {number}")
    work(centre)
    return centre


def test_documents_that_share_telling_words(centre: Centre) -> None:
    assert alike(centre, 1) == [2]
    votes = alike(centre, 5)
    assert len(votes) == 5
    assert not {1, 2, 3, 5} & set(votes)


def test_only_what_may_be_read(centre: Centre) -> None:
    assert set(alike(centre, 1, READER)) == {2, 3}
    with pytest.raises(NotFound):
        alike(centre, 3)


def test_a_withdrawn_document_is_gone_at_once(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    first = deposit(centre, WATER, access="public")
    second = deposit(centre, MORE_WATER.format(1), access="public")
    work(centre)
    assert alike(centre, first) == [second]
    centre.documents.withdraw(LIBRARIAN, second)
    assert alike(centre, first, LIBRARIAN) == []


def test_what_has_hardly_a_word_resembles_nothing(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    document = centre.documents.create(LIBRARIAN, {"title_fr": "…", "access": "public"})
    work(centre)
    assert alike(centre, document) == []


def test_a_document_can_be_shown_while_the_index_is_broken(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    first = deposit(centre, WATER, access="public")
    deposit(centre, MORE_WATER.format(1), access="public")
    work(centre)
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    assert alike(new_centre(tmp_path), first) == []
