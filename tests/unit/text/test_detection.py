"""Languages named, mixed and unknown."""

import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docsearch.domain.language import LanguageGuess
from docsearch.text.detection import detect_languages

FRENCH = (
    "La délégation interministérielle aux droits de l'homme coordonne les politiques publiques. "
)
ARABIC = "تتولى المندوبية الوزارية المكلفة بحقوق الإنسان إعداد السياسة الحكومية وتنفيذها. "
TAMAZIGHT = "ⵎⴰⵔⵔⴰ ⵉⵎⴷⴰⵏⵏ ⵍⵓⵍⵏⵜ ⴷ ⵉⵍⵍⵉⵢⵏ ⵏⵖⴷ ⴷ ⵜⵉⵍⵍⵉⵢⵉⵏ. "
UNKNOWN = (LanguageGuess("und", 0.0),)

OWN_LETTERS = dict.fromkeys(("fr", "en", "es"), re.compile(r"[A-Za-zÀ-ɏ]")) | dict.fromkeys(
    ("ar", "fa", "ur"), re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
)
OWN_LETTERS["zgh"] = re.compile(r"[\u2d30-\u2d67]")


def codes(text: str) -> list[str]:
    return [guess.code for guess in detect_languages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRENCH, ["fr"]),
        (FRENCH.upper(), ["fr"]),
        (ARABIC, ["ar"]),
        (TAMAZIGHT, ["zgh"]),
        ("Everyone has the right to recognition everywhere as a person before the law.", ["en"]),
        ("Todos los seres humanos nacen libres e iguales en dignidad y derechos.", ["es"]),
        ("تمام افراد بشر آزاد زاده می‌شوند و از لحاظ حیثیت و کرامت و حقوق برابرند", ["fa"]),
        ("تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔", ["ur"]),
        (FRENCH + ARABIC + ARABIC, ["ar", "fr"]),
        (FRENCH + FRENCH + ARABIC, ["fr", "ar"]),
        (ARABIC + TAMAZIGHT * 3, ["zgh", "ar"]),
        (ARABIC * 4 + "CCPR/C/MAR/CO/6, CEDAW", ["ar"]),
        ("Azul fell-awen, nekni d Imaziɣen seg Lmeɣrib, tutlayt-nneɣ d tamaziɣt.", ["zgh"]),
        ("AZUL FELL-AWEN, NEKNI D IMAZIƔEN SEG LMEƔRIB, TUTLAYT-NNEƔ D TAMAZIƔT.", ["zgh"]),
        ("Asinag ageldan n tussna tamazight yessufegh-d adlis amaynut ghef tjerrumt.", ["zgh"]),
        ("Aseggas ameggaz i yimaziɣen akken ma llan. " + TAMAZIGHT * 2, ["zgh"]),
        (FRENCH * 2 + TAMAZIGHT, ["fr", "zgh"]),
        ("Alle Menschen sind frei und gleich an Würde und Rechten geboren.", ["de"]),
        ("Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti.", ["it"]),
        ("Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.", ["tr"]),
        ("Все люди рождаются свободными и равными в своем достоинстве и правах.", ["ru"]),
        ("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。", ["zh"]),
        (
            "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。",
            ["ja"],
        ),
        ("כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם", ["he"]),
        (FRENCH + "https://www.ohchr.org/en/documents/reports contact@ohchr.org", ["fr"]),
        (
            ARABIC + "https://www.ohchr.org/en/hr-bodies/hrc/regular-sessions/session36/reports",
            ["ar"],
        ),
        (unicodedata.normalize("NFD", FRENCH), ["fr"]),
        ("ﺗﺘﻮﻟﻰ ﺍﻟﻤﻨﺪﻭﺑﻴﺔ ﺍﻟﻮﺯﺍﺭﻳﺔ ﺍﻟﻤﻜﻠﻔﺔ ﺑﺤﻘﻮﻕ ﺍﻹﻧﺴﺎﻥ", ["ar"]),
        ("لِكُلِّ فَرْدٍ الْحَقُّ فِي الْحَيَاةِ وَالْحُرِّيَّةِ وَسَلَامَةِ شَخْصِهِ", ["ar"]),
        ("انتقلت البعثة من مدينة أݣادير إلى أگدال ثم عادت إلى الرباط لحضور الاجتماع", ["ar"]),
    ],
)
def test_languages_of_a_text(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", " \n", "12345 67890 12345 67890", "Rabat, 2016", "المادة 5", "!" * 300, "\x00" * 99),
        # Arabic read as if it were French, fingers on a keyboard, Georgian, an address.
        "ÊÊæáì ÇáãäÏæÈíÉ ÇáæÒÇÑíÉ ÇáãßáÝÉ ÈÍÞæÞ ÇáÅäÓÇä ÅÚÏÇÏ ÇáÓíÇÓÉ",
        "xkjdh qwpoe zmnxc lkqwjeh pqowie zxmncb alskdj qpwoei mznxbc",
        "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებით",
        "https://www.ohchr.org/fr/documents/concluding-observations/morocco",
    ],
)
def test_unknown_is_said(text: str) -> None:
    assert detect_languages(text) == UNKNOWN


