"""What stands where on a page, in the order in which it is read."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from bidi import get_display

from docsearch.domain.boxes import SCALE
from docsearch.domain.documents import TextMethod
from docsearch.ingest.pdf.reader import read_pdf
from docsearch.ingest.readings import PageReading
from tests.integration.ingest import pdf_samples

Item = tuple[float, float, str]

RIGHT = ["المملكة المغربية", "حقوق الإنسان", "اللجنة الوطنية"]
LEFT = ["الباب الأول", "أحكام عامة", "المادة الثانية"]


def shown(text: str) -> str:
    return str(get_display(text, base_dir="R"))


def read(folder: Path, content: bytes) -> PageReading:
    file = folder / "received"
    file.write_bytes(content)
    _, page = read_pdf(file, 1, 10)
    assert isinstance(page, PageReading)
    return page


def arabic(*items: Item) -> list[Item]:
    return [(x, y, shown(text)) for x, y, text in items]


def words(page: PageReading) -> list[str]:
    return [page.text[box.start : box.end] for box in page.boxes]


def column(x: float, lines: Sequence[str]) -> list[Item]:
    return [(x, 700 - 14 * rank, line) for rank, line in enumerate(lines)]


def test_an_arabic_page_is_read_by_positions(tmp_path: Path) -> None:
    page = read(tmp_path, pdf_samples.drawn(arabic((300, 700, "المادة 19 من العهد (ICCPR)"))))
    assert page.method == TextMethod.POSITIONS
    assert page.text == "المادة 19 من العهد (ICCPR)"


def test_a_page_without_arabic_keeps_the_text_of_its_layer(tmp_path: Path) -> None:
    page = read(tmp_path, pdf_samples.pdf_of("Tous les êtres humains naissent libres"))
    assert page.method == TextMethod.LAYER
    assert page.text == "Tous les êtres humains naissent libres"
    assert words(page) == page.text.split()


def test_the_order_of_drawing_does_not_matter(tmp_path: Path) -> None:
    lines = [(300.0, 600.0, RIGHT[2]), (300.0, 640.0, RIGHT[0]), (300.0, 620.0, RIGHT[1])]
    assert read(tmp_path, pdf_samples.drawn(arabic(*lines))).text.split("\n") == RIGHT


def test_the_right_column_comes_first(tmp_path: Path) -> None:
    items = arabic(*column(350, RIGHT), *column(100, LEFT))
    assert read(tmp_path, pdf_samples.drawn(items)).text.split("\n") == RIGHT + LEFT


def test_a_heading_across_the_columns_parts_them(tmp_path: Path) -> None:
    heading = "عنوان يمتد فوق العمودين معا من أول السطر إلى آخره في الصفحة كلها"
    items = arabic((60, 730, heading), *column(350, RIGHT), *column(100, LEFT))
    assert read(tmp_path, pdf_samples.drawn(items)).text.split("\n") == [heading, *RIGHT, *LEFT]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    rows = [("الجهة", "السنة", "العدد"), ("الرباط", "2021", "1245"), ("فاس", "2022", "987")]
    items = [
        (x, 700.0 - 20 * rank, cell)
        for rank, row in enumerate(rows)
        for x, cell in zip((450.0, 300.0, 150.0), row, strict=True)
    ]
    text = read(tmp_path, pdf_samples.drawn(arabic(*items))).text
    assert text.split("\n") == [" ".join(row) for row in rows]


def test_a_latin_table_of_an_arabic_page_is_read_from_left_to_right(tmp_path: Path) -> None:
    rows = [("Point", "Latitude", "Longitude"), ("1", "30° 36'", "27° 12'")]
    items = [
        (x, 600.0 - 20 * rank, cell)
        for rank, row in enumerate(rows)
        for x, cell in zip((100.0, 250.0, 400.0), row, strict=True)
    ]
    heading = "الملحق الأول حدود المنطقة المبينة في هذا القرار"
    text = read(tmp_path, pdf_samples.drawn([*arabic((200, 700, heading)), *items])).text
    assert text.split("\n") == [heading, *(" ".join(row) for row in rows)]


def test_cells_of_several_lines_stay_whole(tmp_path: Path) -> None:
    cells = [[(400.0, RIGHT[:2]), (100.0, LEFT[:2])], [(400.0, RIGHT[2:]), (100.0, LEFT[2:])]]
    items = [
        (x, 700.0 - 50 * rank - 14 * number, line)
        for rank, row in enumerate(cells)
        for x, lines in row
        for number, line in enumerate(lines)
    ]
    text = read(tmp_path, pdf_samples.drawn(arabic(*items))).text
    assert text.split("\n") == [*RIGHT[:2], *LEFT[:2], f"{RIGHT[2]} {LEFT[2]}"]


def test_letters_in_false_bold_are_read_once(tmp_path: Path) -> None:
    seen = shown(RIGHT[0])
    page = read(tmp_path, pdf_samples.drawn([(300, 700, seen), (300.3, 700, seen)]))
    assert page.text == RIGHT[0]


def test_latin_letters_in_false_bold_are_read_once(tmp_path: Path) -> None:
    title = "CODE DE LA FAMILLE"
    page = read(tmp_path, pdf_samples.drawn([(100, 700, title), (100.3, 700, title)]))
    assert page.text == title


def test_vowel_signs_follow_their_letters(tmp_path: Path) -> None:
    # Drawn as fonts do: every sign over its letter, all signs after the letters.
    letters = [(300.0 + 8 * rank, 700.0, letter) for rank, letter in enumerate("بتك")]
    signs = [(301.0 + 8 * rank, 704.0, "\u064e") for rank in range(3)]
    assert read(tmp_path, pdf_samples.drawn([*letters, *signs])).text == "كَتَبَ"


@pytest.mark.parametrize("kashida", ["", "\u0640"], ids=["alone", "beside-others"])
def test_a_stroke_that_is_no_character_does_not_part_a_word(tmp_path: Path, kashida: str) -> None:
    lines = ["السلطة القضائية مستقلة", "شهدت السنة نشاطا", f"مشاركة ال{kashida}شباب"]
    halves = arabic((342, 600, "وتكريم الش"), (307, 600, "هداء"))
    page = read(tmp_path, pdf_samples.drawn([*arabic(*column(300, lines)), *halves]))
    assert page.text.split("\n") == [*lines, "وتكريم الشهداء"]


def test_a_gap_after_a_letter_that_ends_words_parts_them(tmp_path: Path) -> None:
    lines = ["من بين عن أن كان القانون", "من سكان المدن إلى كل حين", "إن حسن التكوين من شأن كل وطن"]
    halves = arabic((339, 600, "حقوق إنسان"), (300, 600, "أوطان"))
    page = read(tmp_path, pdf_samples.drawn([*arabic(*column(300, lines)), *halves]))
    assert page.text.split("\n") == [*lines, "حقوق إنسان أوطان"]


def test_a_sign_drawn_high_belongs_to_the_line_under_it(tmp_path: Path) -> None:
    lines = [
        (300.0 + 8 * rank, y, letter) for y in (700.0, 680.0) for rank, letter in enumerate("بتك")
    ]
    page = read(tmp_path, pdf_samples.drawn([*lines, (301.0, 690.5, "\u064b")]))
    assert page.text == "كتب\nكتبً"


def test_tight_latin_words_are_parted(tmp_path: Path) -> None:
    # Six letters with the shapes of A to F: the gap is a tenth of their size.
    words = [(100.0, 600.0, "bad"), (121.56, 600.0, "face")]
    page = read(tmp_path, pdf_samples.drawn([*arabic((200, 700, RIGHT[0])), *words]))
    assert page.text == f"{RIGHT[0]}\nbad face"


def test_a_raised_figure_stays_in_its_line(tmp_path: Path) -> None:
    items = [*arabic((300, 700, "اللجنة الوطنية")), (292.0, 704.5, "1")]
    assert read(tmp_path, pdf_samples.drawn(items)).text == "اللجنة الوطنية1"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("text", ["un deux trois", "واحد اثنان"])
def test_boxes_lie_on_the_page_as_it_is_displayed(tmp_path: Path, turn: int, text: str) -> None:
    page = read(
        tmp_path, pdf_samples.drawn([(61.2, 712.8, shown(text))], entries=f"/Rotate {turn}")
    )
    assert words(page) == page.text.split()
    x = [box.x + box.width / 2 for box in page.boxes]
    y = [box.y + box.height / 2 for box in page.boxes]
    # A tenth from the left and from the top, before the page is turned.
    ends = {
        0: (x, y),
        90: (y, [SCALE - v for v in x]),
        180: ([SCALE - v for v in x], [SCALE - v for v in y]),
        270: ([SCALE - v for v in y], x),
    }
    across, down = ends[turn]
    assert all(1_000 <= place <= 2_500 for place in across)
    assert all(900 <= place <= 1_000 for place in down)


@pytest.mark.parametrize("entries", ["", "/Rotate 90"], ids=["turned-text", "turned-page"])
@pytest.mark.parametrize(
    # The ninth letter of each has the shape of an I.
    "text",
    ["أبجد هو سمم (1)", "المواد 01234567 [أ]"],
    ids=["narrow-letter", "narrow-bracket"],
)
def test_a_page_on_its_side_says_the_same(tmp_path: Path, entries: str, text: str) -> None:
    content = pdf_samples.drawn(
        arabic((0, 0, text)), entries=entries, matrix=b"0 1 -1 0 300 300 cm "
    )
    assert read(tmp_path, content).text == text


def test_boxes_count_from_the_crop_box(tmp_path: Path) -> None:
    content = pdf_samples.drawn([(300, 700, shown("واحد"))], entries="/CropBox [300 600 400 800]")
    (box,) = read(tmp_path, content).boxes
    assert box.x < 100
    assert 4_000 < box.y < 5_200


def test_a_page_in_larger_units_has_its_boxes(tmp_path: Path) -> None:
    plain = read(tmp_path, pdf_samples.drawn([(300, 700, shown("واحد اثنان"))]))
    large = read(
        tmp_path, pdf_samples.drawn([(300, 700, shown("واحد اثنان"))], entries="/UserUnit 10")
    )
    assert large.text == plain.text
    assert large.boxes == plain.boxes


@pytest.mark.parametrize(
    ("shapes", "pictured"),
    [
        (b"", False),
        (b" q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q", True),
        (b" q 60 0 0 40 50 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q", False),
        (b" 1 1 m 5 5 l S" * 400, True),
    ],
    ids=["nothing", "scan", "logo", "drawn-letters"],
)
def test_pages_that_may_hold_writing_are_told(
    tmp_path: Path, shapes: bytes, pictured: bool
) -> None:
    assert read(tmp_path, pdf_samples.drawn([], shapes=shapes)).pictured == pictured


def test_shapes_beside_text_are_no_writing(tmp_path: Path) -> None:
    text = "Tous les hommes naissent libres"
    content = pdf_samples.drawn([(60, 700, text)], shapes=b" 1 1 m 5 5 l S" * 400)
    assert not read(tmp_path, content).pictured
