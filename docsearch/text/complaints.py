"""Whether a document is the complaint of one person, or deals with it.

Laws, guides and reports on how complaints are dealt with are no such documents: they speak of
complaints in the plural, or name themselves for what they are.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from docsearch.text.complaint_patterns import (
    CASE_SYMBOL,
    FIELD,
    GENERAL,
    NAMES_ITSELF,
    OBJECT,
    OF_A_PERSON,
    OF_ONE,
    STATEMENT,
    VERSUS,
)
from docsearch.text.folding import folded_line

_HEAD_CHARACTERS: Final = 4_000
_HEAD_LINES: Final = 30
_TITLE_LINES: Final = 12
_TITLE_CHARACTERS: Final = 120
_FIRST_LINES: Final = 3


def is_complaint(title: str, first_page: str) -> bool:
    """Tell whether the document is about the complaint of one person.

    >>> is_complaint("Plainte de M. Ahmed B. contre l'administration", "")
    True
    >>> is_complaint("Guide des plaintes individuelles", "Comment présenter une plainte ?")
    False
    """
    heading = folded_line(title)
    lines = list(_head(first_page))
    titles = [line for line in (heading, *lines[:_TITLE_LINES]) if len(line) <= _TITLE_CHARACTERS]
    objects = list(_objects(lines))
    if any(map(CASE_SYMBOL.search, titles)) or any(map(OF_A_PERSON.search, (heading, *objects))):
        return True
    if VERSUS.match(heading) or (any(map(VERSUS.match, titles)) and not GENERAL.match(heading)):
        return True
    if any(map(GENERAL.match, (heading, *lines[:_FIRST_LINES]))):
        return False
    return (
        any(map(OF_A_PERSON.match, titles))
        or any(map(NAMES_ITSELF.match, titles))
        or any(map(OF_ONE.match, objects))
        or any(map(FIELD.match, lines))
        or STATEMENT.search(" ".join(lines)) is not None
    )


def _objects(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if found := OBJECT.match(line):
            yield found[1]


def _head(page: str) -> Iterator[str]:
    """Yield the first lines of a page that say anything."""
    lines = (folded_line(line) for line in page[:_HEAD_CHARACTERS].split("\n"))
    said = [line for line in lines if line]
    yield from said[:_HEAD_LINES]
