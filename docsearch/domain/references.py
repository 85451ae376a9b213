"""References that human-rights texts make to one another."""

from dataclasses import dataclass
from enum import StrEnum


class CitationKind(StrEnum):
    """What a citation points at."""

    UN_SYMBOL = "un-symbol"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference found in a text: ``text[start:end]`` names the record ``key``."""

    kind: CitationKind
    key: str
    start: int
    end: int
