"""A person reads which of their words stand where."""

from docsearch.search.explaining import Reason, reasons, typed_words
from docsearch.search.ports import Excerpt, Hit, PageHit
from docsearch.search.query_syntax import parse_query
from docsearch.search.query_tree import Node
from docsearch.search.text_matches import text_matches


def read(text: str) -> Node:
    tree = parse_query(text).tree
    assert tree is not None
    return tree


def test_words_are_told_as_they_were_typed() -> None:
    typed = 'Égalité "droits de l’homme" -prison constitu* year:2011'
    words = typed_words(read(typed), typed)
    assert words == ("Égalité", "droits de l’homme", "constitu")


def test_each_word_has_its_spellings_and_its_pages() -> None:
    typed = "droits femmes"
    tree = read(typed)

    def excerpt(text: str) -> Excerpt:
        return Excerpt(text, text_matches(text, tree))

    pages = (
        PageHit(7, 2.0, excerpt("Droits de la femme. Un droit, des droits.")),
        PageHit(3, 1.0, excerpt("Le droit.")),
    )
    hit = Hit(1, 2.0, pages, matching_pages=2, description=excerpt("Droits"))
    assert reasons(hit, typed_words(tree, typed)) == (
        Reason("droits", ("droits", "droit"), ((0, 1), (3, 1), (7, 3))),
        Reason("femmes", ("femme",), ((7, 1),)),
    )
