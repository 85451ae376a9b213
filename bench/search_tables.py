"""The tables on building an index and searching it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from bench.apart import apart
from bench.clock import Cost, percentile
from bench.corpus import works
from bench.full_text_table import FullTextTable
from bench.peers import Peer
from bench.queries import Question, questions
from bench.searching import Latencies, ask_engine, ask_ours, build_and_ask, build_ours
from bench.stock_whoosh import StockWhoosh
from bench.table import Cell, table

_PEERS: Final[Mapping[str, Callable[[Path], Peer]]] = {
    "stock Whoosh": StockWhoosh,
    "SQLite FTS5": FullTextTable,
}


def tables(data: Path, pages: int, queries: int) -> Iterator[str]:
    """Measure with so many pages of the corpus and queries of each kind."""
    taken = works(data, pages)
    asked = questions(taken, queries)
    with TemporaryDirectory() as temporary:
        home = Path(temporary, "home")
        built, builder = apart(build_ours, taken, home)
        ours, searcher = apart(ask_ours, asked, home)
        engine = ask_engine(asked, home)
        peers: dict[str, tuple[Cost, Latencies]] = {}
        for name, peer in _PEERS.items():
            folder = Path(temporary, name)
            folder.mkdir()
            peers[name] = build_and_ask(peer, taken, asked, folder)
        count = sum(len(work.pages) for work in taken)
        subject = f"{count:,} pages of {len(taken):,} documents"
        costs = {"docsearch, from its database": built}
        costs |= {f"{name}, ready tokens": cost for name, (cost, _) in peers.items()}
        yield _building(subject, count, costs)
        latencies = {name: asked for name, (_, asked) in peers.items()}
        yield _latencies(subject, asked, ours, {"engine alone": engine, **latencies})
        yield table(
            f"Memory and opening, {subject}",
            ["", "figure"],
            [
                ["peak memory of the process that indexes, MB", builder],
                ["peak memory of the process that searches, MB", searcher],
                ["index on disk, MB", _megabytes(home / "index")],
                ["database on disk, MB", _megabytes(home) - _megabytes(home / "index")],
                ["opening the centre and first query, ms", ours.opening],
            ],
        )


def _building(subject: str, pages: int, costs: dict[str, Cost]) -> str:
    rows: list[list[Cell]] = [
        [name, pages / cost.cpu, pages / cost.wall] for name, cost in costs.items()
    ]
    return table(f"Building the index, {subject}", ["by", "pages/CPU s", "pages/s"], rows)


def _latencies(
    subject: str, asked: Sequence[Question], ours: Latencies, others: dict[str, Latencies]
) -> str:
    groups: dict[str, list[int]] = {}
    for number, question in enumerate(asked):
        groups.setdefault(f"{question.kind}, {question.language}", []).append(number)
    groups["all"] = list(range(len(asked)))
    header = ["kind of query", "queries", "found", "p50", "p95", "p99", "first time p95"]
    header += [f"{name} p95" for name in others]
    rows: list[list[Cell]] = []
    for name, members in groups.items():
        times = _warm(ours, members)
        row: list[Cell] = [name, len(members), int(median(ours.found[one] for one in members))]
        row += [percentile(times, share) for share in (0.5, 0.95, 0.99)]
        row.append(percentile([ours.first[one] for one in members], 0.95))
        row += [percentile(_warm(other, members), 0.95) for other in others.values()]
        rows.append(row)
    return table(f"Search requests in milliseconds, {subject}", header, rows)


def _warm(latencies: Latencies, members: Sequence[int]) -> list[float]:
    return [time for one in members for time in latencies.warm[one]]


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
