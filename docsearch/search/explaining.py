"""Why a document was found: which words of the query stand where."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from docsearch.search.ports import DESCRIPTION_PAGE, Excerpt, Hit
from docsearch.search.query_tree import (
    Fuzzy,
    Leaf,
    Node,
    Phrase,
    Prefix,
    Term,
    Translation,
    positive_leaves,
)
from docsearch.search.text_matches import text_matches

_MOST_FORMS: Final = 6
_LONGEST_FORM: Final = 80


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the query as it was typed, and where it stands in a document.

    ``forms`` are the spellings found, most frequent first; ``pages`` are pairs of a page and a
    count, the description being page 0.
    """

    word: str
    forms: tuple[str, ...]
    pages: tuple[tuple[int, int], ...]


def typed_words(tree: Node, typed: str) -> tuple[str, ...]:
    """Return each positive leaf as it was typed, or as the index knows it where that is lost."""
    words = [leaf_text(leaf) for leaf in positive_leaves(tree)]
    for match in reversed(text_matches(typed, tree)):
        words[match.leaf] = typed[match.start : match.end]
    return tuple(words)


def reasons(hit: Hit, words: Sequence[str]) -> tuple[Reason, ...]:
    """Return what each of the typed words matched in the texts that the hit carries."""
    texts = _texts(hit)
    return tuple(_reason(word, number, texts) for number, word in enumerate(words))


def _texts(hit: Hit) -> list[tuple[int, Excerpt]]:
    pages = [(page.page, page.excerpt) for page in hit.pages]
    texts = [(DESCRIPTION_PAGE, hit.description), *sorted(pages, key=lambda page: page[0])]
    return [(page, excerpt) for page, excerpt in texts if excerpt is not None]


def _reason(word: str, leaf: int, texts: Sequence[tuple[int, Excerpt]]) -> Reason:
    forms: Counter[str] = Counter()
    pages = []
    for page, excerpt in texts:
        found = list(_forms(excerpt, leaf))
        forms.update(found)
        if found:
            pages.append((page, len(found)))
    frequent = tuple(form for form, _ in forms.most_common(_MOST_FORMS))
    return Reason(word, frequent, tuple(pages))


def _forms(excerpt: Excerpt, leaf: int) -> Iterable[str]:
    for match in excerpt.matches:
        if match.leaf == leaf:
            form = " ".join(excerpt.text[match.start : match.end].split())
            yield form[:_LONGEST_FORM].lower()


def leaf_text(leaf: Leaf) -> str:
    """Return what a leaf looks for, as the index knows it."""
    match leaf:
        case Term(_, token) | Fuzzy(_, token):
            return token
        case Prefix(_, prefix):
            return f"{prefix}*"
        case Phrase(_, tokens):
            return " ".join(tokens)
        case Translation(choices):
            return leaf_text(choices[0].leaf)
