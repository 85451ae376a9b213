"""From a file to batches of pages with languages, citations and a proposal."""

from pathlib import Path

import psutil
import pytest

from docsearch.domain.documents import FailureReason, TextMethod
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.identify import combine_languages
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import WINDOW_PAGES, read
from docsearch.ingest.readings import Batch, MediaType, PageReading
from docsearch.ingest.receive import receive
from tests.integration.ingest import pdf_samples

LIMITS = Limits(wall_seconds=60, cpu_seconds=30, pages=500)


def batches(
    folder: Path, content: bytes, *, first_page: int = 1, limits: Limits = LIMITS
) -> list[Batch]:
    file = folder / "0badc0de"
    file.write_bytes(content)
    return list(read(file, receive(file, limits), "Rapport.pdf", limits, first_page=first_page))


def pages_of(found: list[Batch]) -> list[PageReading]:
    return [page for batch in found for page in batch.pages]


def book(page_count: int) -> bytes:
    return pdf_samples.pdf_of(
        *(
            f"Rapport du Conseil national\nPage {number} parle du sujet {number * 7}\n"
            f"et renvoie au document A/HRC/{number}/6 du Conseil des droits de l'homme\n"
            f"avant de finir sur le mot {number * 13}.\n{number}"
            for number in range(1, page_count + 1)
        ),
        information={"Title": "Rapport annuel du Conseil", "Author": "CNDH"},
    )


def test_a_pdf_becomes_pages(tmp_path: Path) -> None:
    (batch,) = batches(tmp_path, book(5))
    assert batch.properties.page_count == 5
    page = batch.pages[2]
    assert (page.number, page.label, page.method) == (3, "3", TextMethod.LAYER)
    assert page.text.startswith("Page 3 parle")
    assert page.text.endswith("mot 39.")
    assert [guess.code for guess in page.languages] == ["fr"]
    (citation,) = page.citations
    assert citation.key == "A/HRC/3/6"
    assert page.text[citation.start : citation.end] == "A/HRC/3/6"
    assert batch.proposal is not None
    assert batch.proposal.title == "Rapport annuel du Conseil"
    assert batch.proposal.authors == ("CNDH",)


def test_windows_do_not_depend_on_where_reading_resumes(tmp_path: Path) -> None:
    whole = batches(tmp_path, book(2 * WINDOW_PAGES + 5))
    assert [len(batch.pages) for batch in whole] == [WINDOW_PAGES, WINDOW_PAGES + 5]
    resumed = batches(tmp_path, book(2 * WINDOW_PAGES + 5), first_page=WINDOW_PAGES + 1)
    assert pages_of(resumed) == list(whole[1].pages)
    assert resumed[0].proposal is None


def test_nothing_is_left_to_read_after_the_last_page(tmp_path: Path) -> None:
    assert batches(tmp_path, book(3), first_page=4) == []


def test_a_text_becomes_sections(tmp_path: Path) -> None:
    french = "Le Comité recommande à l'État partie d'agir sans délai.\n"
    arabic = "توصي اللجنة الدولة الطرف باتخاذ التدابير اللازمة دون إبطاء.\n"
    content = "Observations finales\n\n" + french * 80 + arabic * 80
    found = batches(tmp_path, content.encode("utf-16"))
    pages = pages_of(found)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert pages[0].label.startswith("Observations finales Le Comité")
    languages = combine_languages((page.languages, page.letters) for page in pages)
    assert {guess.code for guess in languages} == {"fr", "ar"}
    assert found[0].proposal is not None
    assert found[0].proposal.title == "Observations finales"


def test_nuls_and_surrogates_do_not_reach_the_pages(tmp_path: Path) -> None:
    content = b"Libert\xc3\xa9\x00 d'expression \xed\xa0\x80 et d'opinion\x00, en tous lieux"
    (page,) = pages_of(batches(tmp_path, content))
    assert page.text == "Liberté d'expression et d'opinion, en tous lieux"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FailureReason.EMPTY),
        (b"GIF89a" + bytes(range(256)), FailureReason.UNSUPPORTED),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), FailureReason.DAMAGED),
        (b"PK\x05\x06" + bytes(18), FailureReason.UNSUPPORTED),
        (pdf_samples.nested_arrays(), FailureReason.DAMAGED),
        (pdf_samples.flate_bomb(200), FailureReason.DAMAGED),
        (pdf_samples.encrypted(book(1), user_password="x"), FailureReason.ENCRYPTED),
        (pdf_samples.repeated(501), FailureReason.TOO_MANY_PAGES),
    ],
    ids=["empty", "gif", "png", "archive", "arrays", "bomb", "locked", "501-pages"],
)
def test_what_gives_no_text_has_its_reason(
    tmp_path: Path, content: bytes, reason: FailureReason
) -> None:
    with pytest.raises(ExtractionFailed) as failure:
        batches(tmp_path, content)
    assert failure.value.reason == reason


@pytest.mark.parametrize(
    "content",
    [b"   \n\n \x00", pdf_samples.pdf_of("", ""), pdf_samples.self_calling_form()],
    ids=["blank", "scan", "form"],
)
def test_pages_without_a_letter_are_pages(tmp_path: Path, content: bytes) -> None:
    # Whether their document has text elsewhere is not known here.
    assert sum(page.letters for page in pages_of(batches(tmp_path, content))) == 0


def test_limits_stop_the_reading(tmp_path: Path) -> None:
    with pytest.raises(ExtractionFailed) as failure:
        batches(tmp_path, book(200), limits=Limits(wall_seconds=0.01))
    assert failure.value.reason == FailureReason.TOO_SLOW
    with pytest.raises(ExtractionFailed) as failure:
        batches(tmp_path, pdf_samples.flate_bomb(70), limits=Limits(memory_bytes=120_000_000))
    assert failure.value.reason == FailureReason.TOO_MUCH_MEMORY


@pytest.mark.slow
def test_two_thousand_pages_are_never_held_together(tmp_path: Path) -> None:
    file = tmp_path / "long"
    filling = "\n".join(f"Une ligne de plus dans la page, la {line}e." for line in range(60))
    file.write_bytes(
        pdf_samples.pdf_of(*(f"Page {number}\n{filling}" for number in range(1, 2_001)))
    )
    reading = read(file, MediaType.PDF, "long.pdf", Limits())
    next(reading)
    this = psutil.Process()
    before, most = this.memory_info().rss, 0
    count = WINDOW_PAGES
    for batch in reading:
        count += len(batch.pages)
        most = max(most, this.memory_info().rss)
    assert count == 2_000
    assert most - before < 20_000_000
