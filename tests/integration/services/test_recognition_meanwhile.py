"""What people do while a page is recognised counts more than what was found in the meantime."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docsearch.domain.documents import DocumentState
from docsearch.ingest.readings import PageReading
from docsearch.ingest.recognition.recognise import RecognitionModels, recognise
from docsearch.services import page_recognition
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, found, shown, work
from tests.integration.ingest.scan_samples import FRENCH, png


@pytest.fixture(autouse=True)
def models(models: RecognitionModels) -> RecognitionModels:
    """Every test of this module needs them."""
    return models


def during_the_first_page(
    monkeypatch: pytest.MonkeyPatch, happening: Callable[[], object]
) -> list[str]:
    """Have something happen while the first page is recognised; return the languages tried."""
    languages: list[str] = []

    def recognising(path: Path, kind: Any, number: int, language: str, *others: Any) -> PageReading:
        languages.append(language)
        if len(languages) == 1:
            happening()
        return recognise(path, kind, number, language, *others)

    monkeypatch.setattr(page_recognition, "recognise", recognising)
    return languages


def test_an_order_given_while_the_page_is_recognised_is_followed(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, png(FRENCH), name="scan.png")
    work(centre)

    def order(language: str) -> None:
        centre.recognition.order_page(LIBRARIAN, document, 1, language=language)

    order("ar")
    languages = during_the_first_page(monkeypatch, lambda: order("fr"))
    work(centre)
    assert languages == ["ar", "fr"]
    assert found(centre, "ratifier") == {document}


def test_a_file_added_while_an_empty_page_is_recognised_is_read(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = deposit(centre, png(("",)), name="scan.png")

    def add() -> None:
        centre.documents.add_file(LIBRARIAN, document, "a.txt", io.BytesIO(b"Le safran"))

    during_the_first_page(monkeypatch, add)
    work(centre)
    assert shown(centre, document).state is DocumentState.INDEXED
    assert found(centre, "safran") == {document}
    assert_sound(centre)
