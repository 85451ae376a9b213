"""What is proposed comes from the file's own words, or from page one, or from the name."""

import pytest

from docsearch.domain.dates import PartialDate
from docsearch.ingest.propose import TITLE_CHARACTERS, propose
from docsearch.ingest.readings import Properties

PAGE_ONE = """\
Nations Unies CCPR/C/MAR/CO/6
Distr. générale
30 novembre 2016
Observations finales
concernant le sixième rapport du Maroc

1. Le Comité a examiné."""


def title(declared: str = "", first_page: str = "", name: str = "fichier-recu.pdf") -> str:
    return propose(Properties(1, title=declared), first_page, name).title


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "Microsoft Word - rapport final.doc",
        "untitled",
        "Sans titre 1",
        "rapport_v3.docx",
        "C:\\temp\\x",
        "Document1",
        "PowerPoint Presentation",
        "12345678",
    ],
)
def test_a_junk_title_is_ignored(junk: str) -> None:
    assert title(junk, PAGE_ONE) == "Observations finales concernant le sixième rapport du Maroc"


def test_a_declared_title_wins() -> None:
    assert title("Guide  de\nla société civile", PAGE_ONE) == "Guide de la société civile"


@pytest.mark.parametrize(
    ("declared", "name", "shown"),
    [
        ("news_ar__chromium+scan", "recu.pdf", "news ar chromium+scan"),
        ("Numérisation_20240312", "recu.pdf", "recu"),
        ("rapport-final-corrige", "recu.pdf", "rapport-final-corrige"),
        ("assemblee", "Assemblee.pdf", "assemblee"),
    ],
)
def test_what_looks_like_the_name_of_a_file_counts_less_than_the_first_page(
    declared: str, name: str, shown: str
) -> None:
    line = "اتفاقية مع صندوق الأمم المتحدة للسكان: تعزيز التفاعل مع الآليات"
    assert title(declared, f"{line}\nوقع الاتفاقية", name) == line
    assert title(declared, "", name) == shown


@pytest.mark.parametrize("declared", ["Moudawana", "Porte-parole", "Plan 2026 du conseil"])
def test_a_word_or_a_number_makes_no_name_of_a_file(declared: str) -> None:
    assert title(declared, "Royaume du Maroc\nPremière partie du volume") == declared


@pytest.mark.parametrize(
    ("first_page", "expected"),
    [
        ("المدونة\n12\n2024", "المدونة"),
        ("Royaume du Maroc\nAvis\n12/2024", "Avis"),
        ("Royaume du Maroc\n\nل 5 س\nAvis n° 12/2024-2025/17", "Avis n° 12/2024-2025/17"),
        ("قانون رقم 7١ لسنة ٠١١٧", "قانون رقم 7١ لسنة ٠١١٧"),
        ("Total 12 15 18\nSolde 4 5 9\n", "fichier-recu"),
        ("Royaume du Maroc\nab ,, cd\nل 5 س\n30/09/2016", "fichier-recu"),
        ("الجريدة الرسمية - العدد 48 مكرر (ب)", "fichier-recu"),
    ],
)
def test_a_short_heading_says_more_than_the_name_of_the_file(
    first_page: str, expected: str
) -> None:
    assert title("", first_page) == expected


@pytest.mark.parametrize(
    ("first_page", "expected"),
    [
        (
            "International\n\nLa délégation élabore un programme",
            "La délégation élabore un programme",
        ),
        (
            "CONVENTION RELATIVE\nAUX DROITS DE L'ENFANT\nPréambule",
            "CONVENTION RELATIVE AUX DROITS DE L'ENFANT",
        ),
        (
            "اتفاقية مع صندوق الأمم المتحدة للسكان\nوقع الاتفاقية",
            "اتفاقية مع صندوق الأمم المتحدة للسكان",
        ),
        ("12\n--\n30/09/2016", "fichier-recu"),
        ("Moudawana", "Moudawana"),
    ],
)
def test_the_first_telling_line_is_the_title(first_page: str, expected: str) -> None:
    assert title("", first_page) == expected


@pytest.mark.parametrize(
    "head",
    [
        "الجریدة الرسمیة – العدد ١٤ (مكرر) فى ٥ أبریل سنة ٢٠٢٤",
        "6 الجريدة الرسمية - العدد 48 مكرر (ب) فى 4 ديسمبر سنة 2023",
        "؛؟ الجريدة الرسمية - العدد VO مكرر (ح) فى 7١ يونية سنة ٠١١٠9",
        "عدد 6348 - 12 جمادى الآخرة 1436 (2 أبريل 2015)",
        "N° 5684 – 16 kaada 1429 (20-11-2008) BULLETIN OFFICIEL 1234",
        "12 Bulletin officiel n° 6348",
        "الجمعة 12 محرم 1446 الموافق 19 يوليوز 2024",
        "Royaume du Maroc",
    ],
)
def test_what_stands_above_a_title_is_none(head: str) -> None:
    assert title("", f"{head}\nتقرير حول وضعية السجون\nتمهيد") == "تقرير حول وضعية السجون"


@pytest.mark.parametrize("line", ["Le Journal officiel et ses lecteurs", "عدد السكان في المغرب"])
def test_a_title_may_speak_of_periodicals_and_numbers(line: str) -> None:
    assert title("", f"{line}\nPréface") == line


