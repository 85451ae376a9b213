"""A worker killed at any moment: every document is finished, none twice, none lost."""

import io
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

import psutil
import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import func, select

from docsearch.domain.documents import DocumentState
from docsearch.models import Document, Page, PageText
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, assert_sound, deposit, found, page_texts
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.services.worker_process import worker_process

pytestmark = pytest.mark.slow

KILLS: Final = 20
SHORT: Final = 60
LONG_PAGES: Final = 320
WORDS: Final = ("logement", "santé", "éducation", "justice", "travail", "environnement")


def long_pdf() -> bytes:
    """Return a PDF put together by pypdf, each page with its own word."""
    pages = pdf_of(*(f"Le rapport traite du sujet numéro mot{n}" for n in range(LONG_PAGES)))
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pages)).pages:
        writer.add_page(page)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.fixture
def pages(centre: Centre) -> dict[int, int]:
    """Deposit a mixed collection; return the number of pages that each document must get."""
    pages = {deposit(centre, long_pdf(), name="long.pdf"): LONG_PAGES}
    for number in range(SHORT):
        word = WORDS[number % len(WORDS)]
        text = f"Le droit à {word} dans le rapport {number} de l'État partie."
        if number % 3:
            pages[deposit(centre, text)] = 1
        else:
            count = 1 + number % 4
            content = pdf_of(*(f"{text}\nPage {page}" for page in range(count)))
            pages[deposit(centre, content, name=f"{number}.pdf")] = count
    (annexed,) = [one for one, count in pages.items() if count == LONG_PAGES]
    centre.documents.add_file(LIBRARIAN, annexed, "annexe.txt", io.BytesIO(b"L'annexe du long"))
    pages[annexed] += 1
    return pages


def wait(condition: Callable[[], bool], *, seconds: float = 45) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it takes too long"
        time.sleep(0.005)


def pages_read(centre: Centre) -> int:
    with centre.transactions.read() as session:
        return session.scalar(select(func.sum(Document.pages_read))) or 0


def wait_for_pages(centre: Centre, count: int) -> None:
    wait(lambda: pages_read(centre) >= count)


def wait_for_writing(home: Path, before: set[tuple[str, int]]) -> None:
    wait(lambda: _index_files(home) != before)


def finish(centre: Centre, home: Path) -> None:
    with worker_process(home):
        wait(lambda: centre.health.waiting() == 0)


def assert_each_once(centre: Centre, home: Path, pages: dict[int, int]) -> None:
    with centre.transactions.read() as session:
        states = {one.id: one.state for one in session.scalars(select(Document))}
        counted = select(Page.document_id, func.count(Page.id)).group_by(Page.document_id)
        stored = dict(iter(session.execute(counted)))
        versions = session.scalar(select(func.max(PageText.version)))
    assert states == dict.fromkeys(pages, DocumentState.INDEXED)
    assert stored == pages
    assert versions == 1
    statistics = WhooshEngine(home / "index").statistics()
    assert (statistics.documents, statistics.pages) == (len(pages), sum(pages.values()))
    assert_sound(centre)


def test_twenty_kills_at_random_moments_lose_nothing(
    centre: Centre, home: Path, pages: dict[int, int]
) -> None:
    chance = Random(20)
    progress = [0]
    for _ in range(KILLS):
        aim = progress[-1] + chance.randint(0, 15)
        with worker_process(home):
            wait_for_pages(centre, min(aim, sum(pages.values())))
            time.sleep(chance.uniform(0, 0.03))
        progress.append(pages_read(centre))
    # The kills hit the work, not the time before or after it.
    assert len(set(progress)) > KILLS / 2
    finish(centre, home)
    assert_each_once(centre, home, pages)
    for word in WORDS:
        assert len(found(centre, word)) == SHORT / len(WORDS)
    long = max(pages, key=lambda document: pages[document])
    assert found(centre, f"mot{LONG_PAGES - 1}") == found(centre, "annexe long") == {long}
    texts = page_texts(centre, long)
    assert all(text.endswith(f"mot{n}") for n, text in enumerate(texts[:-1]))


def test_kills_while_the_index_is_written_lose_nothing(
    centre: Centre, home: Path, pages: dict[int, int]
) -> None:
    finish(centre, home)
    chance = Random(7)
    for _ in range(6):
        centre.indexing.ask_again()
        before = _index_files(home)
        with worker_process(home):
            wait_for_writing(home, before)
            time.sleep(chance.uniform(0, 0.1))
    finish(centre, home)
    assert_each_once(centre, home, pages)
    assert len(found(centre, "santé")) == SHORT / len(WORDS)


def _index_files(home: Path) -> set[tuple[str, int]]:
    files = set()
    for path in (home / "index").rglob("*"):
        try:
            files.add((path.name, path.stat().st_mtime_ns))
        except FileNotFoundError:
            continue
    return files


def test_a_killed_worker_leaves_no_reader_behind(centre: Centre, home: Path) -> None:
    deposit(centre, long_pdf())
    with worker_process(home) as worker:
        process = psutil.Process(worker.pid)
        wait(lambda: bool(process.children(recursive=True)))
        family = process.children(recursive=True)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
