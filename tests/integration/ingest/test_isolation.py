"""Whatever happens in the confined process, the caller lives and learns why."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from tests.integration.ingest import misbehaving

LIMITS = Limits(wall_seconds=20, cpu_seconds=10, memory_bytes=500_000_000)
CHECKOUT = Path(__file__).resolve().parents[3]

CALLER = """
import sys
open(sys.argv[1], "a").write("main ran\\n")
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from tests.integration.ingest import misbehaving
print(list(run_isolated(misbehaving.count, 3, limits=Limits())))
list(run_isolated(misbehaving.talk, "noise", limits=Limits()))
for process_id in run_isolated(misbehaving.sleep, 60.0, limits=Limits()):
    print(process_id, flush=True)
"""


def is_running(process_id: int) -> bool:
    try:
        return psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_items_come_one_by_one() -> None:
    assert list(run_isolated(misbehaving.count, 3, limits=LIMITS)) == [0, 1, 2]
    assert list(run_isolated(misbehaving.count, 0, limits=LIMITS)) == []


def test_another_process_does_the_work_and_yields_to_others() -> None:
    assert list(run_isolated(misbehaving.process_id, limits=LIMITS)) != [os.getpid()]
    assert list(run_isolated(misbehaving.niceness, limits=LIMITS)) == [min(os.nice(0) + 10, 19)]


@pytest.mark.parametrize(
    ("function", "arguments", "limits", "reason", "detail"),
    [
        (misbehaving.sleep, (60.0,), Limits(wall_seconds=0.5), "too-slow", "0.5 seconds"),
        (misbehaving.burn, (), Limits(cpu_seconds=1), "too-slow", "processor"),
        (misbehaving.eat, (), LIMITS, "too-much-memory", "memory"),
        (misbehaving.kill_itself, (signal.SIGKILL,), LIMITS, "crashed", "SIGKILL"),
        (misbehaving.kill_itself, (signal.SIGSEGV,), LIMITS, "crashed", "SIGSEGV"),
        (misbehaving.kill_itself, (signal.SIGABRT,), LIMITS, "crashed", "SIGABRT"),
        (misbehaving.leave, (0,), LIMITS, "crashed", "exit status 0"),
        (misbehaving.leave, (3,), LIMITS, "crashed", "exit status 3"),
        (misbehaving.refuse, (), LIMITS, "encrypted", "a password is needed"),
        (misbehaving.stumble, (), LIMITS, "crashed", "ValueError: unexpected"),
        (misbehaving.descend, (), LIMITS, "damaged", "nested too deeply"),
    ],
)
def test_each_misfortune_has_its_reason(
    function: Callable[..., Iterable[Any]],
    arguments: tuple[Any, ...],
    limits: Limits,
    reason: str,
    detail: str,
) -> None:
    items = run_isolated(function, *arguments, limits=limits)
    next(items)
    with pytest.raises(ExtractionFailed) as failure:
        list(items)
    assert failure.value.reason == FailureReason(reason)
    assert detail in failure.value.detail
    assert list(run_isolated(misbehaving.count, 1, limits=LIMITS)) == [0]


def test_what_cannot_travel_is_refused_at_once() -> None:
    with pytest.raises(TypeError):
        list(run_isolated(misbehaving.count, threading.Lock(), limits=LIMITS))  # type: ignore[arg-type]


def test_a_busy_caller_does_not_wear_out_the_clock() -> None:
    items = run_isolated(misbehaving.count, 2, limits=Limits(wall_seconds=1))
    assert next(items) == 0
    time.sleep(1.2)
    assert list(items) == [1]


def test_an_abandoned_process_ends() -> None:
    items = run_isolated(misbehaving.sleep, 60.0, limits=LIMITS)
    worker = next(items)
    assert is_running(worker)
    items.close()
    wait_until(lambda: not is_running(worker))


def test_a_killed_process_is_reported() -> None:
    items = run_isolated(misbehaving.sleep, 60.0, limits=LIMITS)
    os.kill(next(items), signal.SIGKILL)
    with pytest.raises(ExtractionFailed, match="SIGKILL"):
        next(items)


def test_a_killed_server_is_replaced() -> None:
    items = run_isolated(misbehaving.sleep, 60.0, limits=LIMITS)
    worker = psutil.Process(next(items))
    warden = worker.parent()
    assert warden is not None
    server = warden.parent()
    assert server is not None
    server.kill()
    with pytest.raises(ExtractionFailed):
        next(items)
    wait_until(lambda: not is_running(worker.pid))
    assert list(run_isolated(misbehaving.count, 1, limits=LIMITS)) == [0]


def test_many_threads_may_call() -> None:
    def call(number: int) -> list[int]:
        return list(run_isolated(misbehaving.count, number, limits=LIMITS))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(call, range(60))) == [list(range(number)) for number in range(60)]


def test_the_end_of_a_thread_ends_no_process() -> None:
    def begin() -> None:
        started.append(run_isolated(misbehaving.count, 2, limits=LIMITS))
        assert next(started[0]) == 0

    started: list[Any] = []
    thread = threading.Thread(target=begin)
    thread.start()
    thread.join()
    assert list(started[0]) == [1]


def test_nothing_is_left_open() -> None:
    list(run_isolated(misbehaving.count, 1, limits=LIMITS))
    this = psutil.Process()
    before, children = this.num_fds(), this.children()
    for _ in range(20):
        list(run_isolated(misbehaving.count, 1, limits=LIMITS))
        with pytest.raises(ExtractionFailed):
            list(run_isolated(misbehaving.leave, 1, limits=LIMITS))
    assert this.num_fds() == before
    assert this.children() == children


def test_a_slow_caller_holds_the_process_back() -> None:
    # A gigabyte in all, of which neither side may hold much.
    items = run_isolated(misbehaving.yield_much, 1_000, 1_000_000, limits=LIMITS)
    before = psutil.Process().memory_info().rss
    assert sum(map(len, items)) == 1_000_000_000
    assert psutil.Process().memory_info().rss - before < 50_000_000


def test_a_forked_caller_gets_a_server_of_its_own() -> None:
    list(run_isolated(misbehaving.count, 1, limits=LIMITS))
    # As gunicorn does; in a process of its own because this one may have threads.
    script = (
        "import os, sys\n"
        "from docsearch.ingest.isolation import run_isolated\n"
        "from docsearch.ingest.limits import Limits\n"
        "from tests.integration.ingest.misbehaving import count\n"
        "list(run_isolated(count, 1, limits=Limits()))\n"
        "child = os.fork()\n"
        "same = list(run_isolated(count, 2, limits=Limits())) == [0, 1]\n"
        "child or os._exit(not same)\n"
        "sys.exit(os.waitpid(child, 0)[1] or not same)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=CHECKOUT, timeout=30)


@pytest.fixture
def caller(tmp_path: Path) -> Path:
    # Without extension and without guard, as a console script may be.
    script = tmp_path / "docsearch-caller"
    script.write_text(CALLER)
    return script


def test_a_killed_caller_takes_its_processes_along(caller: Path, tmp_path: Path) -> None:
    witness = tmp_path / "witness"
    process = subprocess.Popen(
        [sys.executable, caller, witness],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "[0, 1, 2]\n"
        worker = psutil.Process(int(process.stdout.readline()))
        ancestors = worker.parents()
        family = [worker, *ancestors[:2]]
        assert process.pid not in {member.pid for member in family}
        process.kill()
    for member in family:
        wait_until(lambda pid=member.pid: not is_running(pid))  # type: ignore[misc]
    assert witness.read_text() == "main ran\n"
