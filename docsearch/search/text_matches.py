"""Where a query matches in a raw text, found by reading the text as the index would."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import OSA

from docsearch.search.ports import Match
from docsearch.search.query_fields import symbol_token
from docsearch.search.query_tree import (
    Fuzzy,
    Leaf,
    Node,
    Phrase,
    Prefix,
    Term,
    TermField,
    Translation,
    positive_leaves,
)
from docsearch.text.analysis import analyze
from docsearch.text.symbols import find_symbols


class _Words:
    """The words of a text in one field, by their places and the places by the words."""

    def __init__(self, forms: Sequence[str | None]) -> None:
        self.forms = forms
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        for place, form in enumerate(forms):
            if form is not None:
                self.places[form].append(place)


def text_matches(text: str, tree: Node) -> tuple[Match, ...]:
    """Return the matches of the tree's leaves that a page can hold: titles are not in its text."""
    tokens = analyze(text)
    words = {
        TermField.STEM: _Words([token.stem for token in tokens]),
        TermField.EXACT: _Words([token.exact for token in tokens]),
    }
    found = []
    for number, leaf in enumerate(positive_leaves(tree)):
        if leaf.field is TermField.SYMBOL:
            found += [Match(start, end, number) for start, end in _symbols(leaf, text)]
        elif leaf.field in words:
            places = _places(leaf, words[leaf.field])
            found += [
                Match(tokens[first].start, tokens[last].end, number) for first, last in places
            ]
    return tuple(sorted(found))


def _places(leaf: Leaf, words: _Words) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last token of each match, in any order."""
    match leaf:
        case Translation(choices):
            yield from {place for choice in choices for place in _places(choice.leaf, words)}
        case Phrase():
            yield from _phrases(leaf, words)
        case Term(_, wanted):
            yield from ((place, place) for place in words.places.get(wanted, ()))
        case _:
            meant = (places for form, places in words.places.items() if _is_meant(leaf, form))
            yield from ((place, place) for place in chain.from_iterable(meant))


def _is_meant(leaf: Prefix | Fuzzy, form: str) -> bool:
    if isinstance(leaf, Prefix):
        return form.startswith(leaf.prefix)
    same_start = form[:1] == leaf.token[:1]
    return same_start and (
        OSA.distance(form, leaf.token, score_cutoff=leaf.distance) <= leaf.distance
    )


def _phrases(phrase: Phrase, words: _Words) -> Iterator[tuple[int, int]]:
    for first in words.places.get(phrase.tokens[0], ()) if phrase.tokens else ():
        last, reach = first, first + len(phrase.tokens) + phrase.slop
        for wanted in phrase.tokens[1:]:
            following = range(last + 1, min(reach, len(words.forms)))
            last = next((place for place in following if words.forms[place] == wanted), reach)
        if last < reach:
            yield first, last


def _symbols(leaf: Leaf, text: str) -> Iterator[tuple[int, int]]:
    for citation in find_symbols(text):
        match leaf:
            case Term(_, key) if symbol_token(citation.key) == key:
                yield citation.start, citation.end
            case Prefix(_, prefix) if symbol_token(citation.key).startswith(prefix):
                yield citation.start, citation.end
