"""Watching the memory of this process and of the processes it starts, while something runs."""

import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TypeVarTuple

import psutil

from bench.apart import MEGABYTE, peak_megabytes

Arguments = TypeVarTuple("Arguments")

_SAMPLE_SECONDS: Final = 0.02
_PR_SET_CHILD_SUBREAPER: Final = 36


@dataclass(slots=True)
class Usage:
    """Resident MB of this process, sample by sample, and the highest of any child."""

    samples: list[float] = field(default_factory=list)
    child: float = 0.0


def watched(work: Callable[[*Arguments], object], *arguments: *Arguments) -> Usage:
    """Do the work and return the memory that it took."""
    # The reading processes leave their parent; as their reaper this process still finds them.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    usage, over = Usage(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(usage, over))
    watcher.start()
    try:
        work(*arguments)
    finally:
        over.set()
        watcher.join()
    return usage


def _watch(usage: Usage, over: threading.Event) -> None:
    this = psutil.Process()
    while not over.is_set():
        usage.samples.append(this.memory_info().rss / MEGABYTE)
        for child in this.children(recursive=True):
            # It may have ended since it was listed.
            with suppress(OSError):
                usage.child = max(usage.child, peak_megabytes(child.pid))
        over.wait(_SAMPLE_SECONDS)
