"""What the engines that one would use instead are asked, on the same tokens."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Protocol

from docsearch.search.ports import (
    And,
    Attribute,
    IndexRecord,
    Node,
    Phrase,
    Prefix,
    Records,
    Term,
    TermField,
)

Filters = Mapping[Attribute, frozenset[str]]

TEXT_FIELDS: Final = (TermField.STEM, TermField.EXACT)
BEST: Final = 10


class Peer(Protocol):
    """An engine that answers with pages; it is asked for its ten best and their exact number."""

    def __init__(self, folder: Path) -> None: ...

    def build(self, documents: Records) -> None:
        """Index all the records in one commit."""

    def ask(self, tree: Node, filters: Filters) -> int:
        """Search, and return the number of pages found."""


def query_text(tree: Node) -> str:
    """Write a query tree in the language that both peers read."""
    match tree:
        case Term(field, token):
            return f'{field}:"{token}"'
        case Phrase(field, tokens):
            return f'{field}:"{" ".join(tokens)}"'
        case Prefix(field, prefix):
            return f"{field}:{prefix}*"
        case And(children):
            return " AND ".join(map(query_text, children))
        case _:
            raise NotImplementedError(f"no query of the benchmark has {tree}")


def flat(documents: Records) -> Iterator[IndexRecord]:
    """Yield the records of all documents."""
    return (record for _, group in documents for record in group)


def texts(record: IndexRecord) -> dict[str, str]:
    """Return the tokens of the text fields with spaces between."""
    return {
        field.value: " ".join(token for token in record.terms[field] if token is not None)
        for field in TEXT_FIELDS
    }


def attributes(record: IndexRecord) -> dict[Attribute, str]:
    """Return what facets count."""
    return {
        Attribute.LANGUAGE: " ".join(record.languages),
        Attribute.TYPE: record.type,
        Attribute.YEAR: str(record.year or ""),
        Attribute.COLLECTION: record.collection,
    }
