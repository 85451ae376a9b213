"""Excerpts show why a page was found, and are safe to put on a screen."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.search.ports import Excerpt
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import Node, Phrase, Prefix, Term, TermField
from docsearch.search.snippets import Fragment, Snippet, snippet, to_html
from docsearch.search.text_matches import text_matches

FILLER = "Autre chose est dite ici sans rapport aucun. " * 20


def read(text: str) -> Node:
    tree = parse_query(text).tree
    assert tree is not None
    return tree


def answered(text: str, tree: Node, **options: int) -> Snippet:
    return snippet(Excerpt(text, text_matches(text, tree)), **options)


def marked(text: str, question: str, **options: int) -> list[str]:
    excerpt = answered(text, read(question), **options)
    return [fragment.text for fragment in excerpt.fragments if fragment.marked]


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("Les droits de l’homme.", "droit homme", ["droits", "homme"]),
        ("Les droits de l’homme.", '"droits de l’homme"', ["droits de l’homme"]),
        ("Droits, puis droits humains.", '"droits humains"', ["droits humains"]),
        ("La Constitution constituée.", "constitu*", ["Constitution", "constituée"]),
        ("الصندوق العربي", "صندوق", ["الصندوق"]),
        ("حُقُوقُ الإنسان", "حقوق", ["حُقُوقُ"]),
        ("Les droits et la loi.", "droits -loi", ["droits"]),
        ("Les droits et la loi.", "droits OR loi", ["droits", "loi"]),
        ("Voir CCPR/C/MAR/CO/6, § 3.", "symbol:CCPR/C/MAR/CO/6", ["CCPR/C/MAR/CO/6"]),
        ("Voir CCPR/C/MAR/CO/6, § 3.", "symbol:CCPR/C/MAR*", ["CCPR/C/MAR/CO/6"]),
        ("Les droits.", "titre:droits", []),
        ("Les droits.", "droits lang:fr", ["droits"]),
        ("a b c", '"a b" "b c"', ["a b c"]),
    ],
)
def test_what_matches_is_marked_and_nothing_else(
    text: str, question: str, expected: list[str]
) -> None:
    assert marked(text, question) == expected


def test_the_window_holds_most_of_the_words() -> None:
    text = f"droit {FILLER} droit droit droit {FILLER} droit de la femme {FILLER} femme"
    assert marked(text, "droit femme") == ["droit", "femme"]


def test_the_densest_of_equal_windows_is_shown() -> None:
    text = f"droit {FILLER} droit droit droit {FILLER} droit"
    assert marked(text, "droit") == ["droit"] * 3


def test_a_page_without_a_match_shows_its_beginning() -> None:
    excerpt = answered("  Le début.\n" + FILLER, read("absent"), width=60)
    assert excerpt.fragments[0].text.startswith("Le début. Autre")
    assert (excerpt.leading_ellipsis, excerpt.trailing_ellipsis) == (False, True)


def test_a_short_page_is_shown_whole_with_single_spaces() -> None:
    excerpt = answered(" Un \n\n  droit\tici. ", read("droit"))
    assert excerpt == Snippet(
        (Fragment("Un ", False), Fragment("droit", True), Fragment(" ici.", False))
    )


def test_an_empty_page_has_an_empty_excerpt() -> None:
    assert answered("", read("droit")) == Snippet(())


def test_a_match_at_the_end_of_the_page_has_its_context_before_it() -> None:
    excerpt = answered(FILLER + "le droit", read("droit"), width=100)
    assert excerpt.leading_ellipsis
    assert not excerpt.trailing_ellipsis
    assert sum(len(fragment.text) for fragment in excerpt.fragments) > 80


def test_html_is_escaped_around_and_inside_marks() -> None:
    phrase = Phrase(TermField.EXACT, ("droit", "homme"))
    excerpt = answered('<script>"x"</script> droit & homme', phrase)
    assert to_html(excerpt) == (
        "&lt;script&gt;&quot;x&quot;&lt;/script&gt; <mark>droit &amp; homme</mark>"
    )


def test_ellipses_stand_where_the_page_goes_on() -> None:
    html = to_html(answered(f"{FILLER} droit {FILLER}", read("droit"), width=40))
    assert re.fullmatch(r"… \w.*<mark>droit</mark>.*\w\.? …", html)


leaves = st.one_of(
    st.builds(Term, st.sampled_from(TermField), st.sampled_from(("a", "droit", "ab"))),
    st.builds(Prefix, st.sampled_from(TermField), st.sampled_from(("", "a", "dr"))),
    st.builds(
        Phrase, st.sampled_from(TermField), st.lists(st.sampled_from(("a", "ab"))).map(tuple)
    ),
)
texts = st.one_of(
    st.text(max_size=600),
    st.lists(st.sampled_from(("a", "ab", "droit", " ", "\n", "ا", "<", "&"))).map("".join),
)


@given(texts, leaves, st.integers(1, 300))
def test_an_excerpt_is_a_whole_part_of_the_page(text: str, leaf: Node, width: int) -> None:
    excerpt = answered(text, leaf, width=width)
    shown = "".join(fragment.text for fragment in excerpt.fragments)
    flat = " ".join(text.split())
    assert " ".join(shown.split()) in flat
    if len(text) <= width:
        assert " ".join(shown.split()) == flat
    html = to_html(excerpt)
    assert "<" not in re.sub("</?mark>", "", html)
    assert shown in unescape(re.sub("</?mark>", "", html))
