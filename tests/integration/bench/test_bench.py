"""That the measurements run; what they measure is nobody's test."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
TABLES = (
    "PDF files",
    "text files",
    "Memory of the worker",
)
SEARCH_TABLES = (
    "Building the index, 50 pages",
    "Search by kind of query",
    "All queries",
    "is put and found",
    "Building the index from the database",
    "Whole search requests",
    "JSON answers through HTTP",
    "found through HTTP",
)

TEXT_TABLES = (
    "Text of born-digital PDFs",
    "Where docsearch reads worst",
    "Real French PDFs against pdftotext",
    "Pages of text PDFs per second",
    "Pages whose text cannot be used",
    "hits of their title",
    "Language told rightly",
    "lam-alef",
    "broken PDFs",
)


def bench(*options: str, module: str = "bench") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *options],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def headings_of(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """Return what stands above the tables of a bench that ended well."""
    assert answer.returncode == 0, answer.stderr
    return [line for line in answer.stdout.splitlines() if line.startswith("### ")]


def assert_printed(tables: Iterable[str], answer: subprocess.CompletedProcess[str]) -> None:
    headings = headings_of(answer)
    for table in tables:
        assert any(table in heading for heading in headings), table


@pytest.mark.slow
def test_every_table_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny")
    assert_printed(TABLES, answer)


@pytest.mark.slow
def test_every_table_about_search_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny", module="bench.search")
    assert_printed(SEARCH_TABLES, answer)


@pytest.mark.slow
def test_every_table_about_relevance_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny", module="bench.relevance")
    assert_printed(
        ("ARCD", "PIAF", "headlines", "subjects", "four words", "Tokens per second"), answer
    )
    assert "Lucene" in answer.stdout or "Lucene is skipped" in answer.stderr


@pytest.mark.slow
def test_every_table_about_text_is_printed(shared_data: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed: sudo apt-get install poppler-utils")
    answer = bench("--data", str(shared_data), "--tiny", module="bench.text")
    assert_printed(TEXT_TABLES, answer)


@pytest.mark.slow
def test_every_table_about_proposals_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny", module="bench.spelling")
    assert_printed(("Misspelt words", "What corrects them", "Names proposed"), answer)


@pytest.mark.slow
def test_every_table_about_the_other_language_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny", module="bench.relevance_across")
    assert headings_of(answer) == [
        "### Recommendations to their twins",
        "### Short queries to articles and targets",
    ]


@pytest.mark.parametrize(
    "module",
    [
        "bench",
        "bench.search",
        "bench.spelling",
        "bench.text",
        "bench.relevance",
        "bench.relevance_across",
    ],
)
def test_missing_material_is_said(tmp_path: Path, module: str) -> None:
    answer = bench("--data", str(tmp_path / "nowhere"), module=module)
    assert answer.returncode == 2
    assert "nowhere" in answer.stderr
