"""Searches that found nothing, counted for librarians without a trace of who asked."""

import re
import unicodedata
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import BoundedSemaphore
from typing import Final

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from docsearch.domain.errors import Unavailable
from docsearch.domain.permissions import Actor, Permission
from docsearch.models import UnansweredSearch
from docsearch.services.unit_of_work import Transactions
from docsearch.text.folding import folded_line

LONGEST_KEPT: Final = 200
"""Characters of a query that is kept: longer ones are pasted passages, which may tell of people."""

MOST_KEPT: Final = 2_000
KEPT_DAYS: Final = 365
_MOST_WAITING: Final = 100

_PERSONAL: Final = re.compile(
    r"""
    [^\s@]+@[^\s@]+                            # an e-mail address
  | (?:\d[\s.\-]?){8,}                         # a telephone number
  | \b[A-Za-z]{1,2}\d{5,7}\b                   # a national identity card
    """,
    re.VERBOSE,
)
_YEARS: Final = re.compile(r"\b(?:1[3-9]|20)\d\d(?:\s?(?:\.\.|[-/–])\s?(?:1[3-9]|20)\d\d)?\b")

log = structlog.get_logger()


class UnansweredService:
    """Keeps the queries that found nothing: which, in which language, how often, on which days.

    What looks like personal data is not kept; a name cannot be told from other words, so all that
    was not asked again is forgotten within a year.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unanswered")
        self._room = BoundedSemaphore(_MOST_WAITING)

    def note(self, text: str, *, language: str) -> None:
        """Count a query that found nothing; returns at once, and drops it when too many wait."""
        query = _kept(text)
        if query and self._room.acquire(blocking=False):
            written = self._writer.submit(self._write, query, language)
            written.add_done_callback(self._written)

    def flush(self) -> None:
        """Wait until all that was noted is written."""
        self._writer.submit(lambda: None).result()

    def most_frequent(self, actor: Actor) -> list[UnansweredSearch]:
        """List what was looked for in vain, most often first, then the latest."""
        actor.require(Permission.SEE_FAILURES)
        order = (UnansweredSearch.times.desc(), UnansweredSearch.last_day.desc())
        with self._transactions.read() as session:
            return list(session.scalars(select(UnansweredSearch).order_by(*order)))

    def clear(self, actor: Actor) -> None:
        """Forget all of them."""
        actor.require(Permission.SEE_FAILURES)
        with self._transactions.write(actor, "searches.clear") as work:
            work.execute(delete(UnansweredSearch))

    def _write(self, query: str, language: str) -> None:
        today = datetime.now(UTC).date()
        with self._transactions.tally() as work:
            key = folded_line(query)[:LONGEST_KEPT]
            known = work.get(UnansweredSearch, (key, language))
            if known is None:
                _make_room(work, today)
                work.add(
                    UnansweredSearch(
                        key=key, language=language, query=query, first_day=today, last_day=today
                    )
                )
            else:
                known.times += 1
                known.last_day = today

    def _written(self, written: Future[None]) -> None:
        self._room.release()
        error = written.exception()
        if isinstance(error, Unavailable):
            log.warning("unanswered.not-kept", **error.facts)
        elif error is not None:
            log.error("unanswered.not-kept", exc_info=error)


def _make_room(work: Session, today: date) -> None:
    """Forget what is old, and the oldest where there are too many."""
    old = UnansweredSearch.last_day < today - timedelta(days=KEPT_DAYS)
    work.execute(delete(UnansweredSearch).where(old))
    count = work.scalar(select(func.count()).select_from(UnansweredSearch)) or 0
    oldest = select(UnansweredSearch).order_by(UnansweredSearch.last_day, UnansweredSearch.times)
    for search in work.scalars(oldest.limit(max(count - MOST_KEPT + 1, 0))).all():
        work.delete(search)


def _kept(text: str) -> str:
    """Return the query on one line, or nothing if it may be about a person."""
    plain = "".join(
        letter for letter in text if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    query = " ".join(plain.split())
    personal = len(query) > LONGEST_KEPT or _PERSONAL.search(_YEARS.sub("", query))
    return query if any(map(str.isalnum, query)) and not personal else ""
