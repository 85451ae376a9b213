"""Measuring in a process of its own, whose memory is that of the thing measured alone."""

import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

MEGABYTE = 1e6


def apart(function: Callable[[*Arguments], T], *arguments: *Arguments) -> tuple[T, float]:
    """Call the function in a fresh process; return its answer and its peak memory in MB."""
    # Spawned, because a fork begins with the memory of its parent.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, partial(function, *arguments)).result()


def peak_megabytes(process: int | str = "self") -> float:
    """Return the most resident memory that a process has had."""
    # Not getrusage: what it tells outlives exec, so it begins with the launcher's memory.
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 / MEGABYTE if found else 0.0


def _measured(work: Callable[[], T]) -> tuple[T, float]:
    return work(), peak_megabytes()
