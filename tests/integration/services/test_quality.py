"""The quality desk: which pages it lists, how it counts them, and what stands beside a page."""

from pathlib import Path

import pytest

from docsearch.domain.documents import RecognitionState, TextMethod
from docsearch.domain.errors import NotFound
from docsearch.ingest.readings import DOUBTFUL_CONFIDENCE
from docsearch.services.centre import Centre
from docsearch.services.quality import Concern, Desk, DeskQuery
from tests.factories import LIBRARIAN, deposit, new_centre, work
from tests.integration.ingest.pdf_samples import pdf_of
from tests.integration.services.doubtful_pages import doubt

ARABIC = "تنص المادة الأولى من الدستور على أن نظام الحكم بالمغرب نظام ملكية دستورية. " * 5
TURNED = "\n".join(line[::-1] for line in [ARABIC.strip()])


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """A centre with one page of each kind: the document's number is the kind's."""
    centre = new_centre(tmp_path_factory.mktemp("shelf"))
    for number, concern in enumerate(Concern, start=1):
        text = TURNED if concern is Concern.REVERSED else ARABIC + str(number)
        assert deposit(centre, text, title_fr=f"Page {concern}") == number
    assert deposit(centre, pdf_of("Page une", "Page deux", "Page trois"), name="trois.pdf") == 8
    work(centre)
    for number in (1, 3, 4, 5, 6, 7, 8):
        doubt(centre, number, score=0.9)
    doubt(centre, 1, score=0.3)
    doubt(centre, 3, text="", letters=0, score=0.0)
    doubt(centre, 4, recognition=RecognitionState.WAITING)
    doubt(centre, 5, recognition=RecognitionState.FAILED, score=0.2)
    doubt(centre, 6, method=TextMethod.HAND, score=0.1)
    doubt(centre, 7, accepted=True, score=0.1)
    for position in (1, 2, 3):
        doubt(centre, 8, position, score=0.9, letters=200)
    return centre


def places(desk: Desk) -> list[tuple[int, int]]:
    return [(line.document.id, line.position) for line in desk.lines]


@pytest.mark.parametrize(
    ("concern", "documents"),
    [
        (None, [1, 2, 3, 4, 5]),
        (Concern.BELOW, [1, 2, 5]),
        (Concern.REVERSED, [2]),
        (Concern.EMPTY, [3]),
        (Concern.WAITING, [4]),
        (Concern.FAILED, [5]),
        (Concern.HAND, [6]),
        (Concern.ACCEPTED, [7]),
    ],
)
def test_each_kind_lists_its_pages(
    shelf: Centre, concern: Concern | None, documents: list[int]
) -> None:
    desk = shelf.quality.desk(LIBRARIAN, DeskQuery(concern))
    assert places(desk) == [(document, 1) for document in documents]
    assert desk.total == len(documents)
    if concern is not None:
        assert desk.counts[concern] == len(documents)


def test_filters_narrow_list_and_counts(shelf: Centre) -> None:
    below = DeskQuery(Concern.BELOW, document=5)
    assert places(shelf.quality.desk(LIBRARIAN, below)) == [(5, 1)]
    assert shelf.quality.desk(LIBRARIAN, below).counts[Concern.BELOW] == 1
    by_hand = DeskQuery(Concern.HAND, method=TextMethod.HAND)
    assert places(shelf.quality.desk(LIBRARIAN, by_hand)) == [(6, 1)]
    assert places(shelf.quality.desk(LIBRARIAN, DeskQuery(method=TextMethod.OCR))) == []
    arabic = shelf.quality.desk(LIBRARIAN, DeskQuery(Concern.BELOW, language="ar"))
    assert places(arabic) == [(1, 1), (5, 1)]
    assert "ar" in arabic.languages
    assert places(shelf.quality.desk(LIBRARIAN, DeskQuery(language="' OR 1=1"))) == []


def test_the_list_has_pages(shelf: Centre) -> None:
    query = DeskQuery()
    pages = [
        places(shelf.quality.desk(LIBRARIAN, query, limit=2, offset=offset))
        for offset in (0, 2, 4, 6)
    ]
    assert pages == [[(1, 1), (2, 1)], [(3, 1), (4, 1)], [(5, 1)], []]


def test_withdrawn_documents_are_not_on_the_desk(centre: Centre) -> None:
    document = deposit(centre)
    work(centre)
    doubt(centre, document, score=0.1)
    assert shelf_size(centre) == 1
    centre.documents.withdraw(LIBRARIAN, document)
    assert shelf_size(centre) == 0


def shelf_size(centre: Centre) -> int:
    return centre.quality.desk(LIBRARIAN, DeskQuery()).total


def test_a_page_knows_its_neighbours_in_the_list(shelf: Centre) -> None:
    def around(document: int, position: int, query: DeskQuery) -> tuple[object, object]:
        desk = shelf.quality.page(LIBRARIAN, document, position, query)
        return desk.previous, desk.next

    assert around(1, 1, DeskQuery()) == (None, (2, 1))
    assert around(3, 1, DeskQuery()) == ((2, 1), (4, 1))
    assert around(5, 1, DeskQuery(Concern.BELOW)) == ((2, 1), None)
    # A page that is not in the list itself has its place between those that are.
    assert around(8, 2, DeskQuery()) == ((5, 1), None)


@pytest.mark.parametrize(("document", "position"), [(8, 4), (8, 0), (8, -1), (99, 1)])
def test_a_page_that_is_not_there(shelf: Centre, document: int, position: int) -> None:
    with pytest.raises(NotFound):
        shelf.quality.page(LIBRARIAN, document, position, DeskQuery())


def test_a_sound_text_is_not_taken_for_a_reversed_one(centre: Centre) -> None:
    deposit(centre, ARABIC * 10)
    deposit(centre, "La liberté de réunion est garantie par la loi. " * 20)
    work(centre)
    desk = centre.quality.desk(LIBRARIAN, DeskQuery(Concern.REVERSED))
    assert desk.total == 0


def test_a_recognised_text_that_recognition_doubts_is_listed(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    deposit(centre, ARABIC)
    work(centre)
    doubt(centre, 1, score=0.99, method=TextMethod.OCR, confidence=DOUBTFUL_CONFIDENCE)
    assert places(centre.quality.desk(LIBRARIAN, DeskQuery())) == [(1, 1)]
    assert centre.quality.desk(LIBRARIAN, DeskQuery()).counts[Concern.BELOW] == 1
    doubt(centre, 1, accepted=True)
    assert places(centre.quality.desk(LIBRARIAN, DeskQuery())) == []
    doubt(centre, 1, accepted=False, confidence=0.9)
    assert places(centre.quality.desk(LIBRARIAN, DeskQuery())) == []
