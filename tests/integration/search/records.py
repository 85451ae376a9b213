"""Index records, queries and strategies for the tests of the engines."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import (
    And,
    Attribute,
    AttributeIs,
    Everything,
    IndexRecord,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SearchQuery,
    Sort,
    Term,
    TermField,
    YearBetween,
)

EVERYONE = frozenset(AccessLevel)


def words(text: str) -> list[str | None]:
    """Read tokens from a text in which ``_`` is the place of a stop word."""
    return [None if word == "_" else word for word in text.split()]


def page(document: int, number: int, text: str, **attributes: Any) -> IndexRecord:
    """Make a page whose stems and exact words are those of the text."""
    terms = {TermField.STEM: words(text), TermField.EXACT: words(text)}
    return IndexRecord(
        document, number, terms=terms, **{"access": AccessLevel.PUBLIC, **attributes}
    )


def description(document: int, title: str, **attributes: Any) -> IndexRecord:
    """Make a description record that holds a title and nothing else."""
    terms = dict.fromkeys((TermField.STEM, TermField.EXACT, TermField.TITLE), words(title))
    return IndexRecord(document, 0, terms=terms, **{"access": AccessLevel.PUBLIC, **attributes})


def document(number: int, *texts: str, **attributes: Any) -> tuple[int, list[IndexRecord]]:
    """Make a document of pages 1, 2, …"""
    pages = [page(number, place, text, **attributes) for place, text in enumerate(texts, start=1)]
    return number, pages


def stem(token: str) -> Term:
    """Ask for a stem."""
    return Term(TermField.STEM, token)


def query(tree: Node, **choices: Any) -> SearchQuery:
    """Ask a question that may read everything."""
    return SearchQuery(tree, **{"access": EVERYONE, **choices})


TOKENS = ("a", "b", "c", "ab", "abc", "cab", "é", "عدل")
LANGUAGES = ("fr", "ar", "und")
TYPES = ("", "law", "report")
YEARS = (None, 2015, 2016, 2020)
COLLECTIONS = ("", "north", "south")
DATES = ("", "2015", "2015-03", "2015-03-02", "2016", "2020-12-31")

tokens = st.sampled_from(TOKENS)
places = st.lists(st.one_of(tokens, st.none()), max_size=8)
fields = st.sampled_from(TermField)


@st.composite
def records(draw: st.DrawFn, number: int) -> list[IndexRecord]:
    """Draw the records of a document, which may be none."""
    attributes = {
        "access": draw(st.sampled_from(AccessLevel)),
        "languages": tuple(draw(st.lists(st.sampled_from(LANGUAGES), max_size=2))),
        "type": draw(st.sampled_from(TYPES)),
        "year": draw(st.sampled_from(YEARS)),
        "collection": draw(st.sampled_from(COLLECTIONS)),
        "date": draw(st.sampled_from(DATES)),
    }
    numbers = draw(st.lists(st.integers(0, 5), unique=True, max_size=4))
    return [
        IndexRecord(
            number, place, terms=draw(st.dictionaries(fields, places, max_size=4)), **attributes
        )
        for place in numbers
    ]


@st.composite
def commits(draw: st.DrawFn) -> list[dict[int, Sequence[IndexRecord]]]:
    """Draw what happens to an index: documents put, put again, and forgotten."""
    return [
        {number: draw(records(number)) for number in numbers}
        for numbers in draw(
            st.lists(st.sets(st.integers(1, 9), min_size=1, max_size=6), min_size=1, max_size=7)
        )
    ]


leaves = st.one_of(
    st.builds(Term, fields, tokens),
    st.builds(Phrase, fields, st.lists(tokens, max_size=3).map(tuple)),
    st.builds(Prefix, fields, st.sampled_from(("", "a", "ab", "c", "ع", "x"))),
)
bounds = st.sampled_from((None, 2014, 2015, 2016, 2030))
attribute_values = {
    Attribute.LANGUAGE: LANGUAGES,
    Attribute.TYPE: TYPES,
    Attribute.YEAR: ("2015", "2016", "2020"),
    Attribute.COLLECTION: COLLECTIONS,
}


@st.composite
def attribute_nodes(draw: st.DrawFn) -> AttributeIs:
    """Draw a condition on an attribute."""
    attribute = draw(st.sampled_from(Attribute))
    values = draw(st.frozensets(st.sampled_from(attribute_values[attribute]), max_size=2))
    return AttributeIs(attribute, values)


def _grown(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    groups = st.lists(children, max_size=3).map(tuple)
    return st.one_of(st.builds(And, groups), st.builds(Or, groups), st.builds(Not, children))


trees: st.SearchStrategy[Node] = st.recursive(
    st.one_of(
        leaves,
        leaves,
        attribute_nodes(),
        st.builds(YearBetween, bounds, bounds),
        st.just(Everything()),
    ),
    _grown,
    max_leaves=8,
)

filters = st.lists(attribute_nodes(), max_size=2).map(
    lambda nodes: {node.attribute: node.values for node in nodes}
)

queries = st.builds(
    SearchQuery,
    trees,
    access=st.one_of(st.just(EVERYONE), st.frozensets(st.sampled_from(AccessLevel))),
    filters=filters,
    excluded=st.frozensets(st.integers(1, 9), max_size=2),
    facets=st.just(tuple(Attribute)),
    sort=st.sampled_from(Sort),
    offset=st.integers(0, 3),
    limit=st.sampled_from((100, 2, 0)),
    pages_per_hit=st.sampled_from((0, 1, 100)),
)
