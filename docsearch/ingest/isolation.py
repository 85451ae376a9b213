"""Run a function that may crash, hang or eat memory in a process that can be killed."""

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final, TypeVar, TypeVarTuple

from docsearch.domain.documents import FailureReason
from docsearch.ingest import fork_server
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.fork_server import NUMBER
from docsearch.ingest.limits import Limits

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

_SHORTEST_WAIT: Final = 0.001
_ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


def run_isolated(
    function: Callable[[*Arguments], Iterable[T]],
    *arguments: *Arguments,
    limits: Limits,
) -> Generator[T, None, None]:
    """Yield what ``function(*arguments)`` yields in a confined process; raise ExtractionFailed.

    The function must be importable by name, its arguments and items must pickle. The process
    waits while the caller is busy, ends with the iterator, and never outlives the caller.
    ``limits.wall_seconds`` counts the time spent waiting for it.
    """
    call = _Call(limits)
    try:
        call.start(function, arguments)
        yield from call.items()
    finally:
        call.end()


class _Server:
    """The caller's link to its own fork server, started when first needed."""

    def __init__(self) -> None:
        self._forget()
        # A forked caller (a gunicorn worker) must not share, nor keep alive, its parent's server.
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None

    def fork(self, module: str, descriptors: Sequence[int]) -> None:
        """Have a worker forked that talks through the descriptors, with the module imported."""
        request = [module.encode()]
        with self._lock:
            if self._control is None:
                self._control = _launch()
            try:
                socket.send_fds(self._control, request, descriptors)
            except ConnectionError:
                self._control.close()
                self._control = _launch()
                socket.send_fds(self._control, request, descriptors)


def _launch() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    search_path = os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
    with theirs:
        subprocess.run(
            [sys.executable, "-P", "-m", fork_server.__name__, str(theirs.fileno())],
            check=True,
            # Libraries that would use every core are bound to one, like all the rest.
            env={**os.environ, "PYTHONPATH": search_path, **_ONE_THREAD},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Ctrl-C is for the caller, who then ends its workers.
            start_new_session=True,
        )
    return ours


_SERVER: Final = _Server()


class _Call:
    """One conversation with one worker."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._patience = limits.wall_seconds
        self._channel, self._far_channel = socket.socketpair()
        self._replies = self._channel.makefile("rb")
        status, self._far_status = os.pipe()
        self._status = os.fdopen(status, "rb")
        self._over = False

    def start(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        """Hand the function to a fresh worker."""
        try:
            request = pickle.dumps((self._limits, function, arguments))
            _SERVER.fork(function.__module__, (self._far_channel.fileno(), self._far_status))
        finally:
            self._far_channel.close()
            os.close(self._far_status)
        with suppress(ConnectionError):
            self._channel.sendall(request)

    def items(self) -> Iterator[Any]:
        """Yield the worker's items; raise ExtractionFailed for any end but the natural one."""
        while (message := self._receive())[0] == fork_server.ITEM:
            yield message[1]
        self._over = True
        kind, content = message
        if kind == fork_server.FAILED:
            raise ExtractionFailed(*content)

    def end(self) -> None:
        """Kill the worker unless it has ended, and close what joins us to it."""
        if not self._over:
            self._kill()
        self._replies.close()
        self._channel.close()
        self._status.close()

    def _receive(self) -> tuple[str, Any]:
        self._channel.settimeout(max(self._patience, _SHORTEST_WAIT))
        started = time.monotonic()
        try:
            message: tuple[str, Any] = pickle.load(self._replies)
        except TimeoutError:
            detail = f"no answer after {self._limits.wall_seconds:g} seconds"
            raise ExtractionFailed(FailureReason.TOO_SLOW, detail) from None
        except (EOFError, pickle.UnpicklingError, ConnectionError):
            raise self._inquest() from None
        finally:
            self._patience -= time.monotonic() - started
        return message

    def _kill(self) -> int | None:
        """Kill the worker; return its exit code, or None when nobody is left to tell it."""
        self._over = True
        worker = self._status.read(NUMBER.size)
        if len(worker) < NUMBER.size:
            return None
        with suppress(ProcessLookupError):
            os.kill(NUMBER.unpack(worker)[0], signal.SIGKILL)
        ended = self._status.read(NUMBER.size)
        return NUMBER.unpack(ended)[0] if len(ended) == NUMBER.size else None

    def _inquest(self) -> ExtractionFailed:
        """Return the reason why a worker fell silent."""
        # Its end of the channel is closed, so the kill cannot change how it ended.
        code = self._kill()
        if code == -signal.SIGXCPU:
            detail = f"more than {self._limits.cpu_seconds} seconds of processor time"
            return ExtractionFailed(FailureReason.TOO_SLOW, detail)
        if code is not None and code < 0:
            return ExtractionFailed(FailureReason.CRASHED, signal.Signals(-code).name)
        return ExtractionFailed(FailureReason.CRASHED, f"exit status {code}")
