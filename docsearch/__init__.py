"""A documentation centre that answers in French and Arabic, page by page."""

__version__ = "0.1.0"
