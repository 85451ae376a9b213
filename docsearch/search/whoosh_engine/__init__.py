"""The engine of the product: a Whoosh index on disk, read through numpy arrays."""

from docsearch.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
