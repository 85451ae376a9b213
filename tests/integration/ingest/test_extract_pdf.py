"""PDFs through their confined process: what pdfium does not survive, what a person asks for."""

from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason, Notice, TextMethod
from docsearch.ingest.extract import extract
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.pdf.reread import reread
from docsearch.ingest.readings import Heading, MediaType, PageReading, Properties
from tests.integration.ingest import pdf_samples

LIMITS = Limits(wall_seconds=60, cpu_seconds=30, memory_bytes=800_000_000)

LAYER, FALLBACK = TextMethod.LAYER, TextMethod.FALLBACK


def extracted(
    folder: Path, content: bytes, *, first_page: int = 1
) -> tuple[Properties, list[PageReading]]:
    file = folder / "received"
    file.write_bytes(content)
    first, *pages = extract(file, MediaType.PDF, LIMITS, first_page)
    assert isinstance(first, Properties)
    return first, [page for page in pages if isinstance(page, PageReading)]


def test_the_page_that_ends_pdfium_is_read_by_pypdf(tmp_path: Path) -> None:
    content = pdf_samples.nested_marks("Article premier", "!Article deux", "Article trois")
    properties, pages = extracted(tmp_path, content)
    assert properties.page_count == 3
    assert [(page.number, page.method) for page in pages] == [(1, LAYER), (2, FALLBACK), (3, LAYER)]
    assert [page.text.strip() for page in pages] == [
        "Article premier",
        "Article deux",
        "Article trois",
    ]


def test_after_three_deaths_pypdf_reads_the_rest(tmp_path: Path) -> None:
    content = pdf_samples.nested_marks("un", "!deux", "!trois", "!quatre", "cinq", "!six")
    _, pages = extracted(tmp_path, content)
    assert [page.text.strip() for page in pages] == ["un", "deux", "trois", "quatre", "cinq", "six"]
    assert [page.method for page in pages] == [LAYER, *[FALLBACK] * 5]


def test_reading_resumes_at_the_page_that_ends_pdfium(tmp_path: Path) -> None:
    _, pages = extracted(tmp_path, pdf_samples.nested_marks("un", "!deux", "trois"), first_page=2)
    assert [(page.number, page.method) for page in pages] == [(2, FALLBACK), (3, LAYER)]


@pytest.mark.parametrize("method", [TextMethod.LAYER, TextMethod.POSITIONS, TextMethod.FALLBACK])
def test_a_page_is_read_again_by_the_extractor_asked_for(
    tmp_path: Path, method: TextMethod
) -> None:
    file = tmp_path / "received"
    file.write_bytes(pdf_samples.pdf_of("Article premier", "Article deux"))
    page = reread(file, 2, method, LIMITS)
    assert (page.number, page.label, page.method) == (2, "2", method)
    assert page.text.strip() == "Article deux"


def test_a_page_that_ends_the_extractor_asked_for_has_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "received"
    file.write_bytes(pdf_samples.nested_marks("!un"))
    with pytest.raises(ExtractionFailed) as failure:
        reread(file, 1, TextMethod.POSITIONS, LIMITS)
    assert failure.value.reason == FailureReason.CRASHED
    assert reread(file, 1, TextMethod.FALLBACK, LIMITS).text.strip() == "un"


def test_the_table_of_contents_is_kept(tmp_path: Path) -> None:
    properties, _ = extracted(tmp_path, pdf_samples.with_outline("Titre", "Chapitre premier"))
    assert properties.outline == (Heading(1, "Titre", 1), Heading(2, "Chapitre premier", 2))


def test_an_endless_table_of_contents_ends(tmp_path: Path) -> None:
    properties, pages = extracted(tmp_path, pdf_samples.circular_outline())
    assert len(pages) == 1
    assert len(properties.outline) <= 2_000


SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    ("catalog", "notices"),
    [
        ("", set()),
        (f"/OpenAction {SCRIPT}", {Notice.JAVASCRIPT}),
        (f"/AA << /WC {SCRIPT} >>", {Notice.JAVASCRIPT}),
        (f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>", {Notice.JAVASCRIPT}),
        ("/OpenAction << /S /GoTo /D [4 0 R /Fit] >>", set()),
        (
            "/Names << /EmbeddedFiles << /Names [(a.txt) << /Type /Filespec >>] >> >>",
            {Notice.ATTACHMENTS},
        ),
        ("/Names << /EmbeddedFiles << /Names [] >> >>", set()),
        (
            "/AcroForm << /SigFlags 3 /Fields [<< /FT /Sig /T (s) /V << /Type /Sig >> >>] >>",
            {Notice.SIGNED},
        ),
        ("/AcroForm << /Fields [<< /FT /Sig /T (s) >>] >>", set()),
        ("/AcroForm 7 /Names [1] /OpenAction (x) /AA 3", set()),
    ],
    ids=[
        "plain",
        "opening",
        "event",
        "named",
        "jump",
        "attached",
        "none-attached",
        "signed",
        "unsigned",
        "broken",
    ],
)
def test_what_staff_should_know_is_told(tmp_path: Path, catalog: str, notices: set[Notice]) -> None:
    properties, pages = extracted(tmp_path, pdf_samples.pdf_of("a", catalog=catalog))
    assert properties.notices == notices
    assert pages[0].text == "a"
