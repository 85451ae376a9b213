"""A bounded memory of posting lists."""

from collections import OrderedDict
from collections.abc import Callable
from threading import RLock

from docsearch.search.ports import Leaf
from docsearch.search.whoosh_engine.postings import Postings


class PostingCache:
    """Keeps the lists used last, up to so many bytes, for any number of threads."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._size = 0
        self._kept: OrderedDict[Leaf, Postings] = OrderedDict()
        # Re-entrant, because a phrase reads its tokens while it is being read.
        self._lock = RLock()

    def get(self, leaf: Leaf, read: Callable[[], Postings]) -> Postings:
        """Return the list of the leaf, calling ``read``, in one thread at a time, if needed."""
        with self._lock:
            if leaf in self._kept:
                self._kept.move_to_end(leaf)
                return self._kept[leaf]
            postings = read()
            self._kept[leaf] = postings
            self._size += postings.size
            while self._size > self._capacity:
                _, forgotten = self._kept.popitem(last=False)
                self._size -= forgotten.size
            return postings
