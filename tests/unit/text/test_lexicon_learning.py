"""What is learnt of twin texts, stored, and looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.errors import Invalid
from docsearch.text.lexicon.learning import learn
from docsearch.text.lexicon.lookup import Lexicon, Origin
from docsearch.text.lexicon.starting import starting_lexicon
from docsearch.text.lexicon.table import LexiconTable, Pair, stems_of
from docsearch.text.lexicon.twins import Kind, Twin

TEXTS = (
    Twin("La police garde la maison.", "الشرطة تحرس المنزل."),
    Twin("La maison est grande.", "المنزل كبير."),
    Twin("La police est grande.", "الشرطة كبيرة."),
    Twin("Un rapport sur la police", "تقرير عن الشرطة"),
    Twin("La durée de la garde à vue est limitée.", "مدة الحراسة النظرية محدودة."),
    Twin("La garde à vue de la personne", "الحراسة النظرية للشخص"),
    Twin("Prolonger la garde à vue", "تمديد الحراسة النظرية"),
    Twin("La durée de la peine est limitée.", "مدة العقوبة محدودة."),
)
LABELS = (
    Twin("Alphabétisation", "محو الأمية", Kind.LABEL),
    Twin("Liberté d'expression", "حرية التعبير", Kind.LABEL),
    Twin("Liberté d'expression", "حرية الكلام", Kind.OTHER_LABEL),
    Twin("Géorgie (Europe)", "جورجيا", Kind.LABEL),
)


def pair(french: str, arabic: str, probability: float, times: float = 1) -> Pair:
    return Pair(stems_of(french), stems_of(arabic), french, arabic, probability, probability, times)


def said(lexicon: Lexicon, text: str) -> dict[str, float]:
    return {one.shown: round(one.probability, 2) for one in lexicon.renderings(stems_of(text))}


@pytest.fixture(scope="module")
def learnt() -> Lexicon:
    return Lexicon({Origin.CENTRE: LexiconTable(learn([*TEXTS, *LABELS]))})


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("police", "الشرطة"),
        ("maison", "المنزل"),
        ("الشرطة", "police"),
        ("المنزل", "maison"),
        ("garde à vue", "الحراسة النظرية"),
        ("الحراسة النظرية", "garde à vue"),
        ("liberté d’expression", "حرية التعبير"),
        ("محو الأمية", "alphabétisation"),
        ("Géorgie", "جورجيا"),
    ],
)
def test_words_and_phrases_are_learnt(learnt: Lexicon, text: str, translation: str) -> None:
    best = learnt.renderings(stems_of(text))[0]
    assert best.shown == translation


def test_a_word_may_be_a_phrase_in_the_other_language(learnt: Lexicon) -> None:
    assert "محو الأمية" in said(learnt, "alphabétisation")


def test_the_chosen_name_is_likelier_than_another(learnt: Lexicon) -> None:
    assert said(learnt, "liberté d'expression") == {"حرية التعبير": 0.8, "حرية الكلام": 0.2}


def test_probabilities_add_up_to_one(learnt: Lexicon) -> None:
    for text in ("police", "garde", "vue", "grande", "المنزل", "liberté"):
        assert sum(said(learnt, text).values()) == pytest.approx(1, abs=0.05)


def test_nothing_is_learnt_from_nothing() -> None:
    assert learn([]) == []
    assert learn([Twin("le la les", "في من على"), Twin("", "الحق"), Twin("2018", "2018")]) == []


def test_of_too_much_the_shortest_is_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docsearch.text.lexicon.learning._MOST_MEETINGS", 4)
    long = Twin("La police garde la maison de la femme", "الشرطة تحرس منزل المرأة")
    found = learn([long, Twin("police", "شرطة"), Twin("femme", "امرأة")])
    assert {one.shown_french for one in found} == {"police", "femme"}


def test_an_unknown_word_has_no_translation(learnt: Lexicon) -> None:
    assert learnt.renderings(["zellig"]) == []
    assert learnt.renderings([]) == []
    assert learnt.renderings(["garde"] * 100) == []


def test_decisions_of_people_win_over_what_was_learnt() -> None:
    table = LexiconTable([pair("garde", "حارس", 0.75), pair("garde", "حضانة", 0.25)])
    decisions = [pair("garde", "رعاية", 0.5), pair("garde", "حارس", 0)]
    lexicon = Lexicon({Origin.STARTING: table}, decisions)
    assert said(lexicon, "garde") == {"رعاية": 0.5, "حضانة": 0.5}
    assert said(lexicon, "حارس") == {}
    certain = Lexicon({Origin.STARTING: table}, [pair("garde", "رعاية", 1)])
    assert said(certain, "garde") == {"رعاية": 1}
    many = Lexicon({}, [pair("garde", "رعاية", 1), pair("garde", "حراسة", 1)])
    assert said(many, "garde") == {"رعاية": 0.5, "حراسة": 0.5}


def test_the_centres_own_words_weigh_more() -> None:
    tables = {
        Origin.STARTING: LexiconTable([pair("garde", "حضانة", 1)]),
        Origin.CENTRE: LexiconTable([pair("garde", "حراسة", 1)]),
    }
    assert said(Lexicon(tables), "garde") == {"حراسة": 0.75, "حضانة": 0.25}


WORDS = st.text(st.sampled_from("abcdeé "), min_size=1, max_size=12)
ARABIC_WORDS = st.text(st.sampled_from("ابتثجح "), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, ARABIC_WORDS, st.floats(0, 1))))
def test_a_table_gives_back_what_was_put_in(rows: list[tuple[str, str, float]]) -> None:
    pairs = [pair(*row) for row in rows if stems_of(row[0]) and stems_of(row[1])]
    table = LexiconTable.unpack(LexiconTable(pairs).pack())
    assert len(table) == len(pairs)
    for one in pairs:
        for stems in (one.french, one.arabic):
            found = [(other.french, other.arabic) for other in table.of(stems)]
            wanted = [(other.french, other.arabic) for other in pairs if stems in other[:2]]
            assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("damage", [b"", b"no gzip", LexiconTable().pack()[:-5]])
def test_a_damaged_table_is_refused(damage: bytes) -> None:
    with pytest.raises(Invalid, match="lexicon-damaged"):
        LexiconTable.unpack(damage)


def test_a_table_of_another_analysis_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = LexiconTable([pair("libertés", "الحريات", 1)._replace(french=("old",))]).pack()
    assert LexiconTable.unpack(stored).of(("old",))
    monkeypatch.setattr("docsearch.text.lexicon.table._PRESENT", b"999")
    table = LexiconTable.unpack(stored)
    assert not table.of(("old",))
    assert table.of(stems_of("liberté"))


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("droits de l'homme", "حقوق الانسان"),
        ("torture", "تعذيب"),
        ("مكافحة الرشوة", "corruption"),
        ("Maroc", "المغرب"),
        ("liberté d'expression", "حرية التعبير"),
    ],
)
def test_the_lexicon_that_ships_knows_the_words_of_the_field(text: str, translation: str) -> None:
    lexicon = Lexicon({Origin.STARTING: starting_lexicon()})
    stems = stems_of(text)
    known = [*lexicon.renderings(stems), *lexicon.renderings(stems[-1:])]
    assert stems_of(translation) in [one.stems for one in known]
