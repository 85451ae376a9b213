"""The tables on search engines: building an index of some size, asking it, what that takes."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench import full_text_table, our_engine, stock_whoosh
from bench.apart import apart
from bench.clock import percentile
from bench.corpus import works
from bench.engine_runs import Asked, Built, Make, ask, build, seen
from bench.passages import Passages
from bench.queries import Question
from bench.table import Cell, Milliseconds, table

_ALL_THERE_IS: Final = 1_000_000
_DOCUMENTS_SEEN: Final = 10

_EXCERPTS_MS: Final = {10_000: 2.0, 50_000: 3.0, 200_000: 7.0}
_TIMES_TANTIVY: Final = {10_000: 1.0, 50_000: 1.2, 200_000: 1.2}
_PAGES_A_SECOND: Final = 2_000
_READER_MEGABYTES: Final = {200_000: 700}
_SEEN_MS: Final = 1_000
_SHARES: Final = (0.5, 0.95, 0.99)

_MOST_PAGES_OF_STOCK_WHOOSH: Final = 50_000
"""More of them it takes most of an hour to index."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, its ways to be asked, and up to how many pages there is time to wait for it."""

    make: Make
    ways: Sequence[str]
    pages: int = _ALL_THERE_IS


OURS: Final = Engine(
    our_engine.OurEngine, (our_engine.WITH_EXCERPTS, our_engine.WITH_BOOSTS, our_engine.BARE)
)


def engines() -> dict[str, Engine]:
    """Return the engines that are installed, ours first."""
    found = {our_engine.NAME: OURS}
    if find_spec("tantivy"):
        from bench import tantivy_index as peer

        found[peer.NAME] = Engine(peer.TantivyIndex, (peer.WITH_BOOSTS, peer.BARE))
    found[full_text_table.NAME] = Engine(full_text_table.FullTextTable, (full_text_table.NAME,))
    found[stock_whoosh.NAME] = Engine(
        stock_whoosh.StockWhoosh, (stock_whoosh.NAME,), _MOST_PAGES_OF_STOCK_WHOOSH
    )
    return found


def prepare(data: Path, pages: int, file: Path) -> None:
    """Analyse the corpus, or as much of it as that many pages need, for all engines and sizes."""
    file.write_bytes(pickle.dumps(Passages(works(data, pages))))


def tables(prepared: Path, pages: int, questions: Sequence[Question]) -> Iterator[str]:
    """Measure every engine with so many pages, each step in a process of its own."""
    built: dict[str, Built] = {}
    asked: dict[str, Asked] = {}
    with TemporaryDirectory() as temporary:
        for name, engine in engines().items():
            if pages > engine.pages:
                yield f"{name} is left out at {pages:,} pages: it would take too long.\n"
                continue
            folder = Path(temporary, name)
            built[name] = apart(build, engine.make, prepared, pages, folder)[0]
            for way in engine.ways:
                asked[way] = apart(ask, engine.make, way, questions, folder)[0]
        waited = apart(seen, prepared, _DOCUMENTS_SEEN, Path(temporary, our_engine.NAME))[0]
    subject = f"{pages:,} pages of {built[our_engine.NAME].documents:,} documents"
    yield _building(subject, built)
    yield _kinds(subject, questions, asked)
    yield _all(subject, pages, asked)
    yield table(
        f"A document of 20 pages is put and found, milliseconds, {subject}",
        ["documents", "median", "slowest", "asked"],
        [[len(waited), median(waited), max(waited), f"≤ {_SEEN_MS:,}"]],
    )


def _building(subject: str, built: Mapping[str, Built]) -> str:
    header = ["from ready tokens", "pages/CPU s", "asked", "index, MB"]
    rows: list[list[Cell]] = [
        [name, one.pages / one.seconds, _asked(_PAGES_A_SECOND, name, "≥"), one.megabytes]
        for name, one in built.items()
    ]
    return table(f"Building the index, {subject}", header, rows)


def _kinds(subject: str, questions: Sequence[Question], asked: Mapping[str, Asked]) -> str:
    groups: dict[str, list[int]] = {}
    for number, question in enumerate(questions):
        groups.setdefault(f"{question.kind}, {question.language}", []).append(number)
    found = asked[our_engine.WITH_EXCERPTS].found
    rows: list[list[Cell]] = []
    for name, members in groups.items():
        middle = int(median(found[one] or 0 for one in members))
        rows.append([name, len(members), middle, *(_p95(way, members) for way in asked.values())])
    title = f"Search by kind of query, p95 in milliseconds of processor time, {subject}"
    return table(title, ["kind", "queries", "found", *asked], rows)


def _all(subject: str, pages: int, asked: Mapping[str, Asked]) -> str:
    header = ["", "p50", "p95", "p99", "first time p95", "asked p95", "× tantivy", "asked ×"]
    header += ["resident MB", "of them private", "asked MB", "opening ms"]
    rows: list[list[Cell]] = []
    for name, way in asked.items():
        times = [time for times in way.warm for time in times]
        first = [time for time in way.first if time is not None]
        row: list[Cell] = [name, *(Milliseconds(percentile(times, share)) for share in _SHARES)]
        row += [Milliseconds(percentile(first, 0.95)), *_beside(name, pages, asked)]
        most = _asked(_READER_MEGABYTES.get(pages), name, "≤")
        rows.append([*row, way.resident, way.private, most, way.opening])
    return table(f"All queries, milliseconds of processor time, {subject}", header, rows)


def _beside(name: str, pages: int, asked: Mapping[str, Asked]) -> list[Cell]:
    """Return the time asked of this way, how many times tantivy's it took, and what was asked."""
    if name == our_engine.WITH_EXCERPTS:
        return [_asked(_EXCERPTS_MS.get(pages), name, "≤"), "", ""]
    peer = asked.get(name.replace(our_engine.NAME, "tantivy"))
    if peer is None or peer is asked[name]:
        return ["", "", ""]
    everything = range(len(peer.warm))
    times = float(_p95(asked[name], everything)) / float(_p95(peer, everything))
    return ["", f"{times:.2f}", _asked(_TIMES_TANTIVY.get(pages), name, "≤")]


def _p95(way: Asked, members: Sequence[int]) -> Cell:
    times = [time for one in members for time in way.warm[one]]
    return Milliseconds(percentile(times, 0.95)) if times else "–"


def _asked(target: float | None, name: str, sign: str) -> str:
    ours = name.startswith(our_engine.NAME)
    return f"{sign} {target:,g}" if ours and target else ""
