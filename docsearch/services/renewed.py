"""What takes long to make, is made beside the requests, and again once it is out of date."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Final, Generic, TypeVar

import structlog

T = TypeVar("T")

_PATIENCE: Final = 0.2
"""Seconds that a request may wait for what is being made."""

_RESTS: Final = 50
"""Times as long as the making took, during which what is out of date is good enough."""

log = structlog.get_logger()


class Renewed(Generic[T]):
    """A value made of something that has versions.

    Whoever asks gets the value of the present version if that takes a moment, else the last one,
    and nothing as long as there is none. What takes longer than a moment is not made all the time.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[Hashable, T] | None = None
        self._making: threading.Thread | None = None
        self._took = 0.0
        self._rested_at = 0.0

    def get(self, version: Hashable) -> T | None:
        """Return the value, of this version or an older one; ``None`` while there is none."""
        if self._made is None or self._made[0] != version:
            making = self._begin(version)
            if making and (self._made is None or self._took < _PATIENCE):
                making.join(_PATIENCE)
        return self._made[1] if self._made else None

    def _begin(self, version: Hashable) -> threading.Thread | None:
        with self._lock:
            busy = self._making is not None and self._making.is_alive()
            if not busy and time.monotonic() >= self._rested_at:
                self._making = threading.Thread(target=self._renew, args=[version], daemon=True)
                self._making.start()
            return self._making

    def _renew(self, version: Hashable) -> None:
        started = time.monotonic()
        try:
            self._made = version, self._make()
        except Exception:
            # Nobody waits for it: those who ask next have it made again.
            log.exception("renewal.failed")
        self._took = time.monotonic() - started
        self._rested_at = time.monotonic() + (self._took * _RESTS if self._took > _PATIENCE else 0)
