"""A bounded memory of what was worked out for one snapshot."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar, cast

Value = TypeVar("Value")

CACHE_BYTES: Final = 448 * 1024 * 1024


class Cache:
    """Keeps the values used last, up to so many bytes, for any number of threads."""

    def __init__(self) -> None:
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """Return the value of the key, calling ``make`` if needed.

        Two threads may make the same value at the same time: one of the two is kept.
        """
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return cast(Value, known[0])
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value, size(value)
                self._size += self._kept[key][1]
            while self._size > CACHE_BYTES:
                _, (_, forgotten) = self._kept.popitem(last=False)
                self._size -= forgotten
        return value
