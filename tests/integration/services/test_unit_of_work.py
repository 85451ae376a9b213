"""Transactions: what they leave on record, and that a failed one leaves nothing."""

import pytest
from sqlalchemy import func, select

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import SYSTEM
from docsearch.models import ChangeRecord, Collection, Document, StoredFile
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, all_changes, deposit, last_change, shown, work


def test_a_transaction_leaves_one_record_of_who_did_what(centre: Centre) -> None:
    before = len(all_changes(centre))
    document = deposit(centre, title_fr="Rapport", date="30/09/2016", access="public")
    (change,) = all_changes(centre)[before:]
    assert (change.actor, change.action) == ("Amina", "documents.deposit")
    assert change.document_id == document
    described, file = change.entries
    assert (described["record"], described["id"]) == ("Document", document)
    assert described["before"] is None
    assert described["after"]["title_fr"] == "Rapport"
    assert described["after"]["date"] == "2016-09-30"
    assert described["after"]["access"] == "public"
    assert (file["record"], file["before"]) == ("DocumentFile", None)


def test_a_change_keeps_only_the_fields_that_changed(centre: Centre) -> None:
    document = deposit(centre, title_fr="Rapport", abstract="Court")
    centre.documents.describe(
        LIBRARIAN, document, {"title_fr": "Rapport annuel", "abstract": "Court"}
    )
    (entry,) = last_change(centre).entries
    assert entry["before"] == {"title_fr": "Rapport"}
    assert entry["after"] == {"title_fr": "Rapport annuel"}


def test_a_record_written_in_several_steps_is_one_entry(centre: Centre) -> None:
    # Looking for the collection writes the half-described document to the database.
    document = deposit(centre, collection="Guides pratiques", title_fr="Guide", subjects="eau;sol")
    entries = last_change(centre).entries
    assert sorted(entry["record"] for entry in entries) == [
        "Collection",
        "Document",
        "DocumentFile",
    ]
    (described,) = (entry for entry in entries if entry["record"] == "Document")
    assert described["before"] is None
    assert described["after"]["title_fr"] == "Guide"
    assert described["after"]["collection_code"] == shown(centre, document).collection_code


def test_what_is_written_and_taken_back_is_no_entry(centre: Centre) -> None:
    document = deposit(centre, title_fr="Rapport")
    with centre.transactions.write(LIBRARIAN, "test") as session:
        record = session.get_one(Document, document)
        record.title_fr = "Autre"
        session.flush()
        record.title_fr = "Rapport"
    assert last_change(centre).entries == []


def test_a_failed_transaction_leaves_nothing(centre: Centre) -> None:
    before = len(all_changes(centre))
    with pytest.raises(Invalid):
        deposit(centre, collection="Nouvelle", type="no-such-type")
    with centre.transactions.read() as session:
        for model in (Document, StoredFile, Collection):
            assert session.scalar(select(func.count()).select_from(model)) == 0
        assert session.scalar(select(func.count()).select_from(ChangeRecord)) == before


def test_a_described_document_gets_a_new_generation(centre: Centre) -> None:
    document = deposit(centre, title_fr="Rapport")
    work(centre)
    first = shown(centre, document)
    assert first.indexed_generation == first.generation
    centre.documents.describe(LIBRARIAN, document, {"title_fr": "Rapport"})
    assert shown(centre, document).generation == first.generation
    centre.documents.describe(LIBRARIAN, document, {"title_fr": "Bilan"})
    assert shown(centre, document).generation == first.generation + 1


def test_bookkeeping_is_neither_recorded_nor_a_new_generation(centre: Centre) -> None:
    document = deposit(centre)
    generation = shown(centre, document).generation
    with centre.transactions.write(SYSTEM, "test") as session:
        record = session.get_one(Document, document)
        record.attempts, record.pages_read, record.failure_detail = 3, 7, "…"
    assert last_change(centre).entries == []
    assert shown(centre, document).generation == generation


def test_reading_a_file_changes_only_what_it_proposes(centre: Centre) -> None:
    deposit(centre, "Rapport annuel\n\nLe Comité se réunit à Rabat le 3 mai 2019.")
    before = len(all_changes(centre))
    work(centre)
    recorded = {
        (entry["record"], field)
        for change in all_changes(centre)[before:]
        for entry in change.entries
        for field in entry["after"]
    }
    assert {record for record, _ in recorded} == {"Document"}
    assert {field for _, field in recorded} <= {"title_fr", "languages", "date"}


def test_values_come_back_as_they_were_written(centre: Centre) -> None:
    document = deposit(centre, date="2016-09", access="restricted", authors="A;B", languages="ar")
    record = shown(centre, document)
    assert record.date == PartialDate(2016, 9)
    assert record.access is AccessLevel.RESTRICTED
    assert record.authors == ["A", "B"]
    assert record.created_at.tzinfo is not None
