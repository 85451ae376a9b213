"""What ``app`` hands to the commands, so that a command opens no more than it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docsearch.ingest.limits import Limits
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.services.centre import Centre
from docsearch.storage import FileStore


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where the centre lives, what one file may cost, how to make, open, and serve it."""

    address: str
    database: Path
    samples: Path
    store: FileStore
    limits: Limits
    models: RecognitionModels
    create: Callable[[], Centre]
    open: Callable[[], Centre]
    serve: Callable[[], None]
