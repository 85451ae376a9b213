"""What is done to each engine, every time in a process of its own."""

import gc
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import psutil

from bench.apart import MEGABYTE
from bench.our_engine import OurEngine
from bench.passages import Passages
from bench.peers import Ask, Candidate, Unanswerable
from bench.queries import Question
from bench.records import document, documents
from docsearch.domain.access import AccessLevel
from docsearch.search.ports import IndexRecord, Records, SearchQuery
from docsearch.search.query_tree import Term, TermField

_WARM_ROUNDS: Final = 3
_LONG: Final = 10.0
"""Seconds of a round after which one more is enough."""

_VISIBLE_PAGES: Final = 20
_BEYOND: Final = 10_000_000
"""Numbers of documents that no corpus reaches."""

Make = Callable[[Path], Candidate]


@dataclass(frozen=True, slots=True)
class Built:
    """What an index took: seconds of processor time, the making of tokens left out."""

    pages: int
    documents: int
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of processor time of each question, at its first time and warm.

    ``found`` is what it found; nothing stands for a question that this engine cannot be asked.
    ``resident`` and ``private`` are the megabytes of the process when all were asked.
    """

    first: list[float | None]
    warm: list[list[float]]
    found: list[int | None]
    opening: float
    resident: float
    private: float


def build(make: Make, prepared: Path, pages: int, folder: Path) -> Built:
    """Index so many pages."""
    passages: Passages = pickle.loads(prepared.read_bytes())
    folder.mkdir()
    candidate = make(folder)
    aside = _Aside(documents(passages, pages))
    started = time.process_time()
    candidate.build(aside)
    seconds = time.process_time() - started - aside.seconds
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(aside.pages, aside.documents, seconds, size / MEGABYTE)


def ask(make: Make, way: str, questions: Sequence[Question], folder: Path) -> Asked:
    """Ask all the questions in one way: once, and then again now that everything is known."""
    started = time.perf_counter()
    candidate = make(folder)
    candidate.open()
    opening = (time.perf_counter() - started) * 1000
    asking = candidate.ways()[way]
    gc.collect()
    first = [_clocked(asking, question) for question in questions]
    seconds = sum(clocked[1] for clocked in first if clocked) / 1000
    warm: list[list[float]] = [[] for _ in questions]
    for _ in range(_WARM_ROUNDS if seconds < _LONG else 1):
        for times, question in zip(warm, questions, strict=True):
            if clocked := _clocked(asking, question):
                times.append(clocked[1])
    memory = psutil.Process().memory_full_info()
    return Asked(
        first=[clocked and clocked[1] for clocked in first],
        warm=warm,
        found=[clocked and clocked[0] for clocked in first],
        opening=opening,
        resident=memory.rss / MEGABYTE,
        private=memory.uss / MEGABYTE,
    )


def seen(prepared: Path, times: int, folder: Path) -> list[float]:
    """Put long documents into our index; return the milliseconds until each one was found."""
    passages: Passages = pickle.loads(prepared.read_bytes())
    writer, reader = OurEngine(folder).engine, OurEngine(folder).engine
    waited = []
    for number in range(_BEYOND, _BEYOND + times):
        title, *pages = document(passages, number, _VISIBLE_PAGES)
        word = Term(TermField.STEM, f"{number}")
        marked = replace(title, terms={**title.terms, word.field: [word.token]})
        query = SearchQuery(word, frozenset({AccessLevel.PUBLIC}))
        reader.search(query)
        started = time.perf_counter()
        writer.put([(number, [marked, *pages])])
        while not reader.search(query).total:
            pass
        waited.append((time.perf_counter() - started) * 1000)
    return waited


class _Aside:
    """Documents, their number, and the time that making them took, which is not the engine's."""

    def __init__(self, made: Records) -> None:
        self._made = iter(made)
        self.seconds, self.documents, self.pages = 0.0, 0, 0

    def __iter__(self) -> Iterator[tuple[int, Sequence[IndexRecord]]]:
        with suppress(StopIteration):
            while True:
                started = time.thread_time()
                number, records = next(self._made)
                self.seconds += time.thread_time() - started
                self.documents += 1
                self.pages += len(records) - 1
                yield number, records


def _clocked(asking: Ask, question: Question) -> tuple[int, float] | None:
    started = time.thread_time()
    try:
        found = asking(question)
    except Unanswerable:
        return None
    return found, (time.thread_time() - started) * 1000
