"""What concerns only an index on disk: other processes, damage, rebuilding, many segments."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.query.compound import And as StockAnd
from whoosh.query.terms import Term as StockTerm
from whoosh.query.wrappers import Not as StockNot

from docsearch.search.ports import FacetValue, IndexRecord, IndexUnusable
from docsearch.search.query_tree import And, Attribute, Everything, Phrase, Prefix, TermField
from docsearch.search.whoosh_engine import WhooshEngine
from docsearch.search.whoosh_engine import engine as engine_module
from docsearch.search.whoosh_engine import storage as storage_module
from tests.integration.search.records import EVERYONE, description, document, query, stem

CHECKOUT = Path(__file__).resolve().parents[3]

WRITER = """
import sys
from pathlib import Path
from docsearch.search.whoosh_engine import WhooshEngine
from tests.integration.search.records import document

engine = WhooshEngine(Path(sys.argv[1]))
for turn in range(int(sys.argv[2])):
    pages = ["commun " * 50 + f"tour{turn}"] * (1 + turn % 5)
    engine.put([document(number, *pages, type=f"tour{turn}") for number in (1, 2, 3)])
    print(turn, flush=True)
"""


def start_writer(directory: Path, turns: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(directory), str(turns)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
    )


def index_files(directory: Path, pattern: str) -> list[Path]:
    return sorted(directory.glob(f"index-*/{pattern}"))


def test_threads_see_whole_commits_of_another_process(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.put([document(number, "commun", type="tour") for number in (1, 2, 3)])
    over = Event()

    def read() -> set[str]:
        seen = set()
        while not over.is_set():
            tree = And((stem("commun"), Prefix(TermField.STEM, "com")))
            answer = engine.search(query(tree, facets=(Attribute.TYPE,)))
            (value,) = answer.facets[0].values
            assert (answer.total, value.count) == (3, 3)
            assert len({len(hit.pages) for hit in answer.hits}) == 1
            seen.add(value.value)
        return seen

    with ThreadPoolExecutor(4) as pool, start_writer(tmp_path, 15) as writer:
        readers = [pool.submit(read) for _ in range(4)]
        status = writer.wait(timeout=120)
        over.set()
        seen = set.union(*(reader.result() for reader in readers))
    assert status == 0
    assert len(seen) > 2
    assert engine.search(query(stem("tour14"))).total == 3


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    def put(number: int) -> None:
        WhooshEngine(tmp_path).put([document(number, "mot")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(12)))
    assert WhooshEngine(tmp_path).documents() == frozenset(range(12))


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.05, 0.1, 0.17, 0.3])
def test_a_writer_killed_at_any_moment_leaves_a_whole_index(tmp_path: Path, delay: float) -> None:
    with start_writer(tmp_path, 1000) as writer:
        assert writer.stdout is not None
        committed = int(writer.stdout.readline())
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
        committed = max([committed, *map(int, writer.stdout.read().split())])
    engine = WhooshEngine(tmp_path)
    (value,) = engine.search(query(Everything(), facets=(Attribute.TYPE,))).facets[0].values
    assert value.count == 3
    assert int(value.value.removeprefix("tour")) >= committed
    engine.put([document(4, "suite")])
    assert engine.documents() == {1, 2, 3, 4}


def test_a_missing_directory_becomes_an_empty_index(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "new" / "index")
    assert engine.search(query(stem("x"))).total == 0
    assert engine.statistics().segments == 0


def filled(directory: Path) -> WhooshEngine:
    engine = WhooshEngine(directory)
    engine.put([document(number, "droit _ homme " * 200) for number in range(20)])
    return engine


DAMAGE = {
    "garbage": lambda file: file.write_bytes(b"\x93garbage" * 20),
    "half": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "empty": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("pattern", ["*.toc", "*.arrays"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_index_says_so_and_can_be_rebuilt(
    tmp_path: Path, pattern: str, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "OPENING_PAUSE", 0.001)
    filled(tmp_path)
    for file in index_files(tmp_path, pattern):
        DAMAGE[damage](file)
    engine = WhooshEngine(tmp_path)
    with pytest.raises(IndexUnusable) as raised:
        engine.search(query(And((Phrase(TermField.EXACT, ("droit", "homme")), stem("homme")))))
    assert raised.value.code == "index-unusable"
    engine.rebuild([document(1, "neuf")])
    assert engine.documents() == {1}


@pytest.mark.parametrize("content", [b"", b"..", b"\xff\xfe", b"index-99", b"index-1/../.."])
def test_a_damaged_pointer_says_so_and_can_be_rebuilt(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "OPENING_PAUSE", 0.001)
    directory = tmp_path / "index"
    filled(directory)
    (directory / "current").write_bytes(content)
    engine = WhooshEngine(directory)
    for ask in (engine.documents, engine.statistics, lambda: engine.put([document(1, "x")])):
        with pytest.raises(IndexUnusable):
            ask()
    engine.rebuild([document(1, "neuf")])
    assert WhooshEngine(directory).documents() == {1}


def test_readers_go_on_through_rebuilds(tmp_path: Path) -> None:
    engine, reader = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    engine.put([document(number, "mot") for number in range(10)])
    over = Event()

    def read() -> set[int]:
        totals = set()
        while not over.is_set():
            totals.add(reader.search(query(stem("mot"))).total)
        return totals

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for size in (20, 30, 40):
            engine.rebuild(document(number, "mot") for number in range(size))
        over.set()
        totals = set.union(*(future.result() for future in readers))
    assert totals <= {10, 20, 30, 40}
    assert reader.search(query(stem("mot"))).total == 40


def test_a_failed_rebuild_leaves_the_old_index_and_no_litter_after_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "REBUILD_RECORDS", 5)
    engine = WhooshEngine(tmp_path)
    engine.put([document(1, "ancien")])

    def broken() -> Iterator[tuple[int, list[IndexRecord]]]:
        yield from (document(number, "nouveau") for number in range(12))
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())
    assert engine.documents() == {1}
    engine.put([document(2, "ancien")])
    engine.rebuild(document(number, "nouveau") for number in range(12))
    assert engine.documents() == frozenset(range(12))
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_a_rebuild_in_many_commits_keeps_one_version_of_each_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "REBUILD_RECORDS", 3)
    engine = WhooshEngine(tmp_path)
    engine.rebuild(document(number % 7, f"tour{number // 7}") for number in range(21))
    assert engine.statistics().pages == 7
    assert engine.search(query(stem("tour2"))).total == 7


def test_many_small_commits_do_not_leave_as_many_segments(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    for turn in range(40):
        engine.put([document(number, f"mot tour{turn}") for number in (turn, 100 + turn)])
    assert 10 < engine.statistics().segments <= 20
    before = engine.search(query(stem("mot")))
    assert engine.merge()
    assert engine.statistics().segments <= 10
    assert engine.search(query(stem("mot"))) == before
    assert not engine.merge()


def test_merging_takes_out_what_was_replaced(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.put([document(number, f"ancien mot{number}") for number in range(20)])
    engine.put([document(number, "nouveau") for number in range(15)])
    size = sum(file.stat().st_size for file in index_files(tmp_path, "*.arrays"))
    assert engine.merge()
    assert sum(file.stat().st_size for file in index_files(tmp_path, "*.arrays")) < size
    assert engine.search(query(stem("ancien"))).total == 5
    assert [count.token for count in engine.vocabulary(EVERYONE)] == [
        "ancien",
        "mot15",
        "mot16",
        "mot17",
        "mot18",
        "mot19",
        "nouveau",
    ]


def test_segments_without_live_documents_go(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.put([document(number, "mot") for number in range(5)])
    engine.put([(number, []) for number in range(5)])
    assert engine.statistics() == type(engine.statistics())(documents=0, pages=0, segments=0)


def test_a_prefix_of_a_great_many_words_keeps_to_the_most_frequent(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    rare = [document(number, f"p{number}") for number in range(1200)]
    common = [document(2000 + number, "pz") for number in range(3)]
    engine.put([*rare, *common])
    answer = engine.search(query(Prefix(TermField.STEM, "p"), limit=2000))
    assert answer.total == 999 + 3
    assert {2000, 2001, 2002} <= {hit.document for hit in answer.hits}


def test_one_value_counts_once_though_segments_differ(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.put([(1, [description(1, "a", type="law")]), (2, [description(2, "a", type="report")])])
    engine.put([(3, [description(3, "a", type="law")])])
    answer = engine.search(query(Everything(), facets=(Attribute.TYPE,)))
    assert answer.facets[0].values == (FacetValue("law", 2), FacetValue("report", 1))


def test_an_index_of_another_analysis_still_answers_until_it_is_rebuilt(tmp_path: Path) -> None:
    WhooshEngine(tmp_path, analysis=1).put([document(1, "ancien")])
    engine = WhooshEngine(tmp_path, analysis=2)
    assert not engine.is_current()
    assert engine.search(query(stem("ancien"))).total == 1
    engine.rebuild([document(1, "nouveau")])
    assert engine.is_current()
    assert engine.search(query(stem("nouveau"))).total == 1


def test_an_index_of_another_format_is_rebuilt(tmp_path: Path) -> None:
    WhooshEngine(tmp_path).put([document(1, "ancien")])
    (folder,) = tmp_path.glob("index-*")
    folder.rename(tmp_path / "index-1-0")
    (tmp_path / "current").write_text("index-1-0")
    engine = WhooshEngine(tmp_path)
    assert not engine.is_current()
    for ask in (engine.documents, engine.merge, lambda: engine.search(query(Everything()))):
        with pytest.raises(IndexUnusable):
            ask()
    engine.rebuild([document(1, "nouveau")])
    assert engine.is_current()
    assert engine.documents() == {1}
    assert len(list(tmp_path.glob("index-*"))) == 1


def test_stock_whoosh_reads_the_index(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path)
    engine.put([document(number, "droit homme " * number, "droit") for number in range(1, 6)])
    engine.put([document(2, "femme"), document(7, "droit")])
    (folder,) = tmp_path.glob("index-*")
    with FileStorage(str(folder)).open_index("pages").searcher() as searcher:
        tree = StockAnd([StockTerm("stem", b"droit"), StockNot(StockTerm("stem", b"homme"))])
        assert len(searcher.search(tree, limit=None)) == 5
        assert searcher.doc_frequency("stem", b"droit") == 11


def test_a_commit_is_seen_after_a_while_without_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_module, "COARSE_CLOCK", 20_000_000)
    reader, writer = WhooshEngine(tmp_path), WhooshEngine(tmp_path)
    for number in range(4):
        writer.put([document(number, "mot")])
        for pause in (0, 0.05, 0.05):
            time.sleep(pause)
            assert reader.search(query(stem("mot"))).total == number + 1
    writer.rebuild([document(9, "mot")])
    assert reader.search(query(stem("mot"))).total == 1
