"""Descriptions as forms show them: the words of the reader, the lists on one line."""

from collections.abc import Mapping
from typing import Final

from docsearch.models import Document
from docsearch.search.query_tree import Attribute
from docsearch.web.centre import the_centre
from docsearch.web.interface_language import interface_language
from docsearch.web.sign_in import current_actor

Words = Mapping[Attribute, Mapping[str, str]]
"""The names of the values of each attribute, in the reader's language."""

_TEXTS: Final = (
    "title_fr",
    "title_ar",
    "title_en",
    "symbol",
    "abstract",
    "issuing_body",
    "source",
    "external_link",
    "shelf_mark",
)
_LISTS: Final = ("authors", "subjects", "languages")


def vocabulary() -> Words:
    """Return the names of types and collections in the reader's language."""
    return the_centre().vocabularies.labels(current_actor(), interface_language())


def as_typed(document: Document) -> dict[str, str]:
    """Return the description as somebody would type it."""
    collection = document.collection_code or ""
    return {
        **{name: getattr(document, name) for name in _TEXTS},
        **{name: "; ".join(getattr(document, name)) for name in _LISTS},
        "type": document.type_code,
        "date": str(document.date or ""),
        "collection": vocabulary()[Attribute.COLLECTION].get(collection, collection),
        "access": document.access.value,
        "generation": str(document.generation),
    }
