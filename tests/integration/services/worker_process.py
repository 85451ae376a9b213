"""A worker in a process of its own, to be killed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from docsearch.app import open_centre
from docsearch.config import Settings

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["docsearch.app"])


def _work(home: Path) -> None:
    centre = open_centre(Settings(home=home))
    with centre.worker.sole(wait=True):
        centre.worker.run(threading.Event())


@contextmanager
def worker_process(home: Path) -> Iterator[ForkServerProcess]:
    """Run the worker of a centre; at the end it is killed as SIGKILL does."""
    process = _CONTEXT.Process(target=_work, args=(home,), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
