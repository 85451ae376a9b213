"""An exact engine in plain dictionaries and loops: small, slow, and the judge of the others."""

from docsearch.search.memory_engine.engine import MemoryEngine

__all__ = ["MemoryEngine"]
