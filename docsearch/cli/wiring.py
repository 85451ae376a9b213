"""What ``app`` hands to the commands, so that a command opens no more than it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docsearch.services.centre import Centre
from docsearch.storage import FileStore


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where the centre lives, and how to make, open, and serve it."""

    address: str
    database: Path
    samples: Path
    store: FileStore
    create: Callable[[], Centre]
    open: Callable[[], Centre]
    serve: Callable[[], None]
