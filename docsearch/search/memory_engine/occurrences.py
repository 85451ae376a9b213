"""Where leaves occur in the records of one document, found by looking at every token."""

from collections.abc import Callable, Iterator, Sequence

from docsearch.search.ports import DESCRIPTION_PAGE, Excerpt, IndexRecord, Match, Span
from docsearch.search.query_tree import (
    Fuzzy,
    Leaf,
    Phrase,
    Prefix,
    Term,
    TermField,
    Translation,
)

Place = tuple[int, int]
"""Positions of the first and the last token of an occurrence, counted from its record's first."""


def frequency(records: Sequence[IndexRecord], number: int, leaf: Leaf) -> float:
    """Return how often the leaf occurs in one of the records of a document."""
    if isinstance(leaf, Translation):
        return sum(
            choice.probability * frequency(records, number, choice.leaf) for choice in leaf.choices
        )
    return sum(1 for _ in places(records, number, leaf))


def places(records: Sequence[IndexRecord], number: int, leaf: Leaf) -> Iterator[Place]:
    """Yield each occurrence of the leaf that begins in the record."""
    tokens = records[number].terms.get(leaf.field, ())
    match leaf:
        case Term(_, wanted):
            yield from _single(tokens, wanted.__eq__)
        case Prefix(_, prefix):
            yield from _single(tokens, lambda token: token.startswith(prefix))
        case Fuzzy(_, wanted, distance):
            yield from _single(
                tokens,
                lambda token: token[:1] == wanted[:1] != "" and edits(token, wanted) <= distance,
            )
        case Translation(choices):
            found = {place for choice in choices for place in places(records, number, choice.leaf)}
            yield from sorted(found)
        case Phrase(field, words, slop) if field is not TermField.NGRAM:
            yield from _phrases(_onwards(records, number, field), len(tokens), words, slop)


def excerpt(records: Sequence[IndexRecord], number: int, leaves: Sequence[Leaf]) -> Excerpt:
    """Return the text of the record with the places of all that the leaves match in it."""
    record = records[number]
    matches = []
    for leaf_number, leaf in enumerate(leaves):
        spans = _spans(record, leaf.field)
        for first, last in places(records, number, leaf):
            if first < len(spans):
                end = spans[last].end if last < len(spans) else len(record.text)
                matches.append(Match(spans[first].start, end, leaf_number))
    return Excerpt(record.text, tuple(sorted(matches)))


def edits(one: str, other: str) -> int:
    """Return the optimal string alignment distance of two words."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, twin in enumerate(other, start=1):
            cheapest = min(
                row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (letter != twin)
            )
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == twin:
                cheapest = min(cheapest, rows[i - 2][j - 2] + 1)
            row.append(cheapest)
        rows.append(row)
    return rows[-1][-1]


def _single(tokens: Sequence[str | None], wanted: Callable[[str], bool]) -> Iterator[Place]:
    for position, token in enumerate(tokens):
        if token is not None and wanted(token):
            yield position, position


def _onwards(records: Sequence[IndexRecord], number: int, field: TermField) -> Sequence[str | None]:
    """Return the tokens from the record on, as far as a phrase may reach."""
    if records[number].page == DESCRIPTION_PAGE:
        return records[number].terms.get(field, ())
    following = [record for record in records if record.page > records[number].page]
    following.sort(key=lambda record: record.page)
    return [
        token for record in (records[number], *following) for token in record.terms.get(field, ())
    ]


def _phrases(
    tokens: Sequence[str | None], starts: int, words: Sequence[str], slop: int
) -> Iterator[Place]:
    for first in range(starts):
        last, missing = first, list(words[1:])
        if words and tokens[first] == words[0]:
            while missing and last - first < len(words) + slop and last + 1 < len(tokens):
                last += 1
                if tokens[last] == missing[0]:
                    missing.pop(0)
            if not missing and last - first < len(words) + slop:
                yield first, last


def _spans(record: IndexRecord, field: TermField) -> Sequence[Span]:
    match field:
        case TermField.STEM | TermField.EXACT:
            return record.words
        case TermField.SYMBOL:
            return record.symbols
        case _:
            return ()
