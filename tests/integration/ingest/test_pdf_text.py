"""What pypdf makes of sound, locked, damaged and hostile files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.pdf.reader import read_pdf
from docsearch.ingest.readings import PageReading, Properties
from tests.integration.ingest import pdf_samples

SOUND = pdf_samples.pdf_of("Article premier\nTous les êtres humains", "Article 2", "Article 3")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple[Properties, list[PageReading]]]:
    def read(
        content: bytes, first_page: int = 1, page_limit: int = 50
    ) -> tuple[Properties, list[PageReading]]:
        file = tmp_path / "received"
        file.write_bytes(content)
        pages: list[PageReading] = []
        properties = Properties(0)
        for item in read_pdf(file, first_page, page_limit):
            if isinstance(item, Properties):
                assert not pages
                properties = item
            else:
                pages.append(replace(item, text=item.text.strip()))
        return properties, pages

    return read


Read = Callable[..., tuple[Properties, list[PageReading]]]


def test_pages_come_in_order_with_their_text(read: Read) -> None:
    properties, pages = read(SOUND)
    assert properties == Properties(page_count=3)
    assert [(page.number, page.label) for page in pages] == [(1, "1"), (2, "2"), (3, "3")]
    assert pages[0].text == "Article premier\nTous les êtres humains"


def test_reading_resumes_where_it_stopped(read: Read) -> None:
    properties, pages = read(SOUND, first_page=3)
    assert properties.page_count == 3
    assert [(page.number, page.text) for page in pages] == [(3, "Article 3")]


def test_properties_are_read(read: Read) -> None:
    information = {"Title": "حقوق الإنسان", "Author": "Zoé", "CreationDate": "D:20160930120000Z"}
    properties, _ = read(pdf_samples.pdf_of("a", information=information))
    assert properties == Properties(1, "حقوق الإنسان", "Zoé", PartialDate(2016, 9, 30))


def test_a_wrong_date_loses_no_other_property(read: Read) -> None:
    information = {"Title": "Rapport", "CreationDate": "hier"}
    properties, _ = read(pdf_samples.pdf_of("a", information=information))
    assert properties == Properties(1, "Rapport")


def test_pages_keep_their_labels(read: Read) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>"
    _, pages = read(pdf_samples.pdf_of("a", "b", "c", catalog=labels))
    assert [page.label for page in pages] == ["i", "ii", "1"]


def test_letters_drawn_twice_are_read_once(read: Read) -> None:
    _, pages = read(pdf_samples.pdf_of("CCOODDEE DDEE LLAA FFAAMMIILLLLEE\nle mot aller\n22"))
    assert pages[0].text == "CODE DE LA FAMILLE\nle mot aller\n22"


def test_pages_without_text_are_pages(read: Read) -> None:
    _, pages = read(pdf_samples.pdf_of("", ""))
    assert [(page.text, page.note) for page in pages] == [("", ""), ("", "")]


def test_a_page_that_fails_leaves_the_others(read: Read) -> None:
    _, pages = read(pdf_samples.one_bad_page("Avant", "Après"))
    assert [page.text for page in pages] == ["Avant", "", "Après"]
    assert [bool(page.note) for page in pages] == [False, True, False]


def test_an_empty_password_opens(read: Read) -> None:
    _, pages = read(pdf_samples.encrypted(SOUND, user_password=""))
    assert pages[1].text == "Article 2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf_samples.encrypted(SOUND, user_password="secret"), FailureReason.ENCRYPTED),
        (b"%PDF-1.7\n", FailureReason.DAMAGED),
        (SOUND[: len(SOUND) // 2], FailureReason.DAMAGED),
        (pdf_samples.pdf_of(), FailureReason.DAMAGED),
        (pdf_samples.repeated(51), FailureReason.TOO_MANY_PAGES),
        (pdf_samples.repeated(10_000), FailureReason.TOO_MANY_PAGES),
        (pdf_samples.circular_page_tree(), FailureReason.DAMAGED),
        (pdf_samples.deep_page_tree(), FailureReason.DAMAGED),
        (pdf_samples.nested_arrays(), FailureReason.DAMAGED),
        (pdf_samples.flate_bomb(200), FailureReason.DAMAGED),
        (pdf_samples.pdf_of("x" * 2_000_000), FailureReason.TOO_LARGE),
    ],
    ids=[
        "password",
        "header",
        "half",
        "no-page",
        "51-pages",
        "10000-pages",
        "circle",
        "deep-tree",
        "nested-arrays",
        "bomb",
        "endless-page",
    ],
)
def test_what_cannot_be_read_has_its_reason(
    read: Read, content: bytes, reason: FailureReason
) -> None:
    with pytest.raises(ExtractionFailed) as failure:
        read(content)
    assert failure.value.reason == reason


@pytest.mark.parametrize(
    "content",
    [pdf_samples.self_calling_form(), pdf_samples.nested_dictionary()],
    ids=["form", "dictionary"],
)
def test_harmless_traps_are_passed_by(read: Read, content: bytes) -> None:
    _, pages = read(content)
    assert [page.text for page in pages] == [""]


def test_a_damaged_table_of_objects_is_rebuilt(read: Read) -> None:
    position = SOUND.rindex(b"startxref")
    _, pages = read(SOUND[:position] + b"startxref\n7\n%%EOF\n")
    assert [page.text for page in pages][1:] == ["Article 2", "Article 3"]
