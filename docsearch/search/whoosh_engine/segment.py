"""One immutable segment of the index, read as arrays."""

import json
from collections.abc import Iterator
from heapq import nsmallest
from typing import Final

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import TermNotFound

from docsearch.search.ports import Leaf, Phrase, Prefix, Term, TermField
from docsearch.search.whoosh_engine.attributes import AttributeColumn
from docsearch.search.whoosh_engine.cache import PostingCache
from docsearch.search.whoosh_engine.postings import Postings, decode, phrase, union
from docsearch.search.whoosh_engine.schema import (
    ATTRIBUTES,
    ATTRIBUTES_COLUMN,
    FACTS,
    FACTS_COLUMN,
    SCHEMA,
    encoded,
)
from docsearch.search.whoosh_engine.storage import reading

CACHE_BYTES: Final = 64 * 1024 * 1024
"""Memory for decoded posting lists, per segment."""

PREFIX_TOKENS: Final = 1000
"""A prefix stands for at most so many tokens of a segment, the most frequent ones."""


class Segment:
    """The rows of a segment, deleted ones included, and what a leaf matches among them.

    The rows of a document follow each other; ``starts`` says where each begins. Nothing here
    depends on deletions, so that a segment stays open from one commit to the next.
    """

    def __init__(self, storage: FileStorage, segment: W3Segment) -> None:
        codec = segment.codec()
        columns = codec.per_document_reader(storage, segment)
        facts = columns.column_reader("facts", FACTS_COLUMN)
        described = list(columns.column_reader("attributes", ATTRIBUTES_COLUMN))
        self.facts = np.frombuffer(b"".join(facts), FACTS)
        if (self.facts["document"] < 0).any():
            raise ValueError("a column is shorter than its segment")
        self.starts = np.array([row for row, value in enumerate(described) if value], np.int32)
        attributes = [json.loads(described[row]) for row in self.starts]
        self.attributes = {
            name: AttributeColumn.of([values[name] for values in attributes]) for name in ATTRIBUTES
        }
        self._terms = codec.terms_reader(storage, segment)
        self._cache = PostingCache(CACHE_BYTES)

    def find(self, leaf: Leaf) -> Postings:
        """Return the rows that the leaf matches."""
        with reading():
            return self._cache.get(leaf, lambda: self._read(leaf))

    def _read(self, leaf: Leaf) -> Postings:
        match leaf:
            case Term(field, token):
                return self._token(field, encoded(token))
            case Phrase(field, tokens):
                return phrase([self.find(Term(field, token)) for token in tokens])
            case Prefix(field, prefix):
                commonest = nsmallest(PREFIX_TOKENS, self._beginning(field, encoded(prefix)))
                return union([self._token(field, token) for _, token in commonest])

    def _token(self, field: TermField, token: bytes) -> Postings:
        try:
            matcher = self._terms.matcher(field.value, token, SCHEMA[field.value].format)
        except TermNotFound:
            return Postings.nothing()
        return decode(matcher)

    def _beginning(self, field: TermField, prefix: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield the tokens with the prefix, each after its number of rows, negative."""
        for (name, token), facts in self._terms.items_from(field.value, prefix):
            if name != field.value or not token.startswith(prefix):
                return
            yield -facts.doc_frequency(), token
