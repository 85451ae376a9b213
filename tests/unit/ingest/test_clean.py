"""Cleaning takes away what the press added, and never the text."""

import re

import pytest

from docsearch.domain.boxes import WordBox
from docsearch.ingest.clean import clean
from docsearch.ingest.hyphens import join_divided
from docsearch.ingest.readings import PageReading

BODIES = [
    f"{word} ouvre le texte\net {word.lower()} le poursuit\njusqu'à {word.lower()}, la fin."
    for word in "Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliette".split()
]


def cleaned(*texts: str, first: int = 1) -> list[str]:
    window = tuple(
        PageReading(number, str(number), text) for number, text in enumerate(texts, start=first)
    )
    return [page.text for page in clean(window)]


def framed(head: str, foot: str, first: int = 1) -> list[str]:
    """Return the bodies between head and foot, where # stands for the page number."""
    return [
        f"{head.replace('#', str(number))}\n{body}\n{foot.replace('#', str(number))}"
        for number, body in enumerate(BODIES, start=first)
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("Rapport annuel sur les droits de l'homme", "Page # sur 10"),
        ("CCPR/C/MAR/CO/6", "#"),
        ("A/HRC/36/6 - #", "GE.17-12345"),
        ("المندوبية الوزارية المكلفة بحقوق الإنسان", "صفحة #"),
        ("", "- # -"),
    ],
)
def test_running_heads_and_feet_go(head: str, foot: str) -> None:
    assert cleaned(*framed(head, foot, first=41), first=41) == BODIES


def test_heads_of_left_and_right_pages_go() -> None:
    texts = [
        f"{'Des principes généraux' if number % 2 else 'Rapport du Conseil national'}\n{body}"
        for number, body in enumerate(BODIES, start=2)
    ]
    assert cleaned(*texts, first=2) == BODIES


def test_the_title_stays_on_page_one() -> None:
    head = "Rapport annuel sur les droits de l'homme"
    texts = cleaned(*framed(head, "#"))
    assert texts[0] == f"{head}\n{BODIES[0]}"
    assert texts[1:] == BODIES[1:]


@pytest.mark.parametrize("head", ["Article #", "Recommandation n° #", "المادة #"])
def test_numbered_headings_stay(head: str) -> None:
    texts = framed(head, "")
    assert cleaned(*texts) == [text.strip() for text in texts]


def test_a_sentence_that_counts_stays() -> None:
    texts = framed("Au point # le Comité a repris ses débats", "")
    assert cleaned(*texts) == [text.strip() for text in texts]


def test_numbers_that_do_not_follow_the_pages_stay() -> None:
    texts = [f"{body}\n{number * 37 % 11}" for number, body in enumerate(BODIES)]
    assert cleaned(*texts) == texts


def test_pages_that_are_copies_keep_their_text() -> None:
    assert cleaned(*[BODIES[0]] * 10) == [BODIES[0]] * 10


def test_a_page_of_nothing_but_its_running_lines_is_empty() -> None:
    texts = framed("Rapport annuel", "Page #")
    texts[5] = "Rapport annuel\nPage 6"
    assert cleaned(*texts)[5] == ""


def test_two_pages_prove_nothing() -> None:
    texts = framed("Rapport annuel", "Page #")[:2]
    assert cleaned(*texts) == texts


@pytest.mark.parametrize(
    ("divided", "joined"),
    [
        ("la consti-\ntution du Maroc", "la constitution\ndu Maroc"),
        ("la consti\xad\ntution", "la constitution\n"),
        ("le porte-\nparole", "le porte-parole\n"),
        ("celles-\nci, dit-il", "celles-ci,\ndit-il"),
        ("c'est-à-\ndire", "c'est-à-dire\n"),
        ("eux-\nmêmes.", "eux-mêmes.\n"),
        ("Auvergne-Rhône-\nAlpes", "Auvergne-Rhône-Alpes\n"),
        ("CONSTI-\nTUTION", "CONSTITUTION\n"),
        ("2018-\n2021", "2018-\n2021"),
        ("la sécurité-\nsociale ; sécurité-sociale", "la sécurité-sociale\n; sécurité-sociale"),
        ("le sous-\nsigné ; le soussigné", "le soussigné\n; le soussigné"),
        ("- un\n- deux -\ntrois", "- un\n- deux -\ntrois"),
    ],
)
def test_divided_words_are_joined(divided: str, joined: str) -> None:
    assert cleaned(divided) == [joined.strip()]


def test_joining_keeps_the_lines_below() -> None:
    assert join_divided("a consti-\ntution\nde 2011") == "a constitution\nde 2011"


def test_lines_stay_readable() -> None:
    assert cleaned("  Titre \t du  texte \n\n\n\n\nSuite\x00\n \n\n") == ["Titre du texte\n\nSuite"]


def test_a_long_line_costs_little() -> None:
    # Quadratic patterns would take minutes.
    for unit in ("a", "-", "a-", " ", "1 ", "é.", "ل"):
        cleaned(unit * 200_000)


def test_boxes_stay_on_their_words() -> None:
    pages = []
    for number, text in enumerate(framed("Rapport annuel du Conseil", "Page #"), start=1):
        text = text.replace("poursuit\njusqu'à", "pour-\nsuit jusqu'à")
        words = list(re.finditer(r"\S+", text))
        boxes = tuple(
            WordBox(*word.span(), 10 * rank, number, 5, 5) for rank, word in enumerate(words)
        )
        pages.append(PageReading(number, str(number), text, boxes=boxes))
    for page, before in zip(clean(tuple(pages))[1:], pages[1:], strict=True):
        told = {word: box.x for word, box in zip(before.text.split(), before.boxes, strict=True)}
        found = [(page.text[box.start : box.end], box.x) for box in page.boxes]
        assert ("poursuit", told["pour-"]) in found
        assert ("poursuit", told["suit"]) in found
        # The head's words are gone, with their boxes; those below it did not take them.
        assert [word for word, _ in found if word != "poursuit"] == [
            word for word in page.text.split() if word != "poursuit"
        ]
        assert min(x for _, x in found) == 10 * len("Rapport annuel du Conseil".split())


def test_words_keep_their_boxes_without_shapes_that_are_no_letters() -> None:
    raw = "م\ufffd\ufffdادة 8 الا\ufffdستخدامات جني\ue823ها"
    ends = [match.span() for match in re.finditer(r"\S+", raw)]
    boxes = tuple(WordBox(start, end, 10 * start, 20, 30, 40) for start, end in ends)
    (page,) = clean((PageReading(1, "1", raw, boxes=boxes),))
    assert [page.text[box.start : box.end] for box in page.boxes] == [
        *("مادة", "8", "الاستخدامات", "جنيهًا")
    ]
