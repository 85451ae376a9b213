"""What is written: the fields and columns of a record.

Whoosh pickles these classes into every index by their import path: moving or renaming one makes
the indexes that exist unusable.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import Any, Final

import numpy as np
from whoosh.columns import FixedBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Format

from docsearch.search.ports import Attribute, IndexRecord, TermField

POSITION_TYPE: Final = "I"
"""Type code of a token's position, in ``array`` and in numpy."""

FACTS: Final = np.dtype(
    [("document", "<i8"), ("page", "<u4"), *((field.value, "<u4") for field in TermField)]
)
"""A record's document, page, and length in each field."""

ACCESS: Final = "access"
DATE: Final = "date"
ATTRIBUTES: Final = (ACCESS, DATE, *(attribute.value for attribute in Attribute))
"""What a document's first record carries for all."""


class TokenField(FieldType):
    """A field of ready tokens: a posting's weight is the frequency, its value the positions."""

    format = Format()

    def __init__(self) -> None:
        # There is no analyzer to give to the base class.
        pass

    def index(
        self, value: Sequence[str | None], **_: object
    ) -> Generator[tuple[bytes, int, int, bytes], None, None]:
        """Yield each distinct token with frequency, weight and positions."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        for position, token in enumerate(value):
            if token is not None:
                positions[token].append(position)
        for token, places in positions.items():
            frequency = len(places)
            yield encoded(token), frequency, frequency, array(POSITION_TYPE, places).tobytes()


FACTS_COLUMN: Final = FixedBytesColumn(FACTS.itemsize, default=b"\xff" * FACTS.itemsize)
ATTRIBUTES_COLUMN: Final = VarBytesColumn()

SCHEMA: Final = Schema(
    **{field.value: TokenField() for field in TermField},
    facts=COLUMN(FACTS_COLUMN),
    attributes=COLUMN(ATTRIBUTES_COLUMN),
)


def encoded(token: str) -> bytes:
    """Return the bytes under which a token stands in the term list."""
    return token.encode("utf-8", "surrogatepass")


def row(record: IndexRecord, *, first: bool) -> dict[str, Any]:
    """Return the Whoosh document of a record; a document's first one carries its attributes."""
    terms = {field.value: tokens for field, tokens in record.terms.items()}
    lengths = (
        sum(token is not None for token in record.terms.get(field, ())) for field in TermField
    )
    facts = np.array((record.document, record.page, *lengths), dtype=FACTS)
    attributes = {"attributes": _attributes(record)} if first else {}
    return {**terms, **attributes, "facts": facts.tobytes()}


def _attributes(record: IndexRecord) -> bytes:
    values = {
        ACCESS: [record.access],
        DATE: [record.date],
        Attribute.LANGUAGE: record.languages,
        Attribute.TYPE: [record.type],
        Attribute.YEAR: [] if record.year is None else [str(record.year)],
        Attribute.COLLECTION: [record.collection],
    }
    return json.dumps(values).encode()
