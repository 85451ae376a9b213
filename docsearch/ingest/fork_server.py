"""A single-threaded process that forks one confined worker per call; see ``isolation``.

Our own rather than multiprocessing's: that one runs the caller's ``__main__`` again in every
child (the whole application, under a console script), cannot be shared across a fork of the
caller, and needs its pickled process objects.
"""

import ctypes
import importlib
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, NoReturn

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits

NUMBER: Final = struct.Struct("!q")
"""Form of what the status pipe carries: the worker's process id, then its exit code."""

ITEM: Final = "item"
FAILED: Final = "failed"
FINISHED: Final = "finished"

MODULE_NAME_BYTES: Final = 1_000
_NICENESS: Final = 10
_PR_SET_PDEATHSIG: Final = 1
_GRACE_SECONDS: Final = 5

# Pickled beforehand: a process out of memory may not manage it.
_OUT_OF_MEMORY: Final = pickle.dumps(
    (FAILED, (FailureReason.TOO_MUCH_MEMORY, "the memory limit was reached"))
)


def _serve(control: socket.socket) -> NoReturn:
    """Fork a warden for every pair of descriptors received, until the caller is gone."""
    # The kernel then reaps the wardens by itself.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        module, descriptors, _, _ = socket.recv_fds(control, MODULE_NAME_BYTES, 2)
        if not module:
            os._exit(0)
        _preload(module.decode())
        _fork(partial(_watch, control, *descriptors))
        for descriptor in descriptors:
            os.close(descriptor)


def _preload(module: str) -> None:
    try:
        imported = importlib.import_module(module)
        # What the module reads once, every worker then has.
        getattr(imported, "warm_up", int)()
    except Exception:
        # The worker meets the same error and reports it to the caller.
        return


def _fork(body: Callable[[], NoReturn]) -> int:
    """Return the process id of a child that runs ``body`` and dies with this process."""
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == parent:
            body()
    finally:
        os._exit(1)


def _watch(control: socket.socket, conversation: int, status: int) -> NoReturn:
    """Run one worker and tell its process id and its end through ``status``."""
    control.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    worker = _fork(partial(_work, conversation))
    os.close(conversation)
    os.write(status, NUMBER.pack(worker))
    _, ended = os.waitpid(worker, 0)
    os.write(status, NUMBER.pack(os.waitstatus_to_exitcode(ended)))
    os._exit(0)


def _work(conversation: int) -> NoReturn:
    channel = socket.socket(fileno=conversation)
    with channel.makefile("rb") as requests:
        limits, function, arguments = pickle.load(requests)
    _confine(limits)
    channel.sendall(_run(channel, function, arguments))
    os._exit(0)


def _run(
    channel: socket.socket, function: Callable[..., Iterable[object]], arguments: tuple[object, ...]
) -> bytes:
    """Send what the function yields; return the message that tells how it ended."""
    try:
        for item in function(*arguments):
            channel.sendall(pickle.dumps((ITEM, item)))
    except MemoryError:
        return _OUT_OF_MEMORY
    except RecursionError:
        return pickle.dumps((FAILED, (FailureReason.DAMAGED, "nested too deeply")))
    except ExtractionFailed as failure:
        return pickle.dumps((FAILED, (failure.reason, failure.detail)))
    except Exception as error:
        detail = f"{type(error).__name__}: {error}"
        return pickle.dumps((FAILED, (FailureReason.CRASHED, detail)))
    return pickle.dumps((FINISHED, None))


def _confine(limits: Limits) -> None:
    os.nice(_NICENESS)
    bounds = {
        resource.RLIMIT_AS: (limits.memory_bytes, limits.memory_bytes),
        resource.RLIMIT_CPU: (limits.cpu_seconds, limits.cpu_seconds + _GRACE_SECONDS),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, bound in bounds.items():
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            bound = (min(bound[0], ceiling), min(bound[1], ceiling))
        resource.setrlimit(kind, bound)


def main() -> None:
    """Leave the launcher behind and serve the socket whose descriptor is the first argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    if os.fork() == 0:
        _serve(control)


if __name__ == "__main__":
    main()
