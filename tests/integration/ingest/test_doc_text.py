"""Legacy Word files: read by LibreOffice where it is installed, named where it is not."""

import shutil
import subprocess
from pathlib import Path

import psutil
import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.doc_text import read_doc
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType, PageReading, Properties
from docsearch.ingest.receive import media_type
from tests.integration.ingest.format_samples import ARABIC, FRENCH, LEGACY_WORD, docx_of


@pytest.fixture(scope="module")
def legacy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .doc that LibreOffice itself has written."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: sudo apt-get install libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("doc")
    (folder / "lettre.docx").write_bytes(docx_of(*FRENCH, *ARABIC, title="Titre du rapport"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "doc", "--outdir", folder, "lettre.docx"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return folder / "lettre.doc"


@pytest.mark.slow
def test_a_legacy_file_is_read(legacy: Path) -> None:
    assert media_type(legacy) == MediaType.DOC
    properties, *sections = run_isolated(read_doc, legacy, 1, 100, limits=Limits())
    assert isinstance(properties, Properties)
    assert properties.title == "Titre du rapport"
    text = "\n\n".join(one.text for one in sections if isinstance(one, PageReading))
    assert text.split("\n\n") == [*FRENCH, *ARABIC]


@pytest.mark.slow
def test_a_reading_that_is_stopped_stops_the_converter(legacy: Path) -> None:
    before = _converters()
    with pytest.raises(ExtractionFailed) as failure:
        list(run_isolated(read_doc, legacy, 1, 100, limits=Limits(wall_seconds=0.4)))
    assert failure.value.reason is FailureReason.TOO_SLOW
    _, alive = psutil.wait_procs(_converters() - before, timeout=10)
    assert alive == []


def _converters() -> set[psutil.Process]:
    return {one for one in psutil.process_iter(["name"]) if one.info["name"] == "soffice.bin"}


@pytest.mark.slow
def test_a_broken_legacy_file_is_damaged(legacy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "coupe.doc"
    broken.write_bytes(legacy.read_bytes()[:9000])
    with pytest.raises(ExtractionFailed) as failure:
        list(run_isolated(read_doc, broken, 1, 100, limits=Limits()))
    assert failure.value.reason is FailureReason.DAMAGED


def test_without_the_converter_the_reason_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "lettre.doc"
    file.write_bytes(LEGACY_WORD + bytes(504) + "WordDocument".encode("utf-16-le"))
    with pytest.raises(ExtractionFailed) as failure:
        list(read_doc(file, 1, 100))
    assert failure.value.reason is FailureReason.CONVERTER_MISSING
