"""Whole search requests, and beside them our engine alone and what one would use instead."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.centres import centre_in, fill, index
from bench.clock import Cost, timed
from bench.corpus import Work
from bench.peers import Peer
from bench.queries import Question
from bench.records import records
from docsearch.domain.permissions import ANONYMOUS
from docsearch.search.ports import SearchQuery
from docsearch.search.query_syntax import parse_query
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.services.searching import FACETS

_WARM_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class Latencies:
    """Milliseconds of each question on the wall clock, warm and at its first time.

    ``opening`` is the very first question after the start, with all that it opens; ``found`` is
    what each question found: documents, or pages where the engine knows nothing else.
    """

    opening: float
    first: list[float]
    warm: list[list[float]]
    found: list[int]


def build_ours(works: Sequence[Work], home: Path) -> Cost:
    """Index as the worker does: from the database, batch by batch."""
    centre = centre_in(home)
    fill(centre, works)
    return timed(index, centre)[1]


def ask_ours(questions: Sequence[Question], home: Path) -> Latencies:
    """Ask whole requests, with facets and snippets."""
    started = time.perf_counter()
    centre = centre_in(home)
    return _asked(lambda q: centre.search.search(ANONYMOUS, q.request).total, questions, started)


def ask_engine(questions: Sequence[Question], home: Path) -> Latencies:
    """Ask our engine alone, with facets and without snippets."""
    started = time.perf_counter()
    engine = WhooshEngine(home / "index")

    def ask(question: Question) -> int:
        tree = parse_query(question.request.text).tree
        assert tree is not None
        query = SearchQuery(
            tree, ANONYMOUS.readable(), filters=question.request.filters, facets=FACETS
        )
        return engine.search(query).total

    return _asked(ask, questions, started)


def build_and_ask(
    make: Callable[[Path], Peer], works: Sequence[Work], questions: Sequence[Question], folder: Path
) -> tuple[Cost, Latencies]:
    """Index ready tokens, then ask."""
    ready = list(records(works))
    peer = make(folder)
    _, cost = timed(peer.build, ready)
    del ready

    def ask(question: Question) -> int:
        tree = parse_query(question.request.text).tree
        assert tree is not None
        return peer.ask(tree, question.request.filters)

    return cost, _asked(ask, questions, time.perf_counter())


def _asked(
    ask: Callable[[Question], int], questions: Sequence[Question], started: float
) -> Latencies:
    ask(questions[0])
    opening = (time.perf_counter() - started) * 1000
    found, first = zip(*(_clocked(ask, question) for question in questions), strict=True)
    rounds = [[_clocked(ask, question)[1] for question in questions] for _ in range(_WARM_ROUNDS)]
    warm = [list(times) for times in zip(*rounds, strict=True)]
    return Latencies(opening, list(first), warm, list(found))


def _clocked(ask: Callable[[Question], int], question: Question) -> tuple[int, float]:
    started = time.perf_counter()
    found = ask(question)
    return found, (time.perf_counter() - started) * 1000
