"""The only place where the parts of the centre are wired together."""

import logging
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from typing import Final, cast

import structlog
from flask import Flask

from docsearch import cli, web
from docsearch.config import Settings
from docsearch.domain.errors import Conflict, DocsearchError
from docsearch.ingest.limits import Limits
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.models.database import open_database
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.server import Server
from docsearch.services.accounts import AccountService
from docsearch.services.centre import Centre
from docsearch.services.corrections import CorrectionService
from docsearch.services.disclosure import DisclosureService
from docsearch.services.disk_room import DiskRoom
from docsearch.services.documents import DocumentService
from docsearch.services.health import HealthService
from docsearch.services.history import HistoryService
from docsearch.services.indexing import IndexingService
from docsearch.services.ingestion import IngestionService
from docsearch.services.intake import IntakeService, WatchedFolder
from docsearch.services.lexicon import LexiconService
from docsearch.services.likeness import LikenessService
from docsearch.services.migrations import migrate, require_migrated
from docsearch.services.page_images import PageImageService
from docsearch.services.page_recognition import PageRecognitionService
from docsearch.services.quality import QualityService
from docsearch.services.recognition import RecognitionService
from docsearch.services.searching import SearchService
from docsearch.services.similar import SimilarService
from docsearch.services.suggestions import SuggestionService
from docsearch.services.term_lists import TermListService
from docsearch.services.unanswered import UnansweredService
from docsearch.services.unit_of_work import Transactions
from docsearch.services.unlocking import UnlockingService
from docsearch.services.unpacking import UnpackingService
from docsearch.services.vocabularies import VocabularyService
from docsearch.services.worker import Worker
from docsearch.storage import LocalFileStore
from docsearch.text.analysis import ANALYSIS

_MEGABYTE: Final = 1_000_000
_DRAWING_SECONDS: Final = 20


def main() -> None:
    """Run the command line with the settings of the environment."""
    # Restricted texts and password digests are nobody else's on the machine.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        # Data is UTF-8 wherever it goes; what is none, as in a file's name, is spelled out.
        cast(TextIOWrapper, stream).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        settings = Settings.read(os.environ)
    except DocsearchError as error:
        sys.exit(f"docsearch: {cli.sentence(error)}")
    _configure_logging(settings.log_level)
    wiring = cli.Wiring(
        address=settings.address,
        database=settings.database,
        samples=Path(str(files("docsearch") / "samples")),
        store=LocalFileStore(settings.uploads),
        limits=_limits(settings),
        models=RecognitionModels(settings.ocr_models),
        create=lambda: create_centre(settings),
        open=lambda: open_centre(settings),
        serve=lambda: serve(settings),
    )
    cli.commands(obj=wiring, prog_name="docsearch")


def create_app(settings: Settings) -> Flask:
    """Return the web application of an existing centre."""
    centre = open_centre(settings)
    return web.create_web(
        centre,
        secret_key=settings.secret_key or _kept_secret(settings.home / "secret.key"),
        secure=settings.address.startswith("https:"),
        upload_limit=settings.max_file_megabytes * _MEGABYTE,
        time_zone=settings.time_zone,
    )


def serve(settings: Settings) -> None:
    """Serve the centre until interrupted."""
    bind = f"{settings.host}:{settings.port}"
    server = Server(
        lambda: create_app(settings),
        bind=bind,
        threads=settings.threads,
        address=settings.address,
    )
    server.run()


def create_centre(settings: Settings) -> Centre:
    """Create what is missing of the centre, bring its tables up to date, and open it."""
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings.database)
    migrate(engine)
    engine.dispose()
    return open_centre(settings)


def open_centre(settings: Settings) -> Centre:
    """Open the centre; raise ``Conflict`` when it does not exist or is out of date."""
    transactions = _transactions(settings)
    limits = _limits(settings)
    store = LocalFileStore(settings.uploads)
    engine = WhooshEngine(settings.index, analysis=ANALYSIS)
    documents = DocumentService(transactions, store, file_limit=limits.bytes)
    disclosure = DisclosureService(
        transactions, store, file_limit=limits.bytes, time_zone=settings.time_zone
    )
    unpacking = UnpackingService(transactions, store, limits=limits)
    ingestion = IngestionService(transactions, store, unpacking, limits=limits)
    indexing = IndexingService(transactions, engine)
    models = RecognitionModels(settings.ocr_models)
    recognition = PageRecognitionService(transactions, store, models=models, limits=limits)
    intake = IntakeService(documents)
    lexicon = LexiconService(transactions)
    # Whatever may be deposited must still fit.
    room = DiskRoom(settings.home, least=limits.bytes)
    watched = WatchedFolder(Path(settings.watch_folder), intake) if settings.watch_folder else None
    pictures = settings.home / "cache" / "pages"
    # Somebody waits for a picture, so it is given less time than a reading.
    drawing = replace(limits, wall_seconds=_DRAWING_SECONDS)
    return Centre(
        accounts=AccountService(transactions),
        # Somebody waits for the page, so it is given no more time than a drawing.
        corrections=CorrectionService(transactions, store, limits=drawing),
        disclosure=disclosure,
        documents=documents,
        health=HealthService(transactions, store, engine, models),
        history=HistoryService(transactions),
        indexing=indexing,
        intake=intake,
        lexicon=lexicon,
        likeness=LikenessService(transactions),
        page_images=PageImageService(transactions, documents, store, pictures, limits=drawing),
        quality=QualityService(transactions),
        recognition=RecognitionService(transactions, models=models),
        room=room,
        search=SearchService(transactions, engine, lexicon.lexicon),
        similar=SimilarService(transactions, engine),
        store=store,
        suggestions=SuggestionService(transactions, engine),
        term_lists=TermListService(transactions, engine),
        transactions=transactions,
        unanswered=UnansweredService(transactions),
        unlocking=UnlockingService(transactions, store, limits=limits),
        unpacking=unpacking,
        vocabularies=VocabularyService(transactions),
        worker=Worker(
            settings.home / "worker.lock",
            ingestion,
            indexing,
            recognition,
            room,
            disclosure=disclosure,
            watched=watched,
        ),
    )


def _transactions(settings: Settings) -> Transactions:
    if not settings.database.is_file():
        raise Conflict("centre-missing", folder=str(settings.home))
    database = open_database(settings.database)
    require_migrated(database)
    # Nothing stays open that a fork would share.
    database.dispose()
    return Transactions(database)


def _limits(settings: Settings) -> Limits:
    return Limits(
        bytes=settings.max_file_megabytes * _MEGABYTE,
        pages=settings.max_pages,
        wall_seconds=settings.max_seconds,
        cpu_seconds=settings.max_cpu_seconds,
        memory_bytes=settings.max_memory_megabytes * _MEGABYTE,
    )


def _kept_secret(path: Path) -> str:
    """Return the centre's own secret, made when it is first needed."""
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(secrets.token_hex(32), encoding="ascii")
        # Whole or not at all, and the first one wins.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")


def _configure_logging(level: str) -> None:
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
