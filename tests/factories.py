"""What tests build: a centre in an empty home, documents in it, people before it."""

import io
from itertools import count
from pathlib import Path
from typing import Any, Final

from docsearch.app import create_centre
from docsearch.config import Settings
from docsearch.domain.permissions import ANONYMOUS, SYSTEM, Actor, Role
from docsearch.models import ChangeRecord, Document
from docsearch.services.centre import Centre
from docsearch.services.searching import SearchAnswer, SearchRequest

LIBRARIAN: Final = Actor("Amina", roles=frozenset({Role.DOCUMENTALIST}))
READER: Final = Actor("Omar", roles=frozenset({Role.READER}))
SUPERVISOR: Final = Actor("Salma", roles=frozenset({Role.SUPERVISOR}))
PEOPLE: Final = {
    "anonymous": ANONYMOUS,
    **{role.value: Actor(role.value, roles=frozenset({role})) for role in Role},
}

_SERIAL: Final = count(1)


def new_centre(home: Path, **settings: Any) -> Centre:
    """Create a centre as ``docsearch init`` does."""
    centre = create_centre(Settings(home=home, **settings))
    centre.vocabularies.ensure_types(SYSTEM)
    return centre


def unique_text() -> str:
    return f"Le Comité note avec satisfaction le rapport numéro {next(_SERIAL)} de l'État partie."


def deposit(
    centre: Centre,
    content: str | bytes | None = None,
    *,
    name: str = "rapport.txt",
    actor: Actor = LIBRARIAN,
    **description: str,
) -> int:
    """Deposit a file, by default a text that no other has."""
    content = unique_text() if content is None else content
    source = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return centre.documents.deposit(actor, name, source, description=description)


def work(centre: Centre) -> None:
    """Do what the worker would do, until nothing is left."""
    while centre.worker.work_once():
        pass


def answer(centre: Centre, query: str, actor: Actor = SYSTEM, **request: Any) -> SearchAnswer:
    return centre.search.search(actor, SearchRequest(query, **request))


def found(centre: Centre, query: str, actor: Actor = SYSTEM) -> set[int]:
    """Return the documents that a search lists on one long page of results."""
    result = answer(centre, query, actor, per_page=1000)
    documents = {one.document.id for one in result.found}
    assert result.total == len(documents) == len(result.found)
    return documents


def shown(centre: Centre, document: int) -> Document:
    return centre.documents.show(SYSTEM, document)


def page_texts(centre: Centre, document: int) -> list[str]:
    pages = shown(centre, document).page_count or 0
    return [
        centre.documents.page(SYSTEM, document, number).text.text for number in range(1, pages + 1)
    ]


def last_change(centre: Centre) -> ChangeRecord:
    return all_changes(centre)[-1]


def all_changes(centre: Centre) -> list[ChangeRecord]:
    with centre.transactions.read() as session:
        return session.query(ChangeRecord).order_by(ChangeRecord.id).all()


def assert_sound(centre: Centre) -> None:
    """Check that database, index and files agree, and that nothing waits."""
    assert centre.health.findings() == []
    assert centre.health.waiting() == 0
