"""Nearly the same text is found again from a scan, and one form filled twice is not one text."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.text.likeness import ALIKE, COMPARED_CHARACTERS, likeness, same_text, signature
from tests.unit.text.misreading import misread

FRENCH = """
La présente convention a pour objet de définir les conditions dans lesquelles la délégation et
l'université unissent leurs efforts pour former les étudiants aux droits de l'homme, conduire des
recherches communes et diffuser la culture des libertés. Les parties se réunissent deux fois par an
afin d'arrêter le programme des activités, d'en évaluer les résultats et de proposer les mesures
qui leur paraissent utiles. Chaque partie désigne un coordonnateur chargé du suivi, qui rend compte
au comité de pilotage. Les publications issues de ces travaux portent la mention des deux
institutions et sont déposées au centre de documentation, où le public les consulte librement.
"""
ARABIC = """
تهدف هذه الاتفاقية إلى تحديد الشروط التي تتعاون بموجبها المندوبية والجامعة من أجل تكوين الطلبة في
مجال حقوق الإنسان وإنجاز بحوث مشتركة ونشر ثقافة الحريات. ويجتمع الطرفان مرتين في السنة لوضع برنامج
الأنشطة وتقييم نتائجها واقتراح التدابير التي يريانها مفيدة. ويعين كل طرف منسقا مكلفا بالتتبع يرفع
تقاريره إلى لجنة القيادة. وتحمل المنشورات الناتجة عن هذه الأشغال اسم المؤسستين وتودع بمركز التوثيق
حيث يطلع عليها العموم بحرية، كما يلتزم الطرفان باحترام سرية المعطيات التي يتبادلانها
طيلة مدة الاتفاقية.
"""


def alike(first: str, second: str) -> bool:
    """Tell whether a search by bands would meet the two, and find them alike."""
    one, other = signature([first]), signature([second])
    meeting = any(band == another for band, another in zip(one, other, strict=True))
    return meeting and likeness(one, other) >= ALIKE and same_text(first, second)


@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_a_scan_is_alike_to_its_text(text: str) -> None:
    found = [alike(text, misread(text, 0.035, seed)) for seed in range(20)]

    assert sum(found) >= 19


@pytest.mark.parametrize("text", [FRENCH, ARABIC])
def test_spaces_lines_case_and_digits_do_not_count(text: str) -> None:
    other = " 12 ".join(text.upper().split())

    assert likeness(signature([text]), signature([other])) == 1.0


def test_turned_lam_alefs_do_not_count() -> None:
    turned = ARABIC.replace("الأ", "األ").replace("الإ", "اإل").replace("الا", "اال")

    assert turned != ARABIC
    assert likeness(signature([ARABIC]), signature([turned])) == 1.0


def test_other_texts_are_not_alike() -> None:
    assert likeness(signature([FRENCH]), signature([ARABIC])) < 0.1
    assert not same_text(FRENCH, ARABIC)


def test_a_form_filled_twice_is_not_one_text() -> None:
    form = (
        "{0} Vu la loi et sur proposition du ministre, il est accordé à {1} l'autorisation de {2}. "
    )
    rest = "Le présent arrêté est publié au bulletin officiel et notifié à qui de droit. "
    first = form.format(
        "Arrêté 12.19 du 14 mars 2019, enregistré sous 4588 le 20.",
        "la coopérative agricole des femmes de Taroudant",
        "prélever les eaux de la nappe phréatique pour l'irrigation des vergers",
    )
    second = form.format(
        "Arrêté 77.21 du 30 juin 2021, enregistré sous 9911 le 28.",
        "monsieur le directeur de la société minière du Tafilalet",
        "construire un entrepôt frigorifique sur le domaine public maritime",
    )

    assert same_text(first + rest, first + rest)
    assert not same_text(first + rest, second + rest)


def test_a_cover_page_more_does_not_hide_a_text() -> None:
    pages = [misread(FRENCH, 0.02, seed) + f"Chapitre {seed}" for seed in range(3)]

    assert same_text("\n".join(pages), f"Bibliothèque, don de l'auteur\n{' '.join(pages)}")


@pytest.mark.parametrize("text", ["", "12 2019", "Rabat", "Procès-verbal de la réunion du 3 mai"])
def test_a_short_text_has_no_signature(text: str) -> None:
    assert signature([text]) == ()
    assert likeness((), ()) == 0.0


def test_the_pages_of_a_text_are_read_as_one() -> None:
    long = (FRENCH + ARABIC) * 150
    pages = [long[at : at + 1_700] for at in range(0, len(long), 1_700)]

    assert signature(pages) == signature([long])


@settings(max_examples=50, deadline=None)
@given(
    st.text(st.characters(exclude_categories=())), st.text("abc ا\u0301\ud800١é\x00", min_size=9)
)
def test_it_never_raises(first: str, second: str) -> None:
    signature([first, second * 40])

    assert same_text(first, second) == same_text(second, first)


def test_real_texts_and_their_scans(shared_data: Path) -> None:
    folder = shared_data / "instruments_ar"
    files = sorted(folder.glob("*.txt"))[::3]
    texts = {path.stem: path.read_text("utf-8")[:COMPARED_CHARACTERS] for path in files}
    found = [alike(text, misread(text, 0.035, 1)) for text in texts.values()]
    signatures = {name: signature([text]) for name, text in texts.items()}
    pairs = [
        (one, other)
        for one, other in combinations(texts, 2)
        if likeness(signatures[one], signatures[other]) >= ALIKE
        and same_text(texts[one], texts[other])
    ]

    assert all(found)
    # They are one protocol under two titles.
    assert pairs == [("ma-adala-hr-conventions-4289", "ma-adala-hr-conventions-7563")]


def test_the_same_truth_from_all_producers(shared_data: Path) -> None:
    manifest = json.loads((shared_data / "pdfs" / "truth" / "manifest.json").read_text("utf-8"))
    truths = sorted({entry["truth"] for entry in manifest})
    texts = [(shared_data / "pdfs" / "truth" / name).read_text("utf-8") for name in truths]
    signed = [text for text in texts if signature([text])]

    assert len(signed) > 10
    assert all(same_text(text, misread(text, 0.03, 7)) for text in signed)
