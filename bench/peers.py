"""What the engines that one would use instead are asked, on the same tokens."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from bench.queries import Question
from docsearch.search.ports import IndexRecord, Records
from docsearch.search.query_tree import Attribute, TermField

TEXT_FIELDS: Final = (TermField.STEM, TermField.EXACT)
"""What peers index that are not asked for boosts: nothing else is then looked up in them."""

FACETS: Final = (Attribute.LANGUAGE, Attribute.TYPE, Attribute.YEAR)
BEST: Final = 10

Ask = Callable[[Question], int]
"""Finds documents or pages: the ten best, three facets, and how many there are in all.

Only the number is returned, which tells whether engines agree.
"""


class Unanswerable(Exception):
    """The engine has nothing for this kind of question."""


class Candidate(Protocol):
    """An engine in a folder of its own, which exists."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, documents: Records) -> None:
        """Index all the records, ready to be read by another process."""

    def open(self) -> None:
        """Open what was built."""

    def ways(self) -> Mapping[str, Ask]:
        """Return the ways to ask by name."""


def flat(documents: Records) -> Iterator[IndexRecord]:
    """Yield the records of all documents."""
    return (record for _, group in documents for record in group)


def text(record: IndexRecord, field: TermField) -> str:
    """Return the tokens of a field with spaces between."""
    return " ".join(token for token in record.terms[field] if token is not None)


def facets(record: IndexRecord) -> dict[Attribute, str]:
    """Return what facets count."""
    return {name: " ".join(record.attributes.get(name, ())) for name in FACETS}
