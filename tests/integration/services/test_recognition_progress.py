"""What is told of the recognition of a document is about that document."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from docsearch.domain.documents import RecognitionState
from docsearch.domain.permissions import SYSTEM
from docsearch.models import ChangeRecord
from docsearch.models.base import now
from docsearch.services.centre import Centre
from docsearch.services.recognition import RecognitionProgress
from docsearch.services.recognition_queue import PAGE_STORED
from tests.factories import LIBRARIAN, deposit, new_centre, work
from tests.integration.ingest.scan_samples import FRENCH, pdf, png
from tests.integration.services.doubtful_pages import doubt


@pytest.fixture
def centre(home: Path, tmp_path: Path) -> Centre:
    """Return a centre whose worker leaves scanned pages waiting."""
    return new_centre(home, ocr_models=tmp_path / "none")


@pytest.fixture
def progress(home: Path, centre: Centre) -> Callable[..., RecognitionProgress]:
    """Give what a centre with models would tell of the same pages."""
    (folder := home / "models").mkdir()
    for name in ("ara", "fra", "osd"):
        (folder / f"{name}.traineddata").touch()
    able = new_centre(home, ocr_models=folder)
    return lambda *documents: able.recognition.progress(LIBRARIAN, documents or None)


@pytest.fixture
def scans(centre: Centre) -> list[int]:
    """Return three scans of one, two and one pages that wait in this order."""
    contents = [(png(FRENCH), "a.png"), (pdf(FRENCH, FRENCH), "b.pdf"), (png(FRENCH[:1]), "c.png")]
    documents = [deposit(centre, content, name=name) for content, name in contents]
    work(centre)
    return documents


def begun(centre: Centre, document: int) -> None:
    doubt(centre, document, 1, recognition_attempts=1)


def test_the_page_at_work_is_one_of_the_document(
    centre: Centre, progress: Callable[..., RecognitionProgress], scans: list[int]
) -> None:
    first, second, third = scans
    begun(centre, first)
    assert progress().at_work == progress(first).at_work == (first, 1)
    assert progress(second).at_work is None
    assert progress(second, third).at_work is None


def test_what_goes_before_is_told_and_its_time_counted(
    centre: Centre, progress: Callable[..., RecognitionProgress], scans: list[int]
) -> None:
    first, _, third = scans
    every, a_page = progress(), progress(first).seconds_left
    assert a_page
    assert (every.waiting, every.before, every.seconds_left) == (4, 0, 4 * a_page)
    told = [(one.waiting, one.before, one.seconds_left) for one in map(progress, scans)]
    assert told == [(1, 0, a_page), (2, 1, 3 * a_page), (1, 3, 4 * a_page)]
    assert (progress(first, third).waiting, progress(first, third).before) == (2, 2)
    doubt(centre, third, 1, recognition=RecognitionState.ORDERED)
    told = [(one.waiting, one.before, one.seconds_left) for one in map(progress, scans)]
    assert told == [(1, 1, 2 * a_page), (2, 2, 4 * a_page), (1, 0, a_page)]


def test_nothing_is_left_of_what_was_never_scanned(
    centre: Centre, progress: Callable[..., RecognitionProgress], scans: list[int]
) -> None:
    text = deposit(centre)
    work(centre)
    told = progress(text)
    assert (told.waiting, told.before, told.seconds_left) == (0, 0, None)
    assert not told.under_way


def test_a_page_takes_as_long_as_the_last_ones_did(
    centre: Centre, progress: Callable[..., RecognitionProgress], scans: list[int]
) -> None:
    began = now() - timedelta(hours=1)
    with centre.transactions.write(SYSTEM, "test") as session:
        for seconds in (0, 20, 40, 60, 80, 600):
            at = began + timedelta(seconds=seconds)
            session.add(ChangeRecord(at=at, actor="worker", action=PAGE_STORED))
    assert progress(scans[0]).seconds_left == 20
