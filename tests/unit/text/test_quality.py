"""Damaged text is told from sound text of any kind."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.ingest.readings import USABLE_SCORE
from docsearch.text.quality import quality

FRENCH = """
La délégation interministérielle aux droits de l'Homme veille à la mise en œuvre des
recommandations adressées au Maroc par les organes des traités. Elle prépare les rapports
périodiques en coordination avec les départements concernés, et présente chaque année au Chef
du gouvernement un bilan de l'exécution du plan d'action national, ainsi que des propositions
visant à harmoniser la législation avec les conventions ratifiées.
"""
ARABIC = """
تسهر المندوبية الوزارية المكلفة بحقوق الإنسان على تتبع تنفيذ التوصيات الصادرة عن هيئات المعاهدات،
وتعد التقارير الدورية بتنسيق مع القطاعات الحكومية المعنية، وترفع كل سنة إلى رئيس الحكومة حصيلة عن
تنفيذ خطة العمل الوطنية، ومقترحات ترمي إلى ملاءمة التشريع الوطني مع الاتفاقيات المصادق عليها.
"""

SOUND = {
    "French": FRENCH,
    "Arabic": ARABIC,
    "both": FRENCH + ARABIC,
    "capitals": FRENCH.upper(),
    "capitals without accents": "DELEGATION INTERMINISTERIELLE AUX DROITS DE L'HOMME\nRAPPORT",
    "harakat": "يُولَدُ جَمِيعُ النَّاسِ أَحْرَارًا مُتَسَاوِينَ فِي الْكَرَامَةِ وَالْحُقُوقِ",
    "numbers": "2019 1 234,5 12 %\n2020 1 301,0 14 %\n2021 - -\n",
    "table": "Région Effectif 2019 2020\nRabat-Salé-Kénitra 1 204 1 350\nSouss-Massa 870 912",
    "names": "M. Abdelkader BENSALAH\nMme Zahra EL IDRISSI\nDriss OUAZZANI\nمحمد بنعبد القادر",
    "contents": "Introduction ........ 3\nChapitre I. Cadre juridique ...... 7\n1.1 Pactes .... 9",
    "references": "CCPR/C/MAR/CO/6 ; CEDAW/C/MAR/5-6 ; A/HRC/36/6/Add.1, par. 144.12",
    "addresses": "www.didh.gov.ma contact@didh.ma tél. +212 5 37 21 67 00, Rabat, Maroc, BP 5821",
    "English": "Everyone has the right to life, liberty and security of person before the law.",
    "Spanish": "Todos los seres humanos nacen libres e iguales en dignidad y derechos, y deben.",
    "German": "Alle Menschen sind frei und gleich an Würde und Rechten geboren und mit Vernunft.",
    "Persian": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند",
    "Urdu": "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں اور انہیں عقل ملی ہے",
    "Tamazight": "ⵉⵎⴷⴰⵏⵏ ⴰⴽⴽⵯ ⴳⴰⵏ ⵉⵍⴻⵍⵍⵉⵢⵏ ⵎⴳⴰⴷⴰⵏⵏ ⵖ ⵜⵢⵙⵉ ⴷ ⵉⵣⵔⴼⴰⵏ",
    "heading": "R A P P O R T  A N N U E L\nDélégation interministérielle aux droits de l'Homme",
    "little": "Page blanche",
    "lam-alef turned round": re.sub("ل([اأإآ])", r"\1ل", ARABIC),
    "Persian keyboard": ARABIC.replace("ي", "ی").replace("ك", "ک"),
    "bullets": "• suivi des recommandations\n▪ rapports périodiques\n→ dialogue avec les organes",
}

SHUFFLED = random.Random(5)


def ciphered(text: str, alphabet: str) -> str:
    others = "".join(SHUFFLED.sample(alphabet, len(alphabet)))
    return text.lower().translate(str.maketrans(alphabet, others))


DAMAGED = {
    "French letters of a scrambled font": ciphered(FRENCH, "abcdefghijklmnopqrstuvwxyzéèêàç"),
    "Arabic letters of a scrambled font": ciphered(ARABIC, "ابتثجحخدذرزسشصضطظعغفقكلمنهويةأإىئء"),
    "shifted letters": "".join(chr(ord(c) + 3) if c.isalpha() else c for c in FRENCH),
    "glyph numbers": "".join(chr(ord(c) - 29) if c > " " else c for c in FRENCH),
    "letters of another alphabet": ARABIC.encode("cp1256").decode("latin-1"),
    "UTF-8 as Latin-1": ARABIC.encode().decode("latin-1"),
    "French UTF-8 as Windows": FRENCH.encode().decode("cp1252", "replace"),
    "French UTF-8 as Arabic Windows": FRENCH.encode().decode("cp1256", "replace"),
    "private use": "".join(chr(0xE000 + ord(c)) if c.isalpha() else c for c in ARABIC),
    "some private use": "".join(chr(0xE000 + ord(c)) if c in "اليمنت" else c for c in ARABIC),
    "unknown characters": FRENCH.replace("e", "\ufffd").replace("a", "\ufffd"),
    "reversed lines": "\n".join(line[::-1] for line in ARABIC.split("\n")),
    "reversed words": " ".join(word[::-1] for word in ARABIC.split()),
    "French reversed": FRENCH[::-1],
    "spaced out": " ".join(FRENCH),
    "Arabic spaced out": " ".join(ARABIC),
    "pieces of words": re.sub(r"(\w\w)", r"\1 ", FRENCH),
    "no spaces": ARABIC.replace(" ", ""),
    "lost letters": ARABIC.replace("ا", "'").replace("ر", "1").replace("ة", "("),
    "dingbats": FRENCH.translate({ord("e"): "❡", ord("a"): "❛", ord("i"): "✐", ord("o"): "♦"}),
    "another script": "Все люди рождаются свободными и равными в своем достоинстве и правах.",
}


@pytest.mark.parametrize("kind", SOUND)
def test_sound_text_is_usable(kind: str) -> None:
    assert quality(SOUND[kind]) >= USABLE_SCORE


@pytest.mark.parametrize("kind", DAMAGED)
def test_damaged_text_is_not(kind: str) -> None:
    assert quality(DAMAGED[kind]) < USABLE_SCORE


def test_a_little_damage_is_forgiven() -> None:
    assert quality(FRENCH.replace("œ", "\ufffd")) >= USABLE_SCORE


def test_the_better_of_two_readings_scores_higher() -> None:
    worse = " ".join(
        word[::-1] if place % 4 == 0 else word for place, word in enumerate(ARABIC.split())
    )
    assert quality(ARABIC) > quality(worse) > quality(DAMAGED["reversed words"])


def test_no_text_is_worth_nothing() -> None:
    assert quality("") == quality(" \n ") == 0


@pytest.mark.parametrize("text", [ARABIC, FRENCH])
def test_orientation(text: str) -> None:
    assert quality(text[::-1]) < USABLE_SCORE / 2


@given(st.text(max_size=300) | st.text("ab éاﷲلم\ufffd\ue000 1'.", max_size=300))
def test_a_score_is_a_share(text: str) -> None:
    assert 0 <= quality(text) <= 1
