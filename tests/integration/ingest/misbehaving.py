"""Functions that do in a confined process what no caller should suffer."""

import os
import time
from collections.abc import Iterator

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed


def count(limit: int) -> Iterator[int]:
    yield from range(limit)


def process_id() -> Iterator[int]:
    yield os.getpid()


def niceness() -> Iterator[int]:
    yield os.nice(0)


def sleep(seconds: float) -> Iterator[int]:
    yield os.getpid()
    time.sleep(seconds)


def burn() -> Iterator[int]:
    yield 1
    while True:
        pass


def eat() -> Iterator[int]:
    yield 1
    eaten = []
    while True:
        eaten.append(bytes(10_000_000))


def kill_itself(signal_number: int) -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal_number)


def leave(status: int) -> Iterator[int]:
    yield 1
    os._exit(status)


def refuse() -> Iterator[int]:
    yield 1
    raise ExtractionFailed(FailureReason.ENCRYPTED, "a password is needed")


def descend() -> Iterator[int]:
    yield 1
    list(descend())


def stumble() -> Iterator[int]:
    yield 1
    raise ValueError("unexpected")


def yield_much(items: int, size: int) -> Iterator[bytes]:
    for _ in range(items):
        yield bytes(size)


def talk(text: str) -> Iterator[str]:
    print(text, flush=True)
    yield text
