"""Seconds of a processor and of a clock on the wall."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took, in seconds."""

    cpu: float
    wall: float


def timed(work: Callable[[*Arguments], T], *arguments: *Arguments) -> tuple[T, Cost]:
    """Do the work; return its result and what it took this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = work(*arguments)
    return result, Cost(time.process_time() - cpu, time.perf_counter() - wall)


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
