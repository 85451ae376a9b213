"""Describing documents: what is accepted, what is kept from the machine, who was first."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import ANONYMOUS
from docsearch.models import Document
from docsearch.services import documents
from docsearch.services.centre import Centre
from docsearch.services.descriptions import DESCRIPTION_FIELDS, propose
from tests.factories import LIBRARIAN, all_changes, deposit, found, shown, work

TEXT = "Rapport sur l'eau\n\nLe Comité s'est réuni à Rabat le 3 mai 2019 avec les associations."


def describe(centre: Centre, document: int, **fields: str) -> Document:
    centre.documents.describe(LIBRARIAN, document, fields)
    return shown(centre, document)


def test_every_field_is_read_as_people_type_it(centre: Centre) -> None:
    record = describe(
        centre,
        deposit(centre),
        title_fr="  Rapport\x00 ",
        title_ar="تقرير",
        date="30 septembre 2016",
        authors="CNDH; CNDH ;Comité",
        languages="FR; ar",
        symbol="ccpr/c/mar/co/6",
        subjects="eau;;santé",
        access="Public",
        type="guide",
        collection="Guides pratiques",
        external_link="https://example.org/x",
    )
    assert (record.title_fr, record.title_ar) == ("Rapport", "تقرير")
    assert str(record.date) == "2016-09-30"
    assert record.authors == ["CNDH", "Comité"]
    assert record.languages == ["fr", "ar"]
    assert record.symbol == "CCPR/C/MAR/CO/6"
    assert record.subjects == ["eau", "santé"]
    assert record.access is AccessLevel.PUBLIC
    assert (record.type_code, record.collection_code) == ("guide", "guides-pratiques")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("type", "roman", "field-invalid"),
        ("type", "", "field-invalid"),
        ("access", "secret", "field-invalid"),
        ("date", "hier", "date-invalid"),
        ("languages", "français", "field-invalid"),
        ("external_link", "javascript:alert(1)", "field-invalid"),
        ("title_fr", "x" * 501, "field-too-long"),
        ("symbol", "x" * 121, "field-too-long"),
        ("collection", "x" * 301, "field-too-long"),
        ("collection", "؟؟", "field-invalid"),
        ("state", "indexed", "field-unknown"),
    ],
)
def test_a_value_that_is_not_accepted_changes_nothing(
    centre: Centre, field: str, value: str, code: str
) -> None:
    document = deposit(centre, title_fr="Rapport")
    before = len(all_changes(centre))
    with pytest.raises(Invalid, match=code):
        describe(centre, document, **{"title_fr": "Autre", field: value})
    assert shown(centre, document).title_fr == "Rapport"
    assert len(all_changes(centre)) == before


@given(field=st.sampled_from(DESCRIPTION_FIELDS), value=st.text(max_size=700))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_value_is_accepted_or_named_invalid(centre: Centre, field: str, value: str) -> None:
    document = centre.documents.create(LIBRARIAN, {"title_fr": "x"})
    with suppress(Invalid):
        centre.documents.describe(LIBRARIAN, document, {field: value})


def test_the_machine_proposes_title_date_and_language(centre: Centre) -> None:
    document = deposit(centre, TEXT)
    work(centre)
    record = shown(centre, document)
    assert record.title_fr == "Rapport sur l'eau"
    assert str(record.date) == "2019-05-03"
    assert record.languages == ["fr"]
    assert record.confirmed == []


def test_what_a_person_set_survives_every_reading(centre: Centre) -> None:
    document = deposit(centre, TEXT, title_ar="تقرير", date="2020", languages="ar;fr")
    work(centre)
    record = shown(centre, document)
    assert (record.title_fr, record.title_ar, str(record.date)) == ("", "تقرير", "2020")
    assert record.languages == ["ar", "fr"]
    describe(centre, document, date="", title_fr="")
    read_again(centre, document)
    assert shown(centre, document).date is None
    assert shown(centre, document).title_fr == ""


def test_a_correction_after_the_reading_survives_the_next_one(centre: Centre) -> None:
    document = deposit(centre, TEXT)
    work(centre)
    describe(centre, document, title_fr="L'eau, un droit")
    read_again(centre, document)
    assert shown(centre, document).title_fr == "L'eau, un droit"


def read_again(centre: Centre, document: int) -> None:
    with centre.transactions.write(LIBRARIAN, "test") as session:
        documents.read_again(session.get_one(Document, document))
    work(centre)


def test_proposals_without_value_leave_what_is_known() -> None:
    document = Document(title_fr="Rapport", confirmed=["authors"])
    propose(document, {"title_fr": "", "authors": ["X"], "symbol": None, "date": None})
    assert (document.title_fr, document.authors) == ("Rapport", [])


def test_two_people_editing_at_once_do_not_overwrite_each_other(centre: Centre) -> None:
    document = deposit(centre, title_fr="Rapport")
    opened = centre.documents.open_for_edit(LIBRARIAN, document).generation
    centre.documents.describe(LIBRARIAN, document, {"abstract": "A"}, generation=opened)
    with pytest.raises(Conflict, match="document-changed-meanwhile"):
        centre.documents.describe(LIBRARIAN, document, {"abstract": "B"}, generation=opened)
    assert shown(centre, document).abstract == "A"


def test_a_selection_is_described_as_a_whole_or_not_at_all(centre: Centre) -> None:
    first, second = deposit(centre), deposit(centre)
    centre.documents.describe_many(LIBRARIAN, [first, second], {"source": "Don"})
    assert {shown(centre, one).source for one in (first, second)} == {"Don"}
    with pytest.raises(NotFound):
        centre.documents.describe_many(LIBRARIAN, [first, 999], {"source": "Achat"})
    with pytest.raises(Invalid):
        centre.documents.describe_many(LIBRARIAN, [first, second], {"source": "Achat", "type": "?"})
    assert {shown(centre, one).source for one in (first, second)} == {"Don"}


def test_a_description_changes_what_search_finds(centre: Centre) -> None:
    document = deposit(centre, "Un texte sans histoire.", access="public")
    work(centre)
    describe(centre, document, title_fr="Assainissement", subjects="hydraulique", authors="Amal")
    work(centre)
    for query in ("assainissement", "title:assainissement", "hydraulique", "amal"):
        assert found(centre, query, ANONYMOUS) == {document}


def test_collections_are_found_by_code_or_title_and_made_once(centre: Centre) -> None:
    codes = [
        describe(centre, deposit(centre), collection=name).collection_code
        for name in ("Guides (fr)", "guides-fr", "Guides (fr)", "Guides, fr", "حقوق الطفل")
    ]
    assert codes == ["guides-fr", "guides-fr", "guides-fr", "guides-fr-2", "حقوق-الطفل"]
    assert describe(centre, 1, collection="").collection_code is None


def test_a_collection_is_named_in_both_languages(centre: Centre) -> None:
    for name in ("Guides", "أدلة | Guides", "Études | دراسات", "دراسات"):
        describe(centre, deposit(centre), collection=name)
    titles = [(one.title_fr, one.title_ar) for one in centre.vocabularies.collections(LIBRARIAN)]
    assert titles == [("Guides", "أدلة"), ("Études", "دراسات")]
    assert [shown(centre, one).collection_code for one in (1, 2, 3, 4)] == [
        *["guides"] * 2,
        *["études"] * 2,
    ]
