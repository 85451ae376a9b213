"""That the measurements run; what they measure is nobody's test."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
TABLES = (
    "PDF files",
    "text files",
    "Building the index",
    "Search requests",
    "Memory of the worker",
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


@pytest.mark.slow
def test_every_table_is_printed(shared_data: Path) -> None:
    answer = bench("--data", str(shared_data), "--tiny")
    assert answer.returncode == 0, answer.stderr
    headings = [line for line in answer.stdout.splitlines() if line.startswith("### ")]
    for table in TABLES:
        assert any(table in heading for heading in headings), table


@pytest.mark.slow
def test_every_table_about_text_is_printed(shared_data: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed: sudo apt-get install poppler-utils")
    answer = bench("--data", str(shared_data), "--tiny", module="bench.text")
    assert answer.returncode == 0, answer.stderr
    headings = [line for line in answer.stdout.splitlines() if line.startswith("### ")]
    for table in TEXT_TABLES:
        assert any(table in heading for heading in headings), table


@pytest.mark.parametrize("module", ["bench", "bench.text"])
def test_missing_material_is_said(tmp_path: Path, module: str) -> None:
    answer = bench("--data", str(tmp_path / "nowhere"), module=module)
    assert answer.returncode == 2
    assert "nowhere" in answer.stderr
