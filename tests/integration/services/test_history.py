"""History and undo: what was changed can be read, and taken back while nobody built on it."""

import io

import pytest

from docsearch.domain.errors import Conflict, NotFound
from docsearch.domain.permissions import SYSTEM, Role
from docsearch.models import ChangeRecord
from docsearch.services.centre import Centre
from docsearch.services.history import is_undoable
from tests.factories import (
    LIBRARIAN,
    assert_sound,
    deposit,
    found,
    last_change,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of


def undo_last(centre: Centre) -> None:
    centre.history.undo(LIBRARIAN, last_change(centre).id)


def actions(centre: Centre, document: int) -> list[str]:
    return [change.action for change in centre.history.of_document(LIBRARIAN, document)]


def test_history_tells_latest_first_what_happened_to_a_document(centre: Centre) -> None:
    document, other = deposit(centre, title_fr="A"), deposit(centre, title_fr="B")
    centre.documents.describe(LIBRARIAN, document, {"abstract": "x"})
    centre.documents.describe_many(LIBRARIAN, [document, other], {"source": "Don"})
    centre.documents.add_file(LIBRARIAN, document, "b.txt", io.BytesIO(b"annexe"))
    undo_last(centre)
    centre.documents.withdraw(LIBRARIAN, document)
    assert actions(centre, document) == [
        "documents.withdraw",
        "history.undo",
        "documents.add-file",
        "documents.describe-many",
        "documents.describe",
        "documents.deposit",
    ]
    assert actions(centre, other) == ["documents.describe-many", "documents.deposit"]


def test_undoing_a_description_gives_every_field_back(centre: Centre) -> None:
    document = deposit(centre, title_fr="Ancien", date="2016-09", access="public")
    before = shown(centre, document)
    centre.documents.describe(
        LIBRARIAN,
        document,
        {"title_fr": "Neuf", "date": "", "access": "internal", "type": "law", "authors": "A;B"},
    )
    undo_last(centre)
    after = shown(centre, document)
    for field in ("title_fr", "date", "access", "type_code", "authors", "confirmed"):
        assert getattr(after, field) == getattr(before, field)
    undo_last(centre)
    assert shown(centre, document).title_fr == "Neuf"


def test_an_earlier_change_of_other_fields_can_still_be_undone(centre: Centre) -> None:
    document = deposit(centre, title_fr="Rapport")
    centre.documents.describe(LIBRARIAN, document, {"source": "Don"})
    change = last_change(centre).id
    centre.documents.describe(LIBRARIAN, document, {"abstract": "Résumé"})
    centre.history.undo(LIBRARIAN, change)
    record = shown(centre, document)
    assert (record.source, record.abstract) == ("", "Résumé")
    assert record.confirmed == ["abstract", "title_fr"]


def test_a_change_of_the_same_field_since_stands_in_the_way(centre: Centre) -> None:
    document = deposit(centre, title_fr="Un")
    centre.documents.describe(LIBRARIAN, document, {"title_fr": "Deux"})
    change = last_change(centre).id
    centre.documents.describe(LIBRARIAN, document, {"title_fr": "Trois"})
    with pytest.raises(Conflict) as refused:
        centre.history.undo(LIBRARIAN, change)
    assert refused.value.facts == {"field": "title_fr"}
    assert shown(centre, document).title_fr == "Trois"


def test_a_bulk_edit_is_undone_for_all_or_for_none(centre: Centre) -> None:
    documents = [deposit(centre), deposit(centre)]
    centre.documents.describe_many(LIBRARIAN, documents, {"source": "Don"})
    change = last_change(centre).id
    centre.documents.describe(LIBRARIAN, documents[1], {"source": "Achat"})
    with pytest.raises(Conflict):
        centre.history.undo(LIBRARIAN, change)
    assert shown(centre, documents[0]).source == "Don"
    undo_last(centre)
    centre.history.undo(LIBRARIAN, change)
    assert {shown(centre, one).source for one in documents} == {""}


def test_a_withdrawal_undone_brings_the_document_back_to_search(centre: Centre) -> None:
    document = deposit(centre, "Le dahir")
    work(centre)
    centre.documents.withdraw(LIBRARIAN, document)
    assert found(centre, "dahir") == set()
    undo_last(centre)
    work(centre)
    assert found(centre, "dahir") == {document}
    assert_sound(centre)


def test_search_forgets_a_withdrawn_document_before_any_worker_runs(centre: Centre) -> None:
    document = deposit(centre, "Le dahir")
    work(centre)
    centre.documents.withdraw(LIBRARIAN, document)
    assert found(centre, "dahir") == found(centre, "") == set()
    work(centre)
    assert found(centre, "dahir") == set()
    assert_sound(centre)
    centre.documents.restore(LIBRARIAN, document)
    work(centre)
    assert found(centre, "dahir") == {document}


def test_a_deposit_undone_is_a_withdrawal(centre: Centre) -> None:
    document = deposit(centre, "Le dahir", collection="Fonds", title_fr="Dahir")
    change = last_change(centre).id
    work(centre)
    centre.history.undo(LIBRARIAN, change)
    assert found(centre, "dahir") == set()
    assert shown(centre, document).withdrawn_at is not None
    centre.documents.restore(LIBRARIAN, document)
    work(centre)
    assert found(centre, "dahir") == {document}
    assert shown(centre, document).file_name == "rapport.txt"
    assert_sound(centre)


def test_an_added_file_undone_is_out_of_use(centre: Centre) -> None:
    document = deposit(centre, pdf_of("texte"))
    centre.documents.add_file(LIBRARIAN, document, "b.pdf", io.BytesIO(pdf_of("annexe")))
    change = last_change(centre).id
    work(centre)
    centre.history.undo(LIBRARIAN, change)
    work(centre)
    assert page_texts(centre, document) == ["texte"]
    assert found(centre, "annexe") == set()
    assert_sound(centre)


def test_a_replacement_undone_brings_the_old_file_back(centre: Centre) -> None:
    document = deposit(centre, pdf_of("ancien"))
    work(centre)
    (old,) = shown(centre, document).files
    centre.documents.add_file(
        LIBRARIAN, document, "b.pdf", io.BytesIO(pdf_of("nouveau")), replaces=old.id
    )
    change = last_change(centre).id
    work(centre)
    centre.history.undo(LIBRARIAN, change)
    work(centre)
    assert page_texts(centre, document) == ["ancien"]
    assert [file.edition for file in shown(centre, document).files if not file.replaced_at] == [1]
    assert_sound(centre)


def test_a_replacement_built_upon_cannot_be_undone_alone(centre: Centre) -> None:
    document = deposit(centre)
    changes = []
    for content in (b"deux", b"trois"):
        current = [file for file in shown(centre, document).files if not file.replaced_at]
        centre.documents.add_file(
            LIBRARIAN, document, "b.txt", io.BytesIO(content), replaces=current[0].id
        )
        changes.append(last_change(centre).id)
    with pytest.raises(Conflict, match="change-superseded"):
        centre.history.undo(LIBRARIAN, changes[0])
    centre.history.undo(LIBRARIAN, changes[1])
    centre.history.undo(LIBRARIAN, changes[0])
    (current_file,) = (file for file in shown(centre, document).files if not file.replaced_at)
    assert current_file.edition == 1


def test_the_only_file_of_a_described_work_can_be_undone(centre: Centre) -> None:
    document = centre.documents.create(LIBRARIAN, {"title_fr": "Registre papier"})
    centre.documents.add_file(LIBRARIAN, document, "b.txt", io.BytesIO(b"numerise"))
    work(centre)
    change = next(
        change
        for change in centre.history.of_document(LIBRARIAN, document)
        if change.action == "documents.add-file"
    )
    centre.history.undo(LIBRARIAN, change.id)
    work(centre)
    assert found(centre, "registre") == {document}
    assert found(centre, "numerise") == set()
    assert_sound(centre)


def test_the_same_change_is_undone_once(centre: Centre) -> None:
    document = deposit(centre)
    deposited = last_change(centre).id
    centre.documents.describe(LIBRARIAN, document, {"source": "Don"})
    described = last_change(centre).id
    for change in (described, deposited):
        centre.history.undo(LIBRARIAN, change)
        with pytest.raises(Conflict, match="change-superseded"):
            centre.history.undo(LIBRARIAN, change)


def test_what_cannot_be_undone_says_so(centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "a@example.org", roles=[Role.READER])
    for change in (last_change(centre), _marking(centre)):
        assert not is_undoable(change)
        with pytest.raises(Conflict, match="change-not-undoable"):
            centre.history.undo(LIBRARIAN, change.id)
    with pytest.raises(NotFound, match="change-unknown"):
        centre.history.undo(LIBRARIAN, 999)


def _marking(centre: Centre) -> ChangeRecord:
    deposit(centre)
    work(centre)
    return last_change(centre)


def test_labels_of_a_type_can_be_undone(centre: Centre) -> None:
    labels = {"label_ar": "دليل", "label_en": "Guide"}
    centre.vocabularies.save_type(LIBRARIAN, "guide", label_fr="Manuel", **labels)
    undo_last(centre)
    assert {kind.code: kind.label_fr for kind in centre.vocabularies.types()}["guide"] == (
        "Guide pratique"
    )
