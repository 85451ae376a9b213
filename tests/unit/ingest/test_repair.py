"""Words that a font misspelt, page by page."""

import re

from docsearch.ingest.grade import grade
from docsearch.ingest.readings import PageReading
from docsearch.ingest.repair import repair

SOUND = "يشمل هذا القانون الأطفال والآباء، ولا يجوز الإخلال بالأحكام الأخرى خلال الأجل المحدد"


def turned(text: str) -> str:
    return re.sub("ل([اأإآ])", r"\1ل", text)


def pages(*texts: str) -> tuple[PageReading, ...]:
    return tuple(PageReading(number, str(number), text) for number, text in enumerate(texts, 1))


def test_what_was_read_is_kept_beside_what_is_meant() -> None:
    (page,) = repair(pages(turned(SOUND)))

    assert (page.text, page.original) == (SOUND, turned(SOUND))
    assert page.repaired == 8


def test_sound_pages_are_handed_on_as_they_are() -> None:
    window = pages(SOUND, "La loi ne dispose que pour l'avenir.", "")

    assert repair(window) == window


def test_a_title_page_learns_from_the_others() -> None:
    """A font turns them in the whole document, and a title has too few to tell."""
    title = "في ال مساس"

    assert repair(pages(title))[0].text == title
    assert repair(pages(title, *[turned(SOUND)] * 3))[0].text == "في لا مساس"


def test_a_sound_page_in_a_turned_document_stays() -> None:
    mixed = repair(pages(SOUND + " ثالث والي", turned(SOUND), turned(SOUND)))

    assert [page.repaired for page in mixed] == [0, 8, 8]


def test_pages_are_graded() -> None:
    good, bad, blank = grade(pages(SOUND, SOUND[::-1], ""))

    assert not good.unusable
    assert bad.unusable
    assert good.score > 0.9 > bad.score >= blank.score == 0
    assert not blank.unusable


def test_letters_that_no_font_tells_make_a_page_unusable() -> None:
    (page,) = grade(pages("5 \ufffd\ufffd\ufffd\ufffd\ufffd " * 4))

    assert page.unusable
