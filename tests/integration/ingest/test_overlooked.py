"""Lines of a page that its first reading overlooked."""

from functools import partial

import pytest
from PIL import Image, ImageDraw
from tesserocr import PSM

from docsearch.ingest.recognition.overlooked import Completed, completed
from docsearch.ingest.recognition.recognise import RecognitionModels
from docsearch.ingest.recognition.recognised_lines import Line
from docsearch.ingest.recognition.tesseract import read_lines
from tests.integration.ingest.scan_samples import ARABIC, FRENCH, picture


def completing(
    sheet: Image.Image, lines: list[Line], models: RecognitionModels, model: str
) -> Completed:
    read = partial(read_lines, models=models.folder, language=model, layout=PSM.RAW_LINE)
    return completed(sheet, lines, read)


def lines_of(sheet: Image.Image, models: RecognitionModels, model: str) -> list[Line]:
    return read_lines(sheet, models.folder, model, layout=PSM.SINGLE_BLOCK)


@pytest.mark.parametrize(("written", "model"), [(FRENCH, "fra"), (ARABIC, "ara")])
@pytest.mark.parametrize("missing", [0, 2, 3])
def test_a_line_left_out_is_put_in_its_place(
    models: RecognitionModels, written: tuple[str, ...], model: str, missing: int
) -> None:
    sheet = picture(written)
    lines = lines_of(sheet, models, model)
    whole = completing(sheet, [*lines[:missing], *lines[missing + 1 :]], models, model)
    assert whole.unread == 0
    found = [line.text.rstrip(" .") for line in whole.lines]
    assert found == [line.text.rstrip(" .") for line in lines]
    assert whole.lines[missing].place.shared(lines[missing].place) > 0.6


def test_a_page_read_whole_stays_as_it_is(models: RecognitionModels) -> None:
    sheet = picture(FRENCH)
    lines = lines_of(sheet, models, "fra")
    assert completing(sheet, lines, models, "fra") == Completed(lines, 0)
    assert completing(sheet, [], models, "fra") == Completed([], 0)


def test_rulings_and_pictures_are_no_lines_left_unread(models: RecognitionModels) -> None:
    sheet = picture(FRENCH)
    lines = lines_of(sheet, models, "fra")
    draw = ImageDraw.Draw(sheet)
    draw.line((100, 560, 1500, 560), fill=0, width=5)
    draw.rectangle((100, 600, 1500, 860), outline=0, width=3)
    draw.ellipse((700, 620, 900, 840), fill=0)
    assert completing(sheet, lines, models, "fra") == Completed(lines, 0)


def test_writing_that_cannot_be_read_is_told(models: RecognitionModels) -> None:
    sheet = picture(FRENCH)
    lines = lines_of(sheet, models, "fra")
    draw = ImageDraw.Draw(sheet)
    for left in range(150, 700, 22):
        draw.arc((left, 600, left + 30, 634), left % 360, left % 360 + 200, fill=0, width=4)
    assert completing(sheet, lines, models, "fra") == Completed(lines, 1)
