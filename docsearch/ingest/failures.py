"""The one error of ingestion: a document that cannot be read."""

from typing import Final

from docsearch.domain.documents import FailureReason

_DETAIL_CHARACTERS: Final = 500


class ExtractionFailed(Exception):
    """A document gives no text: ``reason`` is for people, ``detail`` for whoever investigates."""

    def __init__(self, reason: FailureReason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


def describe(error: Exception) -> str:
    """Return what happened, for whoever investigates."""
    return f"{type(error).__name__}: {error}"[:_DETAIL_CHARACTERS]
