"""Recognising pictures of pages: languages, order, places, and pages that lie."""

import io
from pathlib import Path

import pytest
from PIL import ImageDraw

from docsearch.domain.documents import TextMethod
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.limits import Limits
from docsearch.ingest.readings import DOUBTFUL_CONFIDENCE, MediaType, PageReading
from docsearch.ingest.recognition.recognise import RecognitionModels, recognise
from tests.integration.ingest.scan_samples import ARABIC, FRENCH, pdf, picture, png, tiff


def recognised(
    folder: Path,
    models: RecognitionModels,
    content: bytes,
    *,
    kind: MediaType = MediaType.PNG,
    number: int = 1,
    language: str = "",
) -> PageReading:
    path = folder / "scan"
    path.write_bytes(content)
    return recognise(path, kind, number, language, models, Limits())


def lines_of(reading: PageReading) -> list[str]:
    return [line for line in reading.text.split("\n") if line]


@pytest.mark.parametrize("language", ["", "fr"])
def test_a_french_scan(tmp_path: Path, models: RecognitionModels, language: str) -> None:
    reading = recognised(tmp_path, models, png(FRENCH), language=language)
    assert lines_of(reading) == list(FRENCH)
    assert reading.method is TextMethod.OCR
    assert reading.confidence is not None
    assert reading.confidence > 0.85


@pytest.mark.parametrize("language", ["", "ar"])
def test_an_arabic_scan_reads_from_right_to_left(
    tmp_path: Path, models: RecognitionModels, language: str
) -> None:
    reading = recognised(tmp_path, models, png(ARABIC), language=language)
    assert lines_of(reading)[0] == ARABIC[0]
    words, expected = reading.text.split(), " ".join(ARABIC).split()
    assert len(set(words) & set(expected)) > len(expected) * 0.8


def test_each_line_of_a_mixed_page_is_read_in_its_language(
    tmp_path: Path, models: RecognitionModels
) -> None:
    mixed = (FRENCH[0], ARABIC[0], FRENCH[1], ARABIC[1])
    lines = lines_of(recognised(tmp_path, models, png(mixed)))
    assert lines[::2] == [FRENCH[0], FRENCH[1]]
    assert lines[1] == ARABIC[0]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_is_turned(tmp_path: Path, models: RecognitionModels, turn: int) -> None:
    reading = recognised(tmp_path, models, png(FRENCH, turn=turn))
    assert lines_of(reading) == list(FRENCH)


def test_boxes_say_where_the_words_are_on_the_page(
    tmp_path: Path, models: RecognitionModels
) -> None:
    reading = recognised(tmp_path, models, png(FRENCH))
    words = {reading.text[box.start : box.end]: box for box in reading.boxes}
    assert set(words) == set(reading.text.split())
    first, last = words["Rapport"], words["vue."]
    assert first.x == pytest.approx(120 / 1654 * 10_000, abs=60)
    assert 1_200 < first.y < 1_900
    assert last.y > 3_500
    assert last.x > 5_000


def test_boxes_of_a_turned_page_are_those_of_the_page_as_it_is_shown(
    tmp_path: Path, models: RecognitionModels
) -> None:
    # Turned counter-clockwise, the page begins at the bottom left.
    reading = recognised(tmp_path, models, png(FRENCH, turn=90))
    first = next(box for box in reading.boxes if reading.text[box.start : box.end] == "Rapport")
    assert 1_200 < first.x < 1_900
    assert first.y > 8_000
    assert first.height > first.width


def test_pages_of_pdf_and_tiff(tmp_path: Path, models: RecognitionModels) -> None:
    both = {MediaType.PDF: pdf(FRENCH, ARABIC), MediaType.TIFF: tiff(FRENCH, ARABIC)}
    for kind, content in both.items():
        reading = recognised(tmp_path, models, content, kind=kind, number=2)
        assert reading.number == 2
        assert lines_of(reading)[0] == ARABIC[0]


def test_an_empty_picture_has_no_text(tmp_path: Path, models: RecognitionModels) -> None:
    assert recognised(tmp_path, models, png(())).text == ""


def test_a_picture_that_cannot_be_drawn_fails(tmp_path: Path, models: RecognitionModels) -> None:
    with pytest.raises(ExtractionFailed):
        recognised(tmp_path, models, png(FRENCH)[:2000])


def test_missing_models_are_named(tmp_path: Path, models: RecognitionModels) -> None:
    (tmp_path / "fra.traineddata").touch()
    assert RecognitionModels(tmp_path).missing == ("ara.traineddata", "osd.traineddata")
    assert models.missing == ()


def test_a_page_with_writing_that_stays_unread_is_doubted(
    tmp_path: Path, models: RecognitionModels
) -> None:
    sheet = picture(ARABIC)
    draw = ImageDraw.Draw(sheet)
    for left in range(150, 700, 22):
        draw.arc((left, 600, left + 30, 634), left % 360, left % 360 + 200, fill=0, width=4)
    written = io.BytesIO()
    sheet.save(written, "PNG", dpi=(200, 200))
    reading = recognised(tmp_path, models, written.getvalue(), language="ar")
    assert ARABIC[0] in reading.text
    assert reading.confidence is not None
    assert reading.confidence <= DOUBTFUL_CONFIDENCE
