"""Every format on its whole way: deposited, read, found, shown."""

from typing import Final

import pytest

from docsearch.domain.documents import DocumentState, FailureReason
from docsearch.services.centre import Centre
from tests.factories import READER, assert_sound, deposit, found, page_texts, shown, work
from tests.integration.ingest.format_samples import (
    docx_of,
    epub_of,
    html_of,
    mail_of,
    odt_of,
    picture_of,
    rtf_of,
    zip_of,
)

FRENCH: Final = "Le girofle et le safran sont nommés dans le rapport de la Délégation"
ARABIC: Final = "ذُكر القرنفل والزعفران في التقرير الوطني للمندوبية الوزارية"
FORMATS: Final = {
    "docx": docx_of(FRENCH, ARABIC),
    "odt": odt_of(FRENCH, ARABIC),
    "rtf": rtf_of(FRENCH, ARABIC),
    "html": html_of(FRENCH, ARABIC),
    "epub": epub_of(FRENCH, ARABIC),
    "eml": mail_of(ARABIC, subject=FRENCH),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_deposited_file_is_found_in_both_languages(centre: Centre, name: str) -> None:
    document = deposit(centre, FORMATS[name], name=f"rapport.{name}")
    work(centre)
    record = shown(centre, document)
    assert (record.state, record.failure_detail) == (DocumentState.INDEXED, "")
    assert found(centre, "girofle") == found(centre, "القرنفل") == {document}
    assert record.title == FRENCH
    assert set(record.languages) == {"fr", "ar"}
    (text,) = page_texts(centre, document)
    assert FRENCH in text
    assert record.files[0].outline[0][1:] == [FRENCH, 1]
    assert_sound(centre)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_shown(centre: Centre, kind: str) -> None:
    document = deposit(centre, picture_of("un", kind=kind), name="scan")
    work(centre)
    assert centre.page_images.image(READER, document, 1).is_file()


HOSTILE: Final = {
    "bombe.zip": (zip_of({"a": bytes(30_000_000)}), FailureReason.TOO_LARGE),
    "bombe.docx": (
        zip_of({"[Content_Types].xml": "", "word/document.xml": bytes(30_000_000)}),
        FailureReason.TOO_LARGE,
    ),
    "vide.zip": (zip_of({}), FailureReason.NOTHING_INSIDE),
    "lettre.docx": (
        zip_of({"[Content_Types].xml": "", "word/document.xml": "<w/>"}),
        FailureReason.DAMAGED,
    ),
    "livre.epub": (epub_of("x")[:-40], FailureReason.DAMAGED),
    "image.svg": (b"<svg xmlns='x'><script>1</script></svg>", FailureReason.UNSUPPORTED),
    "photo.jpg": (picture_of("x", kind="JPEG")[:500], FailureReason.DAMAGED),
}


def test_hostile_files_fail_with_their_reasons_and_hold_nobody_up(centre: Centre) -> None:
    documents = {
        name: deposit(centre, content, name=name) for name, (content, _) in HOSTILE.items()
    }
    good = deposit(centre)
    work(centre)
    reasons = {name: shown(centre, one).failure_reason for name, one in documents.items()}
    assert reasons == {name: reason for name, (_, reason) in HOSTILE.items()}
    assert shown(centre, good).state is DocumentState.INDEXED
    assert_sound(centre)
