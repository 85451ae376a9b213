"""Pictures: pages without text, drawn upright, at the size that was asked for."""

import io
from pathlib import Path

import pytest
from PIL import Image

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.image_pages import read_image
from docsearch.ingest.page_image import draw_page
from docsearch.ingest.page_picture import LONGEST_SIDE, page_picture
from docsearch.ingest.readings import MediaType, PageReading, Properties
from tests.integration.ingest.format_samples import picture_of
from tests.integration.ingest.pdf_samples import pdf_of

KINDS = {"PNG": MediaType.PNG, "JPEG": MediaType.JPEG, "TIFF": MediaType.TIFF}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scan"


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_a_page_without_text(file: Path, kind: str) -> None:
    file.write_bytes(picture_of("un", kind=kind))
    assert list(read_image(file, 1, 10)) == [
        Properties(1),
        PageReading(1, "1", "", pictured=True),
    ]


def test_every_page_of_a_tiff(file: Path) -> None:
    file.write_bytes(picture_of("un", "deux", "trois", kind="TIFF"))
    properties, *pages = read_image(file, 2, 10)
    assert properties == Properties(3)
    assert [page.number for page in pages if isinstance(page, PageReading)] == [2, 3]
    with pytest.raises(ExtractionFailed) as refusal:
        list(read_image(file, 1, 2))
    assert refusal.value.reason is FailureReason.TOO_MANY_PAGES


def test_the_day_a_picture_was_taken(file: Path) -> None:
    exif = Image.Exif()
    exif[306], exif[270] = "2019:05:02 10:00:00", "OLYMPUS DIGITAL CAMERA"
    file.write_bytes(picture_of("un", kind="JPEG", exif=exif))
    (properties, _) = read_image(file, 1, 10)
    assert properties == Properties(1, created=PartialDate(2019, 5, 2))


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_cut_short_are_damaged(file: Path, kind: str) -> None:
    content = picture_of("un", kind=kind)
    for length in (20, len(content) // 2):
        file.write_bytes(content[:length])
        with pytest.raises(ExtractionFailed) as failure:
            list(read_image(file, 1, 10))
        assert failure.value.reason is FailureReason.DAMAGED


def test_a_picture_of_too_many_points_is_refused(file: Path) -> None:
    for size in ((10_000, 10_000), (14_000, 14_000)):
        target = io.BytesIO()
        Image.new("1", size).save(target, "PNG")
        file.write_bytes(target.getvalue())
        for reading in (read_image(file, 1, 10), draw_page(file, MediaType.PNG, 1)):
            with pytest.raises(ExtractionFailed) as failure:
                list(reading)
            assert failure.value.reason is FailureReason.TOO_LARGE


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_pictures_are_drawn_upright(file: Path, kind: str, orientation: int) -> None:
    upright = Image.new("RGB", (200, 300), "white")
    upright.paste("black", (0, 0, 200, 60))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(file, kind, exif=exif, dpi=(100, 100))
    drawn = page_picture(file, KINDS[kind], 1, 100)
    assert drawn.size == (200, 300)
    assert drawn.convert("L").getpixel((100, 20)) == pytest.approx(0, abs=8)
    assert drawn.convert("L").getpixel((100, 280)) == pytest.approx(255, abs=8)


@pytest.mark.parametrize(
    ("size", "stated", "asked", "drawn"),
    [
        ((1000, 1400), 100, 300, (2000, 2800)),
        ((1000, 1400), 200, 300, (1500, 2100)),
        ((2480, 3508), 300, 150, (1240, 1754)),
        ((2480, 3508), 300, 999, (2480, 3508)),
        ((2481, 3508), None, 300, (2481, 3508)),
        ((3000, 6000), 300, 300, (2000, 4000)),
        ((500, 700), 1, 300, (1000, 1400)),
    ],
)
def test_the_size_that_is_asked_for(
    file: Path, size: tuple[int, int], stated: int | None, asked: int, drawn: tuple[int, int]
) -> None:
    options = {"dpi": (stated, stated)} if stated else {}
    file.write_bytes(picture_of("x", kind="PNG", size=size, **options))
    assert page_picture(file, MediaType.PNG, 1, asked).size == pytest.approx(drawn, abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK", "F", "I"])
def test_any_mode_becomes_colours_on_white(file: Path, mode: str) -> None:
    picture = (
        Image.new(mode, (100, 140)) if mode in {"RGBA", "LA"} else Image.new("L", (100, 140), 255)
    )
    if mode in {"I;16", "I"}:
        picture = Image.new(mode, (100, 140), 60_000)
        picture.putpixel((0, 0), 0)
    elif mode not in {"RGBA", "LA"}:
        picture = picture.convert(mode)
    picture.save(file, "TIFF", dpi=(100, 100))
    drawn = page_picture(file, MediaType.TIFF, 1, 100)
    assert drawn.mode == "RGB"
    assert drawn.getpixel((50, 70)) == (255, 255, 255)


def test_the_second_page(file: Path) -> None:
    first, second = Image.new("L", (100, 140), 0), Image.new("L", (100, 140), 255)
    first.save(file, "TIFF", save_all=True, append_images=[second], dpi=(100, 100))
    assert page_picture(file, MediaType.TIFF, 2, 100).getpixel((5, 5)) == (255, 255, 255)
    with pytest.raises(ExtractionFailed):
        page_picture(file, MediaType.TIFF, 3, 100)


def test_pages_of_a_pdf(file: Path) -> None:
    file.write_bytes(pdf_of("un"))
    small, large = (page_picture(file, MediaType.PDF, 1, dpi) for dpi in (72, 144))
    assert large.size == (small.width * 2, small.height * 2)
    assert max(page_picture(file, MediaType.PDF, 1, 5000).size) <= LONGEST_SIDE
    for number in (0, 2):
        with pytest.raises(ExtractionFailed):
            page_picture(file, MediaType.PDF, number, 72)
