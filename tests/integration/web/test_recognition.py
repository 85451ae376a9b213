"""What the screens say of scanned pages."""

import io

import pytest

from docsearch.services.centre import Centre
from docsearch.services.page_recognition import PageRecognitionService
from tests.factories import deposit, shown, work
from tests.integration.ingest.scan_samples import ARABIC, FRENCH, png
from tests.integration.web.conftest import Visitor


def test_the_screens_follow_a_scan_until_it_is_read(
    centre: Centre,
    librarian: Visitor,
    stranger: Visitor,
    models: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = deposit(centre, png(FRENCH), name="scan.png", access="public")
    with monkeypatch.context() as patch:
        patch.setattr(PageRecognitionService, "recognise_next", lambda _: False)
        work(centre)
    following = f"/fr/deposer/suivi?id={document}"
    waiting = librarian.get(following)
    assert "Refresh" in waiting.headers
    assert waiting.text.count("<progress") == 2
    assert "<progress" in librarian.get(f"/fr/documents/{document}").text
    assert "<progress" not in stranger.get(f"/fr/documents/{document}").text
    work(centre)
    read = librarian.get(following)
    assert "Refresh" not in read.headers
    assert read.text.count("<progress") == 1


def test_the_form_takes_the_language_of_scanned_pages(centre: Centre, librarian: Visitor) -> None:
    form = librarian.get("/fr/deposer").text
    for language in ("", "fr", "ar", "fr+ar"):
        assert f'name="recognition_language" type="radio" value="{language}"' in form
    sent = librarian.send(
        "/fr/deposer",
        files=[(io.BytesIO(png(ARABIC[:1])), "scan.png")],
        access="internal",
        recognition_language="ar",
    )
    document = int(sent.headers["Location"].rpartition("=")[2])
    assert shown(centre, document).recognition_language == "ar"
