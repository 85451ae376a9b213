"""Processes that go on: one worker, one server with its worker, and no orphan of either."""

import os
import signal
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from docsearch.services.centre import Centre
from tests.factories import deposit, shown
from tests.integration.cli.command import Command, free_port, wait
from tests.integration.ingest.pdf_samples import pdf_of

pytestmark = pytest.mark.usefixtures("centre")


@contextmanager
def serving(home: Path) -> Iterator[tuple[psutil.Process, str]]:
    port = free_port()
    command = Command(home, {"port": str(port)})
    with command.running("serve") as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        assert line == f"docsearch answers at http://127.0.0.1:{port}\n"
        address = f"http://127.0.0.1:{port}/fr/"
        wait(lambda: _answers(address))
        yield psutil.Process(process.pid), address


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def workers(server: psutil.Process) -> list[psutil.Process]:
    return [one for one in server.children() if _is_worker(one)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "worker" in process.cmdline()
    except psutil.Error:
        # It has ended and nobody has taken note yet.
        return False


def assert_gone(family: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(family, timeout=20)
    assert alive == []


def finished(centre: Centre, document: int) -> bool:
    return shown(centre, document).state in {"indexed", "failed"}


def test_serving_reads_what_is_deposited(centre: Centre, home: Path) -> None:
    with serving(home):
        document = deposit(centre, pdf_of("Le dahir"))
        wait(lambda: finished(centre, document))
        assert shown(centre, document).state == "indexed"


def test_a_pasted_page_is_a_query_like_others(home: Path) -> None:
    with serving(home) as (_, address):
        query = urllib.parse.quote("الحق في التعليم " * 625)
        with urllib.request.urlopen(f"{address}recherche?q={query}", timeout=20) as response:
            assert response.status == 200
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}recherche?q={'x' * 200_000}", timeout=20)
        with refused.value as answer:
            assert answer.code == 414


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_server_ends_with_all_that_belongs_to_it(home: Path, number: signal.Signals) -> None:
    with serving(home) as (server, _):
        wait(lambda: workers(server))
        family = [server, *server.children(recursive=True)]
        server.send_signal(number)
        assert_gone(family)


def test_a_server_ends_at_once_while_its_worker_reads(centre: Centre, home: Path) -> None:
    document = deposit(centre, pdf_of(*(f"Page {number}" for number in range(3000))))
    with serving(home) as (server, _):
        wait(lambda: shown(centre, document).pages_read)
        family = [server, *server.children(recursive=True)]
        server.terminate()
        assert_gone(family)
    left = shown(centre, document)
    assert (left.state, left.failure_reason, left.failure_detail) == ("extracting", None, "")


def test_a_worker_that_dies_is_started_again(centre: Centre, home: Path) -> None:
    with serving(home) as (server, address):
        wait(lambda: workers(server))
        (first,) = workers(server)
        first.kill()
        wait(lambda: workers(server) and workers(server) != [first])
        document = deposit(centre)
        wait(lambda: finished(centre, document))
        assert _answers(address)


def test_a_second_worker_waits_for_the_first_and_can_be_stopped(centre: Centre, home: Path) -> None:
    command = Command(home)
    with command.running("worker") as first:
        wait(lambda: _holds_lock(first.pid, home))
        with command.running("worker") as second:
            wait(lambda: _waits_for_lock(second.pid, home))
            document = deposit(centre)
            wait(lambda: finished(centre, document))
            assert not _holds_lock(second.pid, home)
            second.terminate()
            assert second.wait(timeout=10) == 0
        with command.running("worker") as third:
            wait(lambda: _waits_for_lock(third.pid, home))
            first.kill()
            document = deposit(centre)
            wait(lambda: finished(centre, document))


def test_a_server_beside_another_worker_still_ends(home: Path) -> None:
    with Command(home).running("worker") as other:
        wait(lambda: _holds_lock(other.pid, home))
        with serving(home) as (server, _):
            wait(lambda: workers(server) and _waits_for_lock(workers(server)[0].pid, home))
            family = [server, *server.children(recursive=True)]
            server.kill()
            assert_gone(family)
        assert other.poll() is None


def _locks(home: Path) -> list[list[str]]:
    number = str((home / "worker.lock").stat().st_ino) if (home / "worker.lock").exists() else "-"
    lines = Path("/proc/locks").read_text().splitlines()
    return [line.split() for line in lines if f":{number} " in line]


def _holds_lock(process: int, home: Path) -> bool:
    return any(str(process) in line and "->" not in line for line in _locks(home))


def _waits_for_lock(process: int, home: Path) -> bool:
    return any(str(process) in line and "->" in line for line in _locks(home))


def test_a_port_in_use_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = Command(home, {"port": str(taken.getsockname()[1])})("serve")
    assert outcome.status != 0
    assert "in use" in outcome.messages.lower()


def test_a_closed_terminal_is_no_orphan(home: Path) -> None:
    with Command(home).running("worker") as worker:
        wait(lambda: _holds_lock(worker.pid, home))
        os.kill(worker.pid, signal.SIGINT)
        assert worker.wait(timeout=10) == 0


def test_server_and_worker_end_without_complaint(centre: Centre, home: Path) -> None:
    document = deposit(centre, pdf_of("Une lettre"))
    process = Command(home, {"port": str(free_port())}).start("serve")
    wait(lambda: finished(centre, document))
    process.send_signal(signal.SIGTERM)
    _, messages = process.communicate(timeout=20)
    assert b"Fatal" not in messages
