"""A search in the other language: when it is wanted, and what of it stands for what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from docsearch.domain.language import ARABIC, FRENCH, INTERFACE_LANGUAGES
from docsearch.search.explaining import leaf_text
from docsearch.search.ports import Facet, ResultPage, SearchEngine, SearchQuery
from docsearch.search.query_syntax import relax
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Leaf,
    Node,
    Not,
    Or,
    TermField,
    positive_leaves,
)
from docsearch.search.translating import TranslatedQuery, translate
from docsearch.services.found_documents import FoundDocument
from docsearch.text.lexicon.lookup import Lexicon
from docsearch.text.scripts import language_of_words

FIRST_HITS: Final = 3
"""Documents in the other language that stand beside the answer."""

_FEWEST: Final = 10
"""With fewer documents than a list shows, those that hold only some of the words are shown too."""

_OTHER: Final = {ARABIC: FRENCH, FRENCH: ARABIC}


class Across(StrEnum):
    """Whether a search looks for documents in the other language."""

    BESIDE = "on"
    OFF = "off"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class AcrossAnswer:
    """Documents found by translation.

    ``language`` is theirs, empty for a query in both; ``any_word`` says that none has all the
    words, so those with any of them are shown; ``words`` says for each positive leaf of the
    tree that was searched which words of the query it stands for; ``missing`` are the words that
    have no translation.
    """

    language: str
    total: int
    found: tuple[FoundDocument, ...]
    facets: tuple[Facet, ...]
    any_word: bool
    words: tuple[str, ...]
    missing: tuple[str, ...]


def other_language(tree: Node) -> str:
    """Return the language that a query is not written in, or nothing for one in both."""
    return _OTHER.get(query_language(tree) or "", "")


def query_language(tree: Node) -> str | None:
    """Return the language that the script of the query's words tells."""
    leaves = positive_leaves(tree)
    return language_of_words(
        " ".join(leaf_text(leaf) for leaf in leaves if leaf.field is not TermField.SYMBOL)
    )


def in_its_language(tree: Node) -> Node:
    """Return the query kept to documents that are not only in the other language."""
    language = query_language(tree)
    # Latin letters do not tell French from English.
    return _kept_to(language, tree, {_OTHER[language]}) if language else tree


def _kept_to(language: str, tree: Node, others: Iterable[str]) -> Node:
    """Return the query for documents in the language, or at least in none of the others."""
    own = AttributeIs(Attribute.LANGUAGE, frozenset({language}))
    other = AttributeIs(Attribute.LANGUAGE, frozenset(others))
    words = tree.children if isinstance(tree, And) else (tree,)
    return And((*words, Or((own, Not(other)))))


@dataclass(frozen=True, slots=True)
class AcrossResults:
    """What the index found in the other language, and the tree that it was asked."""

    results: ResultPage
    tree: Node
    any_word: bool = False


def across_results(engine: SearchEngine, query: SearchQuery, translated: Node) -> AcrossResults:
    """Return what a query finds in the other language and not with its words as they are."""
    language = other_language(query.tree)

    def found(tree: Node) -> AcrossResults:
        others = set(INTERFACE_LANGUAGES) - {language}
        kept = And((_kept_to(language, tree, others) if language else tree, Not(query.tree)))
        return AcrossResults(engine.search(replace(query, tree=kept, boosts=())), kept)

    wider, strict = relax(translated), found(translated)
    if wider is None or strict.results.total >= _FEWEST:
        return strict
    # Those that hold more of the words come first, so that nothing is lost.
    return replace(found(wider), any_word=not strict.results.total)


def source_words(translated: TranslatedQuery, tree: Node) -> tuple[str, ...]:
    """Return for each positive leaf of a translated tree the words of the query that it says."""
    sources: dict[Leaf, str] = {word.leaf: word.source for word in translated.words}
    return tuple(sources.get(leaf, "") for leaf in positive_leaves(tree))


def in_either_language(tree: Node, lexicon: Lexicon, text: str) -> Node:
    """Return what finds the words of a query or their translations."""
    translated = translate(tree, lexicon, text).tree
    return tree if translated is None else Or((tree, translated))
