"""Somebody who asks a server one thing after another over a few lasting connections."""

import re
import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

CONNECTIONS: Final = 8

_LENGTH: Final = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
_CHUNK: Final = 1 << 16


@dataclass(slots=True)
class Load:
    """What was answered: milliseconds of each answer, and seconds of the clock and the client."""

    waited: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0


class Connection:
    """A connection that lasts; much lighter than ``http.client``, because both share two cores."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, address: str) -> bytes:
        """Return the body of an answer; raise ``OSError`` unless it is a good one."""
        self._socket.sendall(f"GET {address} HTTP/1.1\r\nHost: bench\r\n\r\n".encode("ascii"))
        answer = b""
        while not (length := _LENGTH.search(answer)) or b"\r\n\r\n" not in answer:
            answer += self._received()
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise OSError(f"{address}: {head[:60]!r}")
        while len(body) < int(length[1]):
            body += self._received()
        return body

    def close(self) -> None:
        """Let go of the connection."""
        self._socket.close()

    def _received(self) -> bytes:
        part = self._socket.recv(_CHUNK)
        if not part:
            raise OSError("the server hung up")
        return part


def load(port: int, addresses: Sequence[str], seconds: float) -> Load:
    """Ask for so many seconds, everything in turn, over all the connections at once."""
    asked, together = cycle(addresses), Load()
    cpu, started = time.process_time(), time.monotonic()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asking = [
            pool.submit(_ask, port, asked, started + seconds, together.waited)
            for _ in range(CONNECTIONS)
        ]
    for one in asking:
        one.result()
    together.seconds = time.monotonic() - started
    together.cpu = time.process_time() - cpu
    return together


def _ask(port: int, addresses: Iterator[str], until: float, waited: list[float]) -> None:
    connection = Connection(port)
    while time.monotonic() < until:
        started = time.perf_counter()
        connection.get(next(addresses))
        waited.append((time.perf_counter() - started) * 1000)
    connection.close()
