"""Two readings of one page, each by one model, become one text."""

from docsearch.ingest.recognition.page_layout import in_columns
from docsearch.ingest.recognition.recognised_lines import (
    Line,
    Place,
    Word,
    merged,
    page_text,
    sound,
)
from docsearch.ingest.recognition.turning import turned_back


def line(*words: tuple[str, int, int, float], top: int = 0, begins: bool = False) -> Line:
    """Return a line of words given as text, left and right edge, confidence."""
    return Line(
        tuple(
            Word(text, Place(left, top, right, top + 40), confidence)
            for text, left, right, confidence in words
        ),
        begins,
    )


def texts(lines: list[Line]) -> list[str]:
    return [one.text for one in lines]


def test_each_line_comes_from_the_surer_model() -> None:
    arabic = [line(("عستق", 0, 90, 40)), line(("تقرير", 0, 90, 92), top=60)]
    latin = [line(("Rapport", 0, 90, 95)), line(("yi", 0, 90, 20), top=60)]
    assert texts(merged(arabic, latin)) == ["Rapport", "تقرير"]


def test_latin_words_and_numbers_in_an_arabic_line_come_from_the_other_model() -> None:
    arabic = [
        line(
            ("القانون", 300, 400, 93),
            ("4", 200, 290, 96),
            ("هيئة", 120, 190, 93),
            ("01117", 0, 110, 44),
        )
    ]
    latin = [line(("ONU", 0, 50, 92), ("FEMMES", 60, 110, 91), ("27.14", 200, 290, 94))]
    assert texts(merged(arabic, latin)) == ["القانون 27.14 هيئة ONU FEMMES"]


def test_arabic_words_keep_the_order_in_which_they_were_read() -> None:
    # Their places overlap: the engine guessed where one word ends and the next begins.
    arabic = [line(("تسعة", 300, 400, 92), ("مترشحين", 120, 280, 92), ("من", 100, 290, 92))]
    assert texts(merged(arabic, [])) == ["تسعة مترشحين من"]
    latin = [line(("27.14", 305, 400, 99))]
    assert texts(merged(arabic, latin)) == ["27.14 مترشحين من"]


def test_brackets_of_an_arabic_line_open_before_they_close() -> None:
    words = (("مادة", 300, 400, 92), (")١٧٤(", 200, 290, 92), (":", 180, 190, 92))
    (one,) = sound([line(*words)])
    assert one.text == "مادة (١٧٤) :"
    assert [word.place.left for word in one.words] == [300, 200, 180]


def test_doubtful_latin_words_do_not_replace_arabic_ones() -> None:
    arabic = [line(("النساء", 100, 200, 85), ("حقوق", 0, 90, 91))]
    latin = [line(("cLudi", 100, 200, 62), ("Geis", 0, 90, 81))]
    assert texts(merged(arabic, latin)) == ["النساء حقوق"]


def test_a_line_that_only_one_model_saw_is_kept() -> None:
    arabic = [line(("تقرير", 0, 90, 92))]
    latin = [line(("x", 0, 90, 10)), line(("Annexe", 0, 90, 95), top=80)]
    assert texts(merged(arabic, latin)) == ["تقرير", "Annexe"]


def test_sure_lines_of_a_latin_page_stay_latin() -> None:
    arabic = [line(("حخق", 0, 90, 90))]
    latin = [line(("Loi", 0, 90, 75))]
    assert texts(merged(arabic, latin, doubt=70)) == ["Loi"]


def test_noise_is_no_writing_and_commas_are_commas() -> None:
    lines = sound([line(("ا", 0, 9, 12)), line(("المجتمع»", 0, 90, 80)), line(("«حق»", 0, 90, 80))])
    assert texts(lines) == ["المجتمع،", "«حق»"]


def test_places_are_told_in_shares_of_the_page() -> None:
    lines = [
        line(("Rapport", 100, 200, 95)),
        line(("annuel\u200f", 100, 300, 95), top=500, begins=True),
    ]
    text, boxes = page_text(lines, 1000, 1000)
    assert text == "Rapport\n\nannuel"
    assert [text[box.start : box.end] for box in boxes] == ["Rapport", "annuel"]
    assert boxes[1][2:] == (1000, 5000, 2000, 400)
    assert page_text([], 10, 10) == ("", ())


def test_a_turned_page_gives_its_places_back() -> None:
    word = line(("x", 10, 40, 90), top=20)
    # 1,000 wide and 700 high once it was set upright.
    (place,) = (one.place for one in turned_back(word, 90, (1000, 700)).words)
    assert place == Place(640, 10, 680, 40)
    (place,) = (one.place for one in turned_back(word, 180, (1000, 700)).words)
    assert place == Place(960, 640, 990, 680)
    (place,) = (one.place for one in turned_back(word, 270, (1000, 700)).words)
    assert place == Place(20, 960, 60, 990)
    assert turned_back(word, 0, (1000, 700)) is word


def test_columns_are_lines_side_by_side() -> None:
    left = [line(("a", 0, 400, 90), top=60 * row) for row in range(4)]
    right = [line(("b", 500, 900, 90), top=60 * row) for row in range(4)]
    assert not in_columns(left)
    assert in_columns([*right, *left])
