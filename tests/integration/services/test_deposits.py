"""Depositing files: kept once, read into pages, replaced without losing the address."""

import io
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from docsearch.domain.documents import DocumentState, FileRole
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.models import Document, Page, PageText
from docsearch.services.centre import Centre
from tests.factories import (
    LIBRARIAN,
    answer,
    assert_sound,
    deposit,
    found,
    new_centre,
    page_texts,
    shown,
    work,
)
from tests.integration.ingest.pdf_samples import pdf_of


def add_file(centre: Centre, document: int, content: bytes, **options: object) -> None:
    centre.documents.add_file(
        LIBRARIAN,
        document,
        "fichier.pdf",
        io.BytesIO(content),
        **options,  # type: ignore[arg-type]
    )


def test_a_deposited_file_becomes_a_searchable_document(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Le droit au logement est garanti", "La page"), name="a.pdf")
    assert shown(centre, document).state is DocumentState.RECEIVED
    work(centre)
    record = shown(centre, document)
    assert (record.state, record.page_count) == (DocumentState.INDEXED, 2)
    assert record.languages == ["fr"]
    assert found(centre, "logement") == {document}
    assert_sound(centre)


def test_the_same_bytes_again_name_the_document_that_has_them(centre: Centre) -> None:
    document = deposit(centre, b"Observations finales", title_fr="Observations")
    with pytest.raises(Conflict) as refused:
        deposit(centre, b"Observations finales", name="copie.txt")
    assert refused.value.facts == {"document": document, "title": "Observations"}
    with pytest.raises(Conflict):
        add_file(centre, document, b"Observations finales")


def test_the_same_bytes_at_the_same_moment_become_one_document(centre: Centre) -> None:
    def attempt(_: int) -> int | None:
        try:
            return deposit(centre, b"un seul exemplaire" * 50_000)
        except Conflict:
            return None

    with ThreadPoolExecutor(8) as pool:
        documents = [one for one in pool.map(attempt, range(8)) if one]
    assert len(documents) == 1
    assert len(list(centre.store.keys())) == 1
    work(centre)
    assert_sound(centre)


def test_a_replaced_file_keeps_the_address_and_forgets_the_old_text(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Ancien texte", "deux", "trois"))
    work(centre)
    (old,) = shown(centre, document).files
    add_file(centre, document, pdf_of("Nouveau contenu", "deux"), replaces=old.id)
    work(centre)
    record = shown(centre, document)
    files = {file.edition: file for file in record.files}
    assert (record.page_count, files[2].role, files[2].position) == (2, FileRole.TEXT, 1)
    assert files[1].replaced_at is not None
    assert centre.documents.file(LIBRARIAN, document, old.id).path.is_file()
    assert found(centre, "nouveau") == {document}
    assert found(centre, "ancien") == found(centre, "trois") == set()
    assert_sound(centre)


def test_another_text_of_a_page_is_its_next_version(centre: Centre) -> None:
    document = deposit(centre, pdf_of("Premier jet", "inchangé"))
    work(centre)
    (old,) = shown(centre, document).files
    add_file(centre, document, pdf_of("Second jet", "inchangé"), replaces=old.id)
    work(centre)
    with centre.transactions.read() as session:
        rows = session.query(Page.position, PageText.version, PageText.current, PageText.text)
        texts = rows.join(PageText.page).order_by(Page.position, PageText.version).all()
    assert [tuple(row) for row in texts] == [
        (1, 1, False, "Premier jet"),
        (1, 2, True, "Second jet"),
        (2, 1, True, "inchangé"),
    ]


def test_annexes_follow_the_text_in_order(centre: Centre) -> None:
    document = deposit(centre, pdf_of("un", "deux"))
    add_file(centre, document, pdf_of("trois"))
    add_file(centre, document, pdf_of("quatre"), role=FileRole.LANGUAGE_VERSION)
    work(centre)
    assert page_texts(centre, document) == ["un", "deux", "trois", "quatre"]
    roles = [file.role for file in shown(centre, document).files]
    assert roles == [FileRole.TEXT, FileRole.ANNEX, FileRole.LANGUAGE_VERSION]


def test_pages_of_an_annex_move_when_the_text_gets_shorter(centre: Centre) -> None:
    document = deposit(centre, pdf_of("un", "deux", "trois"))
    add_file(centre, document, pdf_of("annexe A", "annexe B"))
    work(centre)
    main = shown(centre, document).files[0]
    add_file(centre, document, pdf_of("court"), replaces=main.id)
    work(centre)
    assert page_texts(centre, document) == ["court", "annexe A", "annexe B"]
    assert centre.documents.page(LIBRARIAN, document, 3).page.number == 2
    assert found(centre, "trois") == set()
    assert_sound(centre)


def test_only_a_file_in_use_can_be_replaced(centre: Centre) -> None:
    document = deposit(centre)
    (old,) = shown(centre, document).files
    add_file(centre, document, b"deuxieme", replaces=old.id)
    with pytest.raises(NotFound, match="file-unknown"):
        add_file(centre, document, b"troisieme", replaces=old.id)


def test_a_work_without_a_file_is_found_by_its_description(centre: Centre) -> None:
    document = centre.documents.create(
        LIBRARIAN, {"title_ar": "سجل ورقي", "shelf_mark": "ARCH-12", "symbol": "CCPR/C/MAR/CO/6"}
    )
    work(centre)
    assert found(centre, "ورقي") == found(centre, "symbol:CCPR/C/MAR/CO/6") == {document}
    assert found(centre, "ARCH-12") == {document}
    assert_sound(centre)
    add_file(centre, document, pdf_of("Enfin numérisé"))
    work(centre)
    assert found(centre, "numérisé") == {document}


def test_a_work_without_a_file_needs_a_title(centre: Centre) -> None:
    with pytest.raises(Invalid, match="title-missing"):
        centre.documents.create(LIBRARIAN, {"abstract": "sans titre"})


def test_a_file_beyond_the_limit_is_refused_and_not_kept(home: Path) -> None:
    centre = new_centre(home, max_file_megabytes=1)
    with pytest.raises(Invalid) as refused:
        deposit(centre, b"x" * 1_000_001)
    assert refused.value.facts == {"megabytes": 1}
    assert list(centre.store.keys()) == []
    assert list((home / "uploads" / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [
        ("../../etc/passwd", "passwd"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("r\udce9sum\udce9.txt", "rsum.txt"),
        ("", "document"),
        ("é" * 300 + ".pdf", "é" * 251 + ".pdf"),
    ],
)
def test_dangerous_names_are_shown_tamed(centre: Centre, name: str, shown_as: str) -> None:
    assert shown(centre, deposit(centre, name=name)).file_name == shown_as


def test_more_results_than_a_statement_has_room_for(centre: Centre) -> None:
    with centre.transactions.write(LIBRARIAN, "test") as session:
        session.add_all(
            Document(title_fr=f"Dahir {number}", state=DocumentState.INDEXING)
            for number in range(1200)
        )
    work(centre)
    result = answer(centre, "dahir", per_page=1000)
    assert (result.total, len(result.found)) == (1200, 1000)


def test_what_an_interrupted_deposit_left_goes_after_an_hour(centre: Centre) -> None:
    document = deposit(centre, b"garde")
    strays = [centre.store.keep(io.BytesIO(text), limit=99).sha256 for text in (b"a", b"b")]
    for sha256 in (strays[0], shown(centre, document).files[0].sha256):
        os.utime(centre.store.path(sha256), (0, 0))
    stop = Event()
    worker = Thread(target=centre.worker.run, args=(stop,))
    worker.start()
    while worker.is_alive() and found(centre, "garde") != {document}:
        time.sleep(0.05)
    stop.set()
    worker.join()
    kept = {shown(centre, document).files[0].sha256, strays[1]}
    assert set(centre.store.keys()) == kept
