"""Where words found are marked on the picture of their page."""

from docsearch.domain.boxes import WordBox
from docsearch.search.snippets import Fragment
from docsearch.web.page_marks import Mark, marks

# « la dinanderie de Fès », the last word on the next line.
BOXES = [
    WordBox(0, 2, 1000, 500, 200, 100),
    WordBox(3, 13, 1250, 500, 800, 100),
    WordBox(14, 16, 2100, 500, 150, 100),
    WordBox(17, 20, 1000, 700, 250, 100),
]


def found(*pieces: str) -> list[Mark]:
    """Return the marks for a text in pieces, every second of which was found."""
    return marks(BOXES, [Fragment(text, bool(number % 2)) for number, text in enumerate(pieces)])


def test_a_word_is_marked_where_it_stands() -> None:
    assert found("la ", "dinanderie", " de Fès") == [Mark(1235, 485, 830, 130)]


def test_nothing_found_marks_nothing() -> None:
    assert found("la dinanderie de Fès") == []


def test_words_of_a_phrase_share_a_mark_on_each_line() -> None:
    assert found("la ", "dinanderie de Fès") == [
        Mark(1235, 485, 1030, 130),
        Mark(985, 685, 280, 130),
    ]


def test_words_found_apart_have_their_own_marks() -> None:
    assert found("", "la", " ", "dinanderie", " de Fès") == [
        Mark(985, 485, 230, 130),
        Mark(1235, 485, 830, 130),
    ]


def test_a_match_inside_a_word_marks_the_word() -> None:
    assert found("la di", "nand", "erie de Fès") == [Mark(1235, 485, 830, 130)]


def test_columns_are_not_joined() -> None:
    boxes = [WordBox(0, 2, 1000, 500, 200, 100), WordBox(3, 5, 6000, 500, 200, 100)]
    assert len(marks(boxes, [Fragment("la le", True)])) == 2


def test_a_word_in_two_parts_has_two_marks() -> None:
    boxes = [WordBox(0, 10, 9000, 500, 500, 100), WordBox(0, 10, 1000, 700, 400, 100)]
    assert len(marks(boxes, [Fragment("dinanderie", True)])) == 2
