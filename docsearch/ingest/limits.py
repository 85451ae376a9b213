"""What one document may cost before its reading is stopped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one document; the process that reads it is killed beyond them."""

    bytes: int = 100_000_000
    pages: int = 5_000
    wall_seconds: float = 300.0
    cpu_seconds: int = 120
    memory_bytes: int = 1_500_000_000
