"""What seems to be about an individual complaint is restricted until a person decides."""

import io
import zipfile

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, READER, all_changes, deposit, found, shown, work

COMPLAINT = """Objet : plainte de Mme Khadija B.

Monsieur le Délégué,
J'ai l'honneur de porter à votre connaissance les faits suivants, survenus à Salé en zellige.
"""
SHIKAYA = """الموضوع: شكاية

سلام تام بوجود مولانا الإمام، وبعد، يشرفني أن أتقدم إلى سيادتكم بهذه الشكاية ضد رئيس الجماعة.
"""


def access(centre: Centre, document: int) -> AccessLevel:
    return shown(centre, document).access


@pytest.mark.parametrize("text", [COMPLAINT, SHIKAYA])
def test_a_complaint_is_restricted(centre: Centre, text: str) -> None:
    document = deposit(centre, text)
    work(centre)

    assert access(centre, document) is AccessLevel.RESTRICTED
    assert document not in found(centre, "zellige", READER)
    with pytest.raises(NotFound):
        centre.documents.show(READER, document)


def test_other_documents_stay_internal(centre: Centre) -> None:
    document = deposit(centre, "Guide des plaintes individuelles\n\nComment porter plainte ?")
    work(centre)

    assert access(centre, document) is AccessLevel.INTERNAL


def test_the_history_tells_who_restricted_it(centre: Centre) -> None:
    document = deposit(centre, COMPLAINT)
    work(centre)

    changes = centre.history.of_document(LIBRARIAN, document)
    restricting = [
        (change.actor, entry["before"]["access"], entry["after"]["access"])
        for change in changes
        for entry in change.entries
        if entry["before"] and "access" in entry["before"]
    ]
    assert restricting == [(SYSTEM.name, "internal", "restricted")]


@pytest.mark.parametrize("level", ["public", "internal"])
def test_an_access_that_was_chosen_stays(centre: Centre, level: str) -> None:
    document = deposit(centre, COMPLAINT, access=level)
    work(centre)

    assert access(centre, document) == level


def test_no_choice_is_no_decision(centre: Centre) -> None:
    document = deposit(centre, COMPLAINT, access="")
    work(centre)

    assert access(centre, document) is AccessLevel.RESTRICTED
    assert "access" not in shown(centre, document).confirmed


def test_a_decision_outlives_every_reading(centre: Centre) -> None:
    document = deposit(centre, COMPLAINT)
    work(centre)
    centre.documents.describe(LIBRARIAN, document, {"access": "public"})
    file = shown(centre, document).files[0].id

    replacement = io.BytesIO((COMPLAINT + "Fait à Salé.").encode())
    centre.documents.add_file(LIBRARIAN, document, "b.txt", replacement, replaces=file)
    work(centre)

    assert access(centre, document) is AccessLevel.PUBLIC


def test_taking_back_the_restriction_is_a_decision(centre: Centre) -> None:
    document = deposit(centre, COMPLAINT)
    work(centre)
    change = next(
        change
        for change in all_changes(centre)
        if any("access" in (entry["before"] or {}) for entry in change.entries)
    )

    centre.history.undo(LIBRARIAN, change.id)

    assert access(centre, document) is AccessLevel.INTERNAL
    assert "access" in shown(centre, document).confirmed


def test_a_public_copy_stays_as_it_is(centre: Centre) -> None:
    original = deposit(centre, COMPLAINT)
    copy = deposit(centre, COMPLAINT.replace("Khadija B.", "[…]"))
    with centre.transactions.write(LIBRARIAN, "test") as session:
        session.get_one(Document, copy).redacts_id = original
    work(centre)

    assert access(centre, original) is AccessLevel.RESTRICTED
    assert access(centre, copy) is AccessLevel.INTERNAL


def test_members_of_an_archive_tell_for_themselves(centre: Centre) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("plainte.txt", COMPLAINT)
        archive.writestr("note.txt", "Note sur les bibliothèques des maisons de justice de Salé.")
    deposit(centre, packed.getvalue(), name="dossier.zip")
    work(centre)

    levels = {document.file_name: document.access for document in centre.documents.recent(SYSTEM)}
    assert levels == {
        "plainte.txt": AccessLevel.RESTRICTED,
        "note.txt": AccessLevel.INTERNAL,
    }
