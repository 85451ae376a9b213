"""The tables on whole search requests, in this process and through HTTP."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlencode

import psutil

from bench.apart import apart
from bench.centres import centre_in, fill, index
from bench.clock import Cost, percentile, timed
from bench.corpus import Work
from bench.queries import Question
from bench.table import Cell, Milliseconds, table
from bench.web_client import CONNECTIONS, Connection, Load, load
from bench.web_server import PROCESSES
from docsearch.domain.permissions import ANONYMOUS
from docsearch.services.across_languages import Across
from docsearch.services.searching import SearchRequest

_ANSWERS_A_SECOND: Final = 300
_SEEN_MS: Final = 1_000
_DOCUMENTS_SEEN: Final = 5
_PAGES_SEEN: Final = 20
_WARM_ROUNDS: Final = 3
_START_SECONDS: Final = 60
_PAUSE: Final = 0.005


def tables(works: Sequence[Work], questions: Sequence[Question], seconds: float) -> Iterator[str]:
    """Index the works from a database, search as a visitor, and ask a server for some seconds.

    Searches keep to the language of their words.
    """
    pages = sum(len(work.pages) for work in works)
    subject = f"{pages:,} pages of {len(works):,} documents"
    with TemporaryDirectory() as temporary:
        home = Path(temporary)
        indexed, _ = apart(_build, works, home)
        yield table(
            f"Building the index from the database, {subject}",
            ["", "pages/CPU s", "pages/s"],
            [["analysis and all", pages / indexed.cpu, pages / indexed.wall]],
        )
        times, memory = apart(_requests, questions, home)
        yield table(
            f"Whole search requests with facets and snippets, {subject}",
            ["", "p50", "p95", "p99", "peak memory, MB"],
            [["milliseconds of processor time", *_percentiles(times), memory]],
        )
        with _served(home) as (server, port):
            yield _through_http(subject, questions, seconds, server, port)
            waited = _seen(home, port, works)
        yield table(
            f"A document of {_PAGES_SEEN} pages is stored, indexed by the worker beside the "
            f"server and found through HTTP, milliseconds, {subject}",
            ["documents", "median", "slowest", "asked"],
            [[len(waited), median(waited), max(waited), f"≤ {_SEEN_MS:,}"]],
        )


def _build(works: Sequence[Work], home: Path) -> Cost:
    centre = centre_in(home)
    fill(centre, works)
    return timed(index, centre)[1]


def _requests(questions: Sequence[Question], home: Path) -> list[float]:
    """Return the milliseconds of every question, warm."""
    search = centre_in(home).search
    times = []
    for warm in range(_WARM_ROUNDS + 1):
        for question in questions:
            started = time.thread_time()
            search.search(ANONYMOUS, _request(question))
            if warm:
                times.append((time.thread_time() - started) * 1000)
    return times


def _request(question: Question) -> SearchRequest:
    return SearchRequest(question.typed.text, filters=question.typed.filters, across=Across.OFF)


def _address(question: Question) -> str:
    asked = [("q", question.typed.text), ("across", "off")]
    for name, values in question.typed.filters.items():
        asked += [(name.value, value) for value in values]
    return f"/recherche.json?{urlencode(asked)}"


def _percentiles(times: list[float]) -> list[Cell]:
    return [Milliseconds(percentile(times, share)) for share in (0.5, 0.95, 0.99)]


def _through_http(
    subject: str, questions: Sequence[Question], seconds: float, server: int, port: int
) -> str:
    addresses = [_address(question) for question in questions]
    apart(load, port, addresses * PROCESSES, seconds / 2)
    before = _processor_seconds(server)
    answered: Load = apart(load, port, addresses, seconds)[0]
    cpu = (_processor_seconds(server) - before) / len(answered.waited) * 1000
    row: list[Cell] = [
        f"{PROCESSES} processes, {CONNECTIONS} connections",
        len(answered.waited) / answered.seconds,
        f"≥ {_ANSWERS_A_SECOND}",
        *_percentiles(answered.waited),
        cpu,
        answered.cpu / len(answered.waited) * 1000,
    ]
    header = ["", "answers/s", "asked", "p50 ms", "p95 ms", "p99 ms"]
    header += ["CPU ms of the server", "CPU ms of the client"]
    title = f"JSON answers through HTTP, server and client on the same {os.cpu_count()} cores"
    return table(f"{title}, {subject}", header, [row])


def _seen(home: Path, port: int, works: Sequence[Work]) -> list[float]:
    """Store long documents; return the milliseconds until each one was found."""
    centre = centre_in(home)
    pages = tuple(page for work in works for page in work.pages)[:_PAGES_SEEN]
    waited = []
    connection = Connection(port)
    for number in range(_DOCUMENTS_SEEN):
        word = f"vu{number:09}"
        fill(centre, [replace(works[0], title=word, pages=pages)])
        started = time.perf_counter()
        while not json.loads(connection.get(f"/recherche.json?q={word}"))["total"]:
            time.sleep(_PAUSE)
        waited.append((time.perf_counter() - started) * 1000)
    connection.close()
    return waited


@contextmanager
def _served(home: Path) -> Iterator[tuple[int, int]]:
    """Serve the centre; give the number of the server's process and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DOCSEARCH_HOME": str(home), "DOCSEARCH_PORT": str(port)}
    command = [sys.executable, "-m", "bench.web_server"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield server.pid, port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError):
            connection = Connection(port)
            connection.get("/recherche.json?q=")
            connection.close()
            return
        time.sleep(_PAUSE)
    raise TimeoutError(f"the server did not answer within {_START_SECONDS} s")


def _processor_seconds(server: int) -> float:
    """Return what the server and its processes have used, the worker included."""
    family = [psutil.Process(server), *psutil.Process(server).children(recursive=True)]
    return sum(sum(process.cpu_times()[:2]) for process in family)
