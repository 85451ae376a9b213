"""What the index knows: term fields, attributes, and the classes that Whoosh writes into it.

Whoosh pickles these classes into every index by their import path: moving or renaming one makes
the indexes that exist unusable.
"""

from collections.abc import Sequence
from typing import Any, Final

from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from docsearch.search.ports import IndexRecord
from docsearch.search.query_tree import Attribute, TermField

FORMAT: Final = 2
"""Number of the way in which arrays are laid out on the disk: other ones cannot be read."""

POSITIONED: Final = frozenset(TermField) - {TermField.NGRAM}
"""Fields in which the places of tokens are known."""

DATE: Final = "date"
ATTRIBUTES: Final = (DATE, *(attribute.value for attribute in Attribute))
"""What is known of a document as a whole."""


class TokenField(FieldType):
    """A field of ready tokens."""

    format = Format()

    def __init__(self) -> None:
        # There is no analyzer to give to the base class.
        pass


SCHEMA: Final = Schema(**{field.value: TokenField() for field in TermField})


def encoded(text: str) -> bytes:
    """Return the bytes as which a token or a text is kept."""
    return text.encode("utf-8", "surrogatepass")


def decoded(content: bytes) -> str:
    """Return the token or text that was encoded."""
    return content.decode("utf-8", "surrogatepass")


def attribute_values(record: IndexRecord) -> dict[str, Sequence[str]]:
    """Return the values that the record carries of each attribute of its document."""
    values: dict[str, Any] = {name: record.attributes.get(name, ()) for name in Attribute}
    return {DATE: (record.date,), **values, Attribute.ACCESS: (record.access,)}
