"""Complaints of one person are told from what is written about complaints."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.text.complaints import is_complaint


@pytest.mark.parametrize(
    "title",
    [
        "Plainte individuelle",
        "M. X c. Maroc",
        "X v. Morocco",
        "Ali Aarrass c. Maroc (communication n° 477/2011)",
        "Plainte de M. Hassan El Idrissi",
        "PLAINTE DE MME F. CONTRE L'ADMINISTRATION",
        "Plainte contre le pacha de Salé",
        "Lettre de plainte concernant les conditions de détention de mon fils",
        "Rapport d'enquête sur la plainte de Mme Khadija B.",
        "Réponse du Gouvernement à la communication individuelle n° 12/2020",
        "Réclamation de Mme Naïma H. au sujet de sa carte nationale",
        "Doléance de M. Ahmed relative à sa pension",
        "Individual complaint concerning Mr. A. B.",
        "شكاية السيد محمد العلوي",
        "شكاية ضد رئيس الجماعة",
        "علي عراس ضد المغرب",
        "قضية السيد علي عراس ضد المغرب",
        "بشأن شكاية السيدة فاطمة الزهراء",
        "جواب عن الشكاية المقدمة من طرف السيد أحمد",
        "تظلّم السيد أحمد من قرار العزل",
    ],
)
def test_titles_of_complaints(title: str) -> None:
    assert is_complaint(title, "")


@pytest.mark.parametrize(
    "first_page",
    [
        "Objet : plainte de M. Hassan El Idrissi\n\nMonsieur le Délégué,\n",
        "Rabat, le 3 mai 2019\nObjet : Suite donnée à votre plainte n° 123/2019\nMadame,",
        "PLAINTE\n\nJe soussigné Mohamed Alaoui, demeurant à Salé, porte plainte contre",
        "Monsieur,\nJ'ai l'honneur de vous adresser la présente plainte contre l'agent",
        "Monsieur,\nJe viens par la présente déposer plainte pour mauvais traitements",
        "Monsieur le Procureur,\nje porte plainte contre X pour vol",
        "Comité des droits de l'homme\nCommunication no 1885/2009\nPrésentée par : C. H.",
        "Nations Unies CCPR/C/118/D/2001/2010\nConstatations adoptées par le Comité",
        "A/HRC/WGAD/2013/11\nConseil des droits de l'homme\nAvis n° 11/2013 concernant A. A.",
        "Mandats du Rapporteur spécial\nREFERENCE: UA MAR 2/2017\n",
        "Naâma Asfari c. Maroc\nDécision adoptée par le Comité au titre de l'article 22",
        "Formulaire de plainte\nNom du plaignant : Rachid Amrani\nAdresse : Salé",
        "Requête individuelle présentée par Mme Fatima Z. devant le Comité",
        "Subject: Complaint\nDear Sir,\nI wish to lodge a complaint against the prison",
        "Communication No. 1234/2003\nSubmitted by: Mr. X",
        "Complainant: John Smith\nState party: Morocco",
        "الموضوع: شكاية\n\nيشرفني أن أتقدم إلى سيادتكم بهذه الشكاية",
        "إلى السيد المندوب الوزاري\nالموضوع/ طلب التدخل بشأن شكاية رقم 45/2020",
        "الموضوع : تظلم من قرار إداري\nالسيد المندوب",
        "بلاغ فردي مقدم إلى اللجنة المعنية بحقوق الإنسان",
        "اللجنة المعنية بحقوق الإنسان\nالبلاغ رقم 2001/2010\nالمقدم من: فلان",
        "شكاية إلى السيد وكيل الملك",
        "المشتكي: محمد بن علي\nالمشتكى به: جماعة سلا",
        "أنا الموقع أسفله عبد الله، الحامل لبطاقة التعريف رقم، أتقدم إليكم بشكايتي هاته",
    ],
)
def test_first_pages_of_complaints(first_page: str) -> None:
    assert is_complaint("Document numérisé", first_page)


@pytest.mark.parametrize(
    ("title", "first_page"),
    [
        ("", ""),
        ("Guide des plaintes individuelles", "Comment présenter une plainte ?"),
        ("Loi n° 14-16 relative au Médiateur du Royaume", "Des plaintes et des doléances"),
        ("Protocole facultatif établissant une procédure de communications", "Article premier"),
        ("Rapport annuel du Médiateur", "Les plaintes reçues en 2019"),
        ("Traitement des plaintes : bilan 2015-2020", "Plaintes reçues : 3000"),
        ("Les procédures de plaintes individuelles", "Présentation au séminaire de Rabat"),
        ("L'examen des plaintes et requêtes des citoyens", ""),
        ("Communication de la Commission au Conseil", ""),
        ("Communication présentée par le Gouvernement du Maroc", ""),
        ("Le Maroc accepte la procédure de plaintes individuelles", "Rabat – Le Maroc a déposé"),
        ("La lutte contre la corruption au Maroc", "Plan national contre la violence au Maroc"),
        ("Recueil de jurisprudence du Comité", "M. X c. Maroc\nMme Y c. Suède"),
        ("Observation générale n° 33", "CCPR/C/GC/33\nobligations en vertu du Protocole"),
        ("Observations finales concernant le rapport du Maroc", "CCPR/C/MAR/CO/6"),
        ("", "Formulaire de plainte\nNom du plaignant : ..............\nAdresse : ............"),
        ("", "Objet : invitation à la formation sur le traitement des plaintes\n"),
        ("Convention de partenariat", "Objet : la convention a pour objet le suivi des plaintes"),
        ("Match Sénégal c. Maroc 2022", ""),
        ("", "Les familles ont fait état d'une\nplainte déposée auprès du tribunal"),
        ("Training on individual complaints before treaty bodies", ""),
        ("Individual complaint procedures under the UN treaties", "Fact sheet"),
        ("البروتوكول الاختياري الخاص بالحقوق المدنية والسياسية - تقديم شكاوى", ""),
        ("دليل تقديم الشكايات إلى هيئات المعاهدات", "كيف تقدم شكاية فردية؟"),
        ("نظام معالجة الشكايات بالإدارات العمومية", ""),
        ("مرسوم رقم 2.17.265 بتحديد كيفيات تلقي ملاحظات المرتفقين وتتبع شكاياتهم", ""),
        ("بلاغ صحفي حول زيارة المقرر الخاص", ""),
        ("نموذج شكاية", "المشتكي: ................"),
        ("حملة ضد العنف في المغرب", ""),
        ("مباراة تونس ضد المغرب", ""),
        ("الأمن يوقف متهما", "تقدمت سيدة بشكاية إلى الشرطة مفادها أن منزلها تعرض للسرقة"),
    ],
)
def test_what_is_about_complaints_is_none(title: str, first_page: str) -> None:
    assert not is_complaint(title, first_page)


@pytest.mark.parametrize(("corpus", "every"), [("law_ar", 1), ("law_fr", 20), ("news_ar", 8)])
def test_no_false_alarm_on_laws_and_news(shared_data: Path, corpus: str, every: int) -> None:
    with gzip.open(shared_data / "corpus" / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in list(lines)[::every]]

    alarms = [one["title"] for one in documents if is_complaint(one["title"], one["text"][:4000])]

    assert len(documents) >= 400
    assert alarms == []


def test_no_false_alarm_on_treaties_and_seeds(shared_data: Path) -> None:
    folder = shared_data / "instruments_ar"
    with (folder / "index.csv").open(encoding="utf-8", newline="") as rows:
        titles = {row["id"]: row["title"] for row in csv.DictReader(rows)}
    pages = [(titles[path.stem], path) for path in sorted(folder.glob("*.txt"))]
    pages += [("", path) for path in sorted((shared_data / "seeds").glob("*.txt"))]

    alarms = [
        path.name for title, path in pages if is_complaint(title, path.read_text("utf-8")[:4000])
    ]

    assert len(pages) > 70
    assert alarms == []


@given(st.text(), st.text())
def test_no_text_is_too_strange(title: str, first_page: str) -> None:
    is_complaint(title, first_page)


def test_hostile_pages_take_no_time() -> None:
    for piece in (
        "plainte ",
        "ai l'honneur ",
        "a c. ",
        "ضد ",
        "je soussigné ",
        "objet : ",
        "شكاية ",
    ):
        assert not is_complaint(f"Guide {piece * 2000}", f"Guide\n{piece * 20_000}")
