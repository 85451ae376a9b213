"""Pairs are found among what the actor may read: the scan and the text, the two languages."""

import io

import pytest

from docsearch.domain.documents import Kinship
from docsearch.domain.errors import Denied
from docsearch.domain.permissions import ANONYMOUS
from docsearch.models import Document
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, READER, deposit, shown, work
from tests.unit.text.misreading import misread
from tests.unit.text.test_likeness import ARABIC, FRENCH

SAME = Kinship.SAME_TEXT
VERSION = Kinship.LANGUAGE_VERSION


def pairs(centre: Centre) -> list[tuple[int, int, Kinship]]:
    listed = centre.likeness.pairs(LIBRARIAN)
    return [(pair.first.id, pair.second.id, pair.kinship) for pair in listed]


def test_a_scan_and_its_text(centre: Centre) -> None:
    text = deposit(centre, FRENCH)
    scan = deposit(centre, misread(FRENCH, 0.03, 1), name="scan.txt")
    deposit(centre, "Tout autre chose, au sujet des oasis du Tafilalet. " * 9)
    work(centre)

    (pair,) = centre.likeness.pairs(LIBRARIAN)

    assert (pair.first.id, pair.second.id, pair.kinship) == (text, scan, SAME)
    assert 0.4 < pair.likeness < 1
    assert pair.second.file_name == "scan.txt"


def test_many_copies_are_each_paired_with_the_oldest(centre: Centre) -> None:
    oldest, *others = [
        deposit(centre, f"{FRENCH}Fait à {town}.") for town in ("Fès", "Salé", "Oujda")
    ]
    work(centre)

    assert sorted(pairs(centre)) == [(oldest, other, SAME) for other in others]

    centre.documents.withdraw(LIBRARIAN, oldest)
    assert pairs(centre) == [(others[0], others[1], SAME)]


def test_numbered_differently_they_are_two(centre: Centre) -> None:
    deposit(centre, FRENCH, title_fr="Convention type 2019")
    deposit(centre, misread(FRENCH, 0.03, 1), title_fr="Convention type 2021")
    work(centre)

    assert pairs(centre) == []


def test_a_new_edition_of_the_file_is_another_text(centre: Centre) -> None:
    deposit(centre, FRENCH)
    other = deposit(centre, FRENCH + "Fait à Rabat.")
    work(centre)
    assert len(pairs(centre)) == 1

    file = shown(centre, other).files[0].id
    centre.documents.add_file(
        LIBRARIAN, other, "n.txt", io.BytesIO((ARABIC * 2).encode()), replaces=file
    )
    work(centre)

    assert pairs(centre) == []


def test_language_versions(centre: Centre) -> None:
    by_symbol = [
        deposit(centre, FRENCH, symbol="CCPR/C/MAR/CO/6"),
        deposit(centre, ARABIC, symbol="CCPR/C/MAR/CO/6"),
    ]
    by_number = [
        deposit(centre, "La famille est fondée sur le mariage. " * 9, title_fr="Loi n° 70-03"),
        deposit(centre, "تقوم الأسرة على الزواج الشرعي. " * 9, title_ar="القانون رقم 70.03"),
    ]
    by_name = [
        deposit(centre, "Le guide explique la procédure aux élèves. " * 9, name="Guide_FR.txt"),
        deposit(centre, "يشرح الدليل المسطرة للتلاميذ والطلبة. " * 9, name="guide-ar.txt"),
    ]
    cited = "CCPR/C/MAR/CO/6 CAT/C/MAR/CO/4 CRC/C/MAR/CO/2 A/HRC/36/6"
    by_citations = [
        deposit(centre, f"Les recommandations du Comité sont suivies : {cited}. " * 9),
        deposit(centre, f"يتم تتبع توصيات اللجنة بانتظام من طرف المندوبية {cited}. " * 9),
    ]
    deposit(centre, "المرسوم رقم 70.03 لا علاقة له بالقانون. " * 9, title_ar="مرسوم رقم 70.03")
    work(centre)

    expected = [by_symbol, by_number, by_name, by_citations]
    assert pairs(centre) == [(first, second, VERSION) for first, second in expected]


def test_a_longer_work_or_one_of_another_year_is_no_version(centre: Centre) -> None:
    deposit(centre, "La famille est fondée sur le mariage. " * 9, title_fr="Loi n° 70-03")
    deposit(centre, "تقوم الأسرة على الزواج. " * 900, title_ar="القانون رقم 70.03")
    deposit(centre, "Le statut du personnel. " * 20, title_fr="Loi n° 12-13", date="2013")
    deposit(centre, "النظام الأساسي للموظفين. " * 20, title_ar="القانون رقم 12.13", date="1993")
    work(centre)

    assert pairs(centre) == []


def test_nobody_learns_of_what_they_may_not_read(centre: Centre) -> None:
    deposit(centre, FRENCH, access="public")
    deposit(centre, FRENCH + "Fait à Rabat.", access="internal")
    withdrawn = deposit(centre, FRENCH + "Fait à Salé.", access="public")
    work(centre)
    centre.documents.withdraw(LIBRARIAN, withdrawn)

    assert withdrawn not in {ids for first, second, _ in pairs(centre) for ids in (first, second)}
    for actor in (ANONYMOUS, READER):
        with pytest.raises(Denied):
            centre.likeness.pairs(actor)


def test_the_most_alike_come_first_and_no_more_than_asked(centre: Centre) -> None:
    for seed in range(4):
        deposit(centre, misread(FRENCH, 0.01 * seed, seed))
    work(centre)

    found = centre.likeness.pairs(LIBRARIAN, limit=3)

    assert len(found) == 3
    assert [pair.likeness for pair in found] == sorted(
        (pair.likeness for pair in found), reverse=True
    )


def test_a_public_copy_is_no_news(centre: Centre) -> None:
    original = deposit(centre, FRENCH, access="restricted")
    copy = deposit(centre, FRENCH + "Fait à Rabat.")
    work(centre)
    with centre.transactions.write(LIBRARIAN, "test") as session:
        session.get_one(Document, copy).redacts_id = original

    assert pairs(centre) == []
