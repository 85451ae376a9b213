"""Pictures of pages: drawn once, for those who may read the document."""

from pathlib import Path

import pytest
from PIL import Image

from docsearch.domain.errors import NotFound
from docsearch.domain.permissions import ANONYMOUS
from docsearch.services.centre import Centre
from tests.factories import READER, deposit, shown, work
from tests.integration.ingest.pdf_samples import pdf_of


def test_a_page_is_drawn_once(centre: Centre, home: Path) -> None:
    document = deposit(centre, pdf_of("un", "deux"), access="public")
    work(centre)
    first = centre.page_images.image(ANONYMOUS, document, 2)
    with Image.open(first) as picture:
        assert picture.format == "WEBP"
    drawn_at = first.stat().st_mtime_ns
    assert centre.page_images.image(ANONYMOUS, document, 2) == first
    assert first.stat().st_mtime_ns == drawn_at
    assert {path.suffix for path in (home / "cache").rglob("*") if path.is_file()} == {".webp"}


@pytest.mark.parametrize("position", [0, 2, -1])
def test_there_is_no_picture_of_a_page_that_is_not_there(centre: Centre, position: int) -> None:
    document = deposit(centre, pdf_of("un"))
    work(centre)
    with pytest.raises(NotFound, match="page-image-missing"):
        centre.page_images.image(READER, document, position)


def test_there_is_no_picture_of_a_text_or_of_a_lost_file(centre: Centre) -> None:
    text, lost = deposit(centre, "un texte"), deposit(centre, pdf_of("un"))
    work(centre)
    with pytest.raises(NotFound, match="page-image-missing"):
        centre.page_images.image(READER, text, 1)
    centre.store.forget(shown(centre, lost).files[0].sha256)
    with pytest.raises(NotFound, match="file-missing"):
        centre.page_images.image(READER, lost, 1)
