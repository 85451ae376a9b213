"""That the measurements run; what they measure is nobody's test."""

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


def bench(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", *options],
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


def test_missing_material_is_said(tmp_path: Path) -> None:
    answer = bench("--data", str(tmp_path / "nowhere"))
    assert answer.returncode == 2
    assert "nowhere" in answer.stderr
