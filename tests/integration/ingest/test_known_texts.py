"""PDFs by many producers whose text is known: words in their places, boxes on the words."""

import json
from pathlib import Path

import pytest

from bench.text_measures import ordered_f1
from docsearch.domain.documents import TextMethod
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import read
from docsearch.ingest.readings import PageReading
from docsearch.ingest.receive import receive

LIMITS = Limits(wall_seconds=60, cpu_seconds=30)

# Far below what is reached: these tell a broken extraction, the bench tells its quality.
FLOORS = {
    "cols_ar__weasyprint-amiri": 0.95,
    "cols_fr__pdflatex": 0.97,
    "hf_ar__lodocx-amiri": 0.93,
    "hyph_fr__weasyprint-amiri": 0.97,
    "lamalef_ar__lodocx-kacst": 0.95,
    "lamalef_ar__fpdf2-shaped": 0.95,
    "mixed__pango-cairo": 0.95,
    "news_ar__lohtml-noto": 0.95,
    "news_ar__reportlab-naive": 0.95,
    "news_ar__chromium-noto": 0.95,
    "numlat_ar__reportlab-visual": 0.95,
    "numlat_ar__chromium-amiri": 0.95,
    "table_ar__lodocx-amiri": 0.95,
    "table_fr__chromium-amiri": 0.97,
    "tashkeel_ar__xelatex-amiri": 0.95,
    "udhr_ar__lualatex-amiri": 0.95,
}


@pytest.fixture(scope="module")
def truths(shared_data: Path) -> dict[str, str]:
    folder = shared_data / "pdfs" / "truth"
    entries = json.loads((folder / "manifest.json").read_text())
    return {
        entry["file"].removesuffix(".pdf"): (folder / entry["truth"]).read_text()
        for entry in entries
    }


def pages_of(path: Path) -> list[PageReading]:
    return [
        page
        for batch in read(path, receive(path, LIMITS), path.name, LIMITS)
        for page in batch.pages
    ]


@pytest.mark.parametrize("name", FLOORS)
def test_words_come_in_their_places(shared_data: Path, truths: dict[str, str], name: str) -> None:
    pages = pages_of(shared_data / "pdfs" / "truth" / f"{name}.pdf")
    text = "\n".join(page.text for page in pages)
    assert ordered_f1(truths[name], text) >= FLOORS[name]
    for page in pages:
        words = [page.text[box.start : box.end] for box in page.boxes]
        assert len(words) >= 0.95 * len(page.text.split())
        assert not any(" " in word or "\n" in word for word in words)


def test_arabic_is_read_by_positions_and_french_by_its_layer(shared_data: Path) -> None:
    folder = shared_data / "pdfs" / "truth"
    (arabic,) = {page.method for page in pages_of(folder / "udhr_ar__lodocx-amiri.pdf")}
    (french,) = {page.method for page in pages_of(folder / "udhr_fr__lodocx-amiri.pdf")}
    assert (arabic, french) == (TextMethod.POSITIONS, TextMethod.LAYER)


def test_a_scan_is_pictured_and_a_printed_page_is_not(shared_data: Path) -> None:
    folder = shared_data / "pdfs" / "truth"
    assert all(page.unusable for page in pages_of(folder / "news_ar__chromium-amiri+scan.pdf"))
    pages = pages_of(folder / "news_ar__chromium-amiri.pdf")
    assert not any(page.pictured or page.unusable for page in pages)
