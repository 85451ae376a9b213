"""A worker killed while it recognises pages: the next one goes on at that page."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docsearch.domain.documents import RecognitionState
from docsearch.models import Page, PageText
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, found, page_texts
from tests.integration.ingest.scan_samples import tiff
from tests.integration.services.worker_process import worker_process

pytestmark = pytest.mark.slow

SUBJECTS = ("logement", "santé", "justice", "travail", "environnement", "culture")


def wait(condition: Callable[[], bool], *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.01)


def recognised(centre: Centre) -> int:
    with centre.transactions.read() as session:
        done = select(func.count(Page.id)).where(Page.recognition == RecognitionState.DONE)
        return session.scalar(done) or 0


def test_kills_while_pages_are_recognised_lose_nothing(
    centre: Centre, home: Path, models: object
) -> None:
    pages = [(f"Le rapport traite du droit au {subject}",) for subject in SUBJECTS]
    document = deposit(centre, tiff(*pages), name="scan.tif")
    before = 0
    for aim in (1, 2, 4):
        with worker_process(home):
            wait(lambda aim=aim: recognised(centre) >= aim)  # type: ignore[misc]
        assert recognised(centre) >= before
        before = recognised(centre)
    with worker_process(home):
        wait(lambda: recognised(centre) == len(SUBJECTS) and centre.health.waiting() == 0)
    for subject, text in zip(SUBJECTS, page_texts(centre, document), strict=True):
        assert subject in text
    with centre.transactions.read() as session:
        # The empty text of the file and the recognised one: nothing was stored twice.
        assert session.scalar(select(func.max(PageText.version))) == 2
    progress = centre.recognition.progress(LIBRARIAN, [document])
    assert (progress.done, progress.waiting, progress.failed) == (len(SUBJECTS), 0, 0)
    assert found(centre, "culture") == {document}
    assert_sound(centre)