def sentences(shared_data: Path, language: str) -> Iterator[str]:
    if language == "zgh":
        page = (shared_data / "udhr" / "zgh.html").read_text("utf-8")
        yield from re.sub("<[^>]+>", "\n", page).splitlines()
    else:
        folder = shared_data / "language_detection" / "sentences"
        yield from (folder / f"{language}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", OWN_LETTERS)
@pytest.mark.parametrize(("length", "accuracy"), [(50, 0.97), (100, 0.99)])
def test_accuracy_on_real_sentences(
    shared_data: Path, language: str, length: int, accuracy: float
) -> None:
    # Some lines of the web hold another script than the file says: they teach nothing.
    texts = [
        text[:length]
        for text in sentences(shared_data, language)
        if len(text) >= length and len(OWN_LETTERS[language].findall(text[:length])) > length / 2
    ]
    right = sum(codes(text)[0] == language for text in texts)

    assert len(texts) > 20
    assert right / len(texts) >= accuracy


def test_the_same_text_always_gets_the_same_answer_in_any_thread() -> None:
    texts = [
        FRENCH[:60],
        ARABIC[:60],
        "Convention on the rights of the child, article quatre, la loi",
    ]
    expected = [detect_languages(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(detect_languages, texts * 20))

    assert answers == expected * 20


def test_one_misread_letter_in_ten_does_not_hide_a_language() -> None:
    for text, expected in ((FRENCH * 3, "fr"), (ARABIC * 3, "ar")):
        misread = "".join("x" if place % 10 == 5 else one for place, one in enumerate(text))
        assert codes(misread)[0] == expected


@pytest.mark.parametrize("language", ["de", "it", "nl", "pt", "ca", "tr"])
def test_a_neighbour_of_french_is_not_french(shared_data: Path, language: str) -> None:
    texts = [text[:100] for text in sentences(shared_data, language) if len(text) >= 100]
    named = [codes(text)[0] for text in texts]

    assert named.count(language) / len(texts) >= 0.9
    assert named.count("fr") / len(texts) <= 0.03


def test_tamazight_in_latin_letters_is_no_french(shared_data: Path) -> None:
    page = (shared_data / "udhr" / "tzm.html").read_text("utf-8").partition("<body>")[2]
    lines = [line.strip() for line in re.sub("<[^>]+>", "\n", page).splitlines()]

    named = [codes(line)[0] for line in lines if len(line) >= 50]

    assert len(named) > 20
    assert set(named) == {"zgh"}


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=())) | st.text("abéÿɏ\u0673ٹپҰⴰ@.:/ ", min_size=20))
def test_it_never_raises(text: str) -> None:
    guesses = detect_languages(text)

    assert guesses
    assert all(0 <= guess.confidence <= 1 for guess in guesses)
    assert len({guess.code for guess in guesses}) == len(guesses)
