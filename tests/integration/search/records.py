"""Index records, queries and strategies for the tests of the engines."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.search.ports import Boost, IndexRecord, SearchQuery, Sort, Span
from docsearch.search.query_tree import (
    And,
    Attribute,
    AttributeIs,
    Choice,
    Everything,
    Fuzzy,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    TermField,
    Translation,
    YearBetween,
)

EVERYONE = frozenset(AccessLevel)


def words(text: str) -> list[str | None]:
    """Read tokens from a text in which ``_`` is the place of a stop word."""
    return [None if word == "_" else word for word in text.split()]


def spans(text: str) -> list[Span]:
    """Return the places of the words of a text."""
    return [Span(*match.span()) for match in re.finditer(r"\S+", text)]


def described(**facts: Any) -> dict[str, Any]:
    """Return what records carry of their document: access, date and attributes by name."""
    attributes = {
        Attribute(name): value if isinstance(value, tuple) else (str(value),)
        for name, value in facts.items()
        if name in set(Attribute) and name != "access"
    }
    return {
        "access": facts.get("access", AccessLevel.PUBLIC),
        "date": facts.get("date", ""),
        "attributes": attributes,
    }


def page(document: int, number: int, text: str, **facts: Any) -> IndexRecord:
    """Make a page whose stems and exact words are those of the text."""
    terms = {TermField.STEM: words(text), TermField.EXACT: words(text)}
    return IndexRecord(
        document, number, terms=terms, text=text, words=spans(text), **described(**facts)
    )


def description(document: int, title: str, **facts: Any) -> IndexRecord:
    """Make a description record that holds a title and nothing else."""
    terms = dict.fromkeys((TermField.STEM, TermField.EXACT, TermField.TITLE), words(title))
    return IndexRecord(
        document, 0, terms=terms, text=title, words=spans(title), **described(**facts)
    )


def document(number: int, *texts: str, **facts: Any) -> tuple[int, list[IndexRecord]]:
    """Make a document of pages 1, 2, …"""
    pages = [page(number, place, text, **facts) for place, text in enumerate(texts, start=1)]
    return number, pages


def stem(token: str) -> Term:
    """Ask for a stem."""
    return Term(TermField.STEM, token)


def query(tree: Node, **choices: Any) -> SearchQuery:
    """Ask a question that may read everything."""
    return SearchQuery(tree, **{"access": EVERYONE, **choices})


TOKENS = ("a", "b", "c", "ab", "abc", "cab", "é", "عدل")
attribute_values: Mapping[Attribute, tuple[str, ...]] = {
    Attribute.LANGUAGE: ("fr", "ar", "und"),
    Attribute.TYPE: ("", "law", "report"),
    Attribute.YEAR: ("2015", "2016", "2020"),
    Attribute.COLLECTION: ("", "north", "south"),
    Attribute.SUBJECT: ("water", "prison"),
    Attribute.ACCESS: tuple(AccessLevel),
}
DATES = ("", "2015", "2015-03", "2015-03-02", "2016", "2020-12-31")

tokens = st.sampled_from(TOKENS)
places = st.lists(st.one_of(tokens, st.none()), max_size=8)
fields = st.sampled_from(TermField)


@st.composite
def records(draw: st.DrawFn, number: int) -> list[IndexRecord]:
    """Draw the records of a document, which may be none."""
    attributes: dict[Attribute, tuple[str, ...]] = {
        attribute: tuple(draw(st.lists(st.sampled_from(values), max_size=2)))
        for attribute, values in attribute_values.items()
        if attribute is not Attribute.ACCESS
    }
    access, date = draw(st.sampled_from(AccessLevel)), draw(st.sampled_from(DATES))
    numbers = draw(st.lists(st.integers(0, 5), unique=True, max_size=4))
    return [draw(contents(number, place, access, attributes, date)) for place in numbers]


@st.composite
def contents(
    draw: st.DrawFn,
    number: int,
    place: int,
    access: AccessLevel,
    attributes: Mapping[Attribute, tuple[str, ...]],
    date: str,
) -> IndexRecord:
    """Draw what one record holds, and places in its text as wild as they may be."""
    text = draw(st.text("ab ع𐍈\ud800\n", max_size=12))
    ends = st.tuples(*[st.integers(0, len(text))] * 2).map(sorted).map(lambda two: Span(*two))
    return IndexRecord(
        number,
        place,
        access,
        draw(st.dictionaries(fields, places, max_size=4)),
        attributes=attributes,
        date=date,
        text=text,
        words=draw(st.lists(ends, max_size=8)),
        symbols=draw(st.lists(ends, max_size=3)),
    )


@st.composite
def commits(draw: st.DrawFn) -> list[dict[int, Sequence[IndexRecord]]]:
    """Draw what happens to an index: documents put, put again, and forgotten."""
    return [
        {number: draw(records(number)) for number in numbers}
        for numbers in draw(
            st.lists(st.sets(st.integers(1, 9), min_size=1, max_size=6), min_size=1, max_size=7)
        )
    ]


positioned = st.lists(tokens, max_size=4).map(tuple)
probabilities = st.sampled_from((0.05, 0.2, 0.3))


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    """Draw a word of another language: choices of one field."""
    field = draw(fields)
    either = st.one_of(
        st.builds(Term, st.just(field), tokens),
        st.builds(Phrase, st.just(field), positioned, st.integers(0, 2)),
    )
    choices = st.lists(st.builds(Choice, either, probabilities), min_size=1, max_size=3)
    return Translation(tuple(draw(choices)))


leaves: st.SearchStrategy[Leaf] = st.one_of(
    st.builds(Term, fields, tokens),
    st.builds(Phrase, fields, positioned, st.sampled_from((0, 0, 1, 2, 5, 10**12))),
    st.builds(Prefix, fields, st.sampled_from(("", "a", "ab", "c", "ع", "x"))),
    st.builds(Fuzzy, fields, st.sampled_from((*TOKENS, "", "acb", "عدلا")), st.integers(0, 2)),
    translations(),
)
bounds = st.sampled_from((None, 2014, 2015, 2016, 2030))


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
    boosts=st.lists(st.builds(Boost, leaves, st.sampled_from((0.25, 0.3, 4.0))), max_size=3).map(
        tuple
    ),
    excluded=st.frozensets(st.integers(1, 9), max_size=2),
    within=st.sampled_from((None, None, None, 1, 2, 3)),
    facets=st.just(tuple(Attribute)),
    sort=st.sampled_from(Sort),
    offset=st.integers(0, 3),
    limit=st.sampled_from((100, 2, 0)),
    pages_per_hit=st.sampled_from((0, 1, 100)),
    texts=st.booleans(),
)