@pytest.mark.parametrize(
    ("first_page", "expected"),
    [
        (
            "قانون رقم ١١ لسنة ٢٠٢٤\nبتعديل بعض أحكام القانون\nرقم ١٤٣ لسنة ١٩٨١\nباسم الشعب",
            "قانون رقم ١١ لسنة ٢٠٢٤ بتعديل بعض أحكام القانون رقم ١٤٣ لسنة ١٩٨١",
        ),
        (
            "قانون رقم 7١ لسنة ٠١١٧\nبإنشاء صندوق للطوارئ\nللسنة المالية\nرئيس الجمهورية",
            "بإنشاء صندوق للطوارئ للسنة المالية",
        ),
        (
            "ظهير شريف رقم 1.11.91 صادر في 27 من شعبان 1432\nبتنفيذ نص الدستور\nالحمد لله وحده",
            "ظهير شريف رقم 1.11.91 صادر في 27 من شعبان 1432 بتنفيذ نص الدستور",
        ),
        (
            "Dahir n° 1-02-297 du 3 octobre 2002 portant\npromulgation de la loi\nLouange à Dieu",
            "Dahir n° 1-02-297 du 3 octobre 2002 portant promulgation de la loi",
        ),
        (
            "Dahir n° 1-74-447 promulguant le texte du\nCode de procédure civile.\nVu la loi",
            "Dahir n° 1-74-447 promulguant le texte du Code de procédure civile",
        ),
        ("Loi n° 09-08\n1. Définitions", "Loi n° 09-08"),
        ("برنامج العمل الوطني\nيتضمن هذا البرنامج محاور", "برنامج العمل الوطني"),
    ],
)
def test_an_act_is_its_number_and_what_it_is_about(first_page: str, expected: str) -> None:
    assert title("", first_page) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Maintenir le moratoire", "Maintenir le moratoire"),
        ("• Poursuivre le débat national", "Poursuivre le débat national"),
        (".........الإبقاء على الوقف الاختياري.......", "الإبقاء على الوقف الاختياري"),
        ("« Code de la famille »", "« Code de la famille »"),
        ("القانون املتعلق بالصحافة والنشر", "القانون المتعلق بالصحافة والنشر"),
        ("قانون رقم 3 ل\ufffdسنة 2023", "قانون رقم 3 لسنة 2023"),
        ("date 2024-12 Salé — Plusieurs conventions", "Salé — Plusieurs conventions"),
    ],
)
def test_a_title_sheds_bullets_leaders_and_the_date_before_it(line: str, expected: str) -> None:
    assert title(first_page=line) == expected


def test_a_title_is_never_long_nor_empty() -> None:
    assert len(title("", "mot " * 500)) <= TITLE_CHARACTERS
    assert title("", "", "rapport_annuel  2016.pdf") == "rapport annuel 2016"
    assert title("", "", ".pdf") == ".pdf"


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("", ()),
        ("user", ()),
        ("HP", ()),
        ("asmaa", ()),
        ("Work0", ()),
        ("CNDH", ("CNDH",)),
        ("Jean Dupont", ("Jean Dupont",)),
        ("Dupont, Jean", ("Dupont, Jean",)),
        ("Jean Dupont, Marie Durand", ("Jean Dupont", "Marie Durand")),
        ("Jean Dupont; Marie Durand et Ali Alami", ("Jean Dupont", "Marie Durand", "Ali Alami")),
        ("محمد العلوي", ("محمد العلوي",)),
    ],
)
def test_authors_are_names_of_people_and_bodies(author: str, expected: tuple[str, ...]) -> None:
    assert propose(Properties(1, author=author), "", "x").authors == expected


def test_the_date_is_that_of_page_one_else_of_the_file() -> None:
    made = Properties(1, created=PartialDate(2020, 1, 2))
    assert propose(made, PAGE_ONE, "x").date == PartialDate(2016, 11, 30)
    assert propose(made, "Sans date aucune", "x").date == PartialDate(2020, 1, 2)


def test_a_title_that_a_font_turned_round_is_put_right() -> None:
    turned = "اإلعالن العالمي لحقوق اإلنسان وحماية األطفال"
    assert title("", f"{turned}\nالمادة األولى من اإلعالن") == (
        "الإعلان العالمي لحقوق الإنسان وحماية الأطفال"
    )


def test_a_complaint_is_told_by_title_or_first_page() -> None:
    assert propose(Properties(1, title="Plainte de M. Ahmed B."), "", "x").complaint
    assert propose(Properties(1), "Objet : plainte de M. Ahmed B.\nMonsieur,", "x").complaint
    assert propose(Properties(1), "", "Plainte de M. Ahmed.pdf").complaint
    assert not propose(Properties(1), PAGE_ONE, "x").complaint


@pytest.mark.parametrize(
    ("first_page", "symbol"),
    [
        (PAGE_ONE, "CCPR/C/MAR/CO/6"),
        ("A/HRC/36/6\nConseil des droits de l'homme", "A/HRC/36/6"),
        ("Lettre au Comité\nVu les observations CCPR/C/MAR/CO/6 du Comité", None),
        ("Rapport\n" + "Une phrase du corps du texte. " * 5 + "\nCCPR/C/MAR/CO/6", None),
        ("Rapport", None),
    ],
)
def test_the_own_symbol_stands_above_the_text(first_page: str, symbol: str | None) -> None:
    assert propose(Properties(1), first_page, "x").symbol == symbol
