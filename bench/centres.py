"""Centres to measure, in temporary folders, and the quick way to fill one with a corpus."""

import hashlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.orm import Session

from bench.corpus import Work
from docsearch.app import create_centre
from docsearch.config import Settings
from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import DocumentState
from docsearch.domain.permissions import SYSTEM
from docsearch.ingest.readings import PageReading
from docsearch.models import Collection, Document, DocumentFile, StoredFile
from docsearch.services.centre import Centre
from docsearch.services.page_texts import store_pages

_WORKS_AT_ONCE: Final = 200


def centre_in(home: Path) -> Centre:
    """Return the centre of the folder, created if needed; it only tells, on stderr, of errors."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    models = Settings.read(os.environ).ocr_models
    centre = create_centre(Settings(home=home, ocr_models=models))
    centre.vocabularies.ensure_types(SYSTEM)
    return centre


def fill(centre: Centre, works: Sequence[Work]) -> None:
    """Store works as if they had been read, ready to be indexed."""
    with centre.transactions.write(SYSTEM, "bench.collections") as session:
        for code in {work.collection for work in works}:
            session.merge(Collection(code=code, title_fr=code))
    for first in range(0, len(works), _WORKS_AT_ONCE):
        with centre.transactions.write(SYSTEM, "bench.fill") as session:
            for work in works[first : first + _WORKS_AT_ONCE]:
                _store(session, work)


def index(centre: Centre) -> None:
    """Index what waits, batch by batch as the worker does."""
    while centre.indexing.index_pending():
        pass


def work(centre: Centre) -> None:
    """Do everything that waits, as the worker does."""
    while centre.worker.work_once():
        pass


def _store(session: Session, work: Work) -> None:
    document = Document(
        access=AccessLevel.PUBLIC,
        collection_code=work.collection,
        date=PartialDate(work.year) if work.year else None,
        languages=[work.language],
        page_count=len(work.pages),
        state=DocumentState.INDEXING,
        type_code=work.type,
    )
    setattr(document, f"title_{work.language}", work.title)
    session.add(document)
    session.flush()
    file = file_of(session, document, work.title)
    readings = [PageReading(number, str(number), text) for number, text in enumerate(work.pages, 1)]
    store_pages(session, file, readings, offset=0)


def file_of(session: Session, document: Document, name: str) -> DocumentFile:
    """Give the document a file, whose bytes are nowhere."""
    sha256 = hashlib.sha256(f"{document.id} {name}".encode()).hexdigest()
    session.add(StoredFile(sha256=sha256, size=0))
    session.flush()
    file = DocumentFile(document_id=document.id, sha256=sha256, name=name[:255])
    session.add(file)
    session.flush()
    return file
