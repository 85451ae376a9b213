"""Receiving a file: what it really is, and the name it may be shown under."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.kinds import ARCHIVE_STARTS, kind_of
from docsearch.ingest.isolation import run_isolated
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import MediaType
from docsearch.text.normalise import stream_safe

NAME_CHARACTERS: Final = 255
_NAMELESS: Final = "document"
_SUFFIX_CHARACTERS: Final = 16
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})

_LOOK: Final = Limits(wall_seconds=30, cpu_seconds=10, memory_bytes=1_000_000_000)
"""Listing an archive takes no longer, unless it was made to."""


def receive(path: Path, limits: Limits) -> MediaType:
    """Return the kind of the file; raise ExtractionFailed for one not worth opening."""
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise ExtractionFailed(FailureReason.FILE_MISSING, "the stored file is gone") from error
    if size > limits.bytes:
        detail = f"{size} bytes, limit {limits.bytes}"
        raise ExtractionFailed(FailureReason.TOO_LARGE, detail)
    return media_type(path)


def media_type(path: Path) -> MediaType:
    """Return the kind of the file by its bytes; raise ExtractionFailed: EMPTY, UNSUPPORTED …

    What is packed is looked into by a process of its own.
    """
    with path.open("rb") as file:
        if not file.read(4).startswith(ARCHIVE_STARTS):
            return kind_of(file)
    (kind,) = run_isolated(kinds_of_archive, path, limits=_LOOK)
    return kind


def kinds_of_archive(path: Path) -> Iterator[MediaType]:
    """Yield the kind of the archive, for a process of its own."""
    with path.open("rb") as file:
        yield kind_of(file)


def display_name(name: str) -> str:
    """Return a file's original name made safe to store and show.

    >>> display_name("../../etc/rapport\\u202efdp.exe")
    'rapportfdp.exe'
    """
    last = next((part for part in reversed(re.split(r"[/\\]", name)) if part.strip(" .")), "")
    # Letters and marks come together only when nothing hidden is left between them.
    visible = stream_safe("".join(map(_shown, last)))
    shown = " ".join(unicodedata.normalize("NFC", visible).split())
    short = _shortened(shown)
    return short if short.strip(" .") else _NAMELESS


def _shortened(name: str) -> str:
    """Return a name of at most ``NAME_CHARACTERS``, with its ending."""
    if len(name) <= NAME_CHARACTERS:
        return name
    suffix = Path(name).suffix
    if len(suffix) > _SUFFIX_CHARACTERS:
        suffix = ""
    return name[: NAME_CHARACTERS - len(suffix)].rstrip() + suffix


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN_CATEGORIES else character
