"""The lexicon of a centre: looked up, learnt from its own documents, decided on by people."""

import pytest

from docsearch.domain.errors import Denied, Invalid, NotFound
from docsearch.domain.permissions import ANONYMOUS, SYSTEM
from docsearch.services.centre import Centre
from docsearch.services.lexicon import LexiconEntry
from docsearch.text.lexicon.lookup import Origin
from docsearch.text.lexicon.table import stems_of
from docsearch.text.lexicon.twins import Twin
from tests.factories import LIBRARIAN, READER, SUPERVISOR, all_changes, deposit, last_change, work

FRENCH_LAW = """Loi n° 70-03
Article 1
Le zelligeur achète la tanneriade.
Article 2
Le zelligeur vend la poterade.
Article 3
La poterade et la tanneriade restent au zelligeur.
Article 4
La tanneriade ferme."""
ARABIC_LAW = """القانون رقم 70.03
المادة 1
يشتري الزليجوري التندرية.
المادة 2
يبيع الزليجوري الفخردية.
المادة 3
تبقى الفخردية والتندرية للزليجوري.
المادة 4
تغلق التندرية."""


def best(centre: Centre, text: str) -> tuple[str, float, Origin] | None:
    found = centre.lexicon.lexicon().renderings(stems_of(text))
    return (found[0].shown, round(found[0].probability, 2), found[0].origin) if found else None


def entry(centre: Centre, french: str, arabic: str) -> LexiconEntry:
    (found,) = [
        one
        for one in centre.lexicon.entries(LIBRARIAN, french)
        if (one.french, one.arabic) == (french, arabic)
    ]
    return found


def test_a_new_centre_knows_the_words_that_ship(centre: Centre) -> None:
    shown = best(centre, "torture")
    assert shown is not None
    assert (stems_of(shown[0]), shown[2]) == (stems_of("التعذيب"), Origin.STARTING)


def test_a_decision_counts_at_once_and_in_both_directions(centre: Centre) -> None:
    before = best(centre, "torture")
    number = centre.lexicon.decide(LIBRARIAN, "Torture", " تنكيل ", probability=1)
    assert best(centre, "torture") == ("تنكيل", 1, Origin.PERSON)
    assert best(centre, "التنكيل") == ("Torture", 1, Origin.PERSON)
    change = last_change(centre)
    assert (change.action, change.actor) == ("lexicon.decide", LIBRARIAN.name)
    assert change.entries[0]["after"]["probability"] == 1
    centre.lexicon.withdraw(LIBRARIAN, number)
    assert best(centre, "torture") == before
    assert last_change(centre).entries[0]["after"] is None


def test_deciding_again_corrects_the_decision(centre: Centre) -> None:
    first = centre.lexicon.decide(LIBRARIAN, "garde à vue", "الحراسة النظرية", probability=0.3)
    again = centre.lexicon.decide(LIBRARIAN, "Garde à vue", "حراسة نظرية", probability=1)
    assert first == again
    (listed,) = centre.lexicon.entries(LIBRARIAN)
    assert (listed.french, listed.arabic, listed.probability) == ("Garde à vue", "حراسة نظرية", 1)


def test_a_forbidden_pair_counts_no_more_but_stays_to_be_seen(centre: Centre) -> None:
    shown = best(centre, "torture")
    assert shown is not None
    centre.lexicon.decide(LIBRARIAN, "torture", shown[0], probability=0)
    after = best(centre, "torture")
    assert after is None or stems_of(after[0]) != stems_of(shown[0])
    forbidden = entry(centre, "torture", shown[0])
    assert (forbidden.to_arabic, forbidden.to_french, forbidden.origin) == (0, 0, Origin.PERSON)


def test_phrases_with_a_word_are_listed_after_the_word(centre: Centre) -> None:
    listed = centre.lexicon.entries(LIBRARIAN, "pauvreté")
    assert stems_of(listed[0].french) == stems_of("pauvreté")
    assert any(len(stems_of(one.french)) > 1 for one in listed)
    assert centre.lexicon.entries(LIBRARIAN, "zelligeur") == []
    assert centre.lexicon.entries(LIBRARIAN, "؟!") == []


@pytest.mark.parametrize("actor", [ANONYMOUS, READER, SUPERVISOR])
def test_only_those_who_keep_the_vocabularies_may(centre: Centre, actor: object) -> None:
    lexicon = centre.lexicon
    for refused in (
        lambda: lexicon.entries(actor, "torture"),  # type: ignore[arg-type]
        lambda: lexicon.decide(actor, "a b", "الحق", probability=1),  # type: ignore[arg-type]
        lambda: lexicon.withdraw(actor, 1),  # type: ignore[arg-type]
        lambda: lexicon.learn(actor),  # type: ignore[arg-type]
    ):
        with pytest.raises(Denied):
            refused()


@pytest.mark.parametrize("probability", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_probability_is_one(centre: Centre, probability: float) -> None:
    with pytest.raises(Invalid, match="lexicon-probability-invalid"):
        centre.lexicon.decide(LIBRARIAN, "torture", "تعذيب", probability=probability)


def test_a_decision_can_be_taken_back_once(centre: Centre) -> None:
    number = centre.lexicon.decide(LIBRARIAN, "torture", "تعذيب", probability=1)
    centre.lexicon.withdraw(LIBRARIAN, number)
    with pytest.raises(NotFound):
        centre.lexicon.withdraw(LIBRARIAN, number)


def test_pairs_that_are_given_are_learnt_and_forgotten_with_the_next(centre: Centre) -> None:
    learnt = centre.lexicon.learn(SYSTEM, [Twin("zelligeur", "زليجوري")])
    assert (learnt.twins, learnt.pairs) == (1, 1)
    assert best(centre, "zelligeur") == ("زليجوري", 1, Origin.CENTRE)
    assert all_changes(centre)[-1].action == "lexicon.learn"
    centre.lexicon.learn(SYSTEM)
    assert best(centre, "zelligeur") is None


def test_titles_and_articles_of_public_documents_are_learnt(centre: Centre) -> None:
    deposit(centre, FRENCH_LAW, name="loi.txt", title_fr="Loi n° 70-03", access="public")
    deposit(centre, ARABIC_LAW, name="ar.txt", title_ar="القانون رقم 70.03", access="public")
    deposit(centre, access="public", title_fr="Le potiérisme", title_ar="الفخارنية")
    deposit(centre, access="internal", title_fr="Le secretisme", title_ar="السريانوية")
    work(centre)
    centre.lexicon.learn(SYSTEM)
    for french, translation in (
        ("zelligeur", "الزليجوري"),
        ("tanneriade", "التندرية"),
        ("potiérisme", "الفخارنية"),
    ):
        shown = best(centre, french)
        assert shown is not None, french
        assert stems_of(shown[0]) == stems_of(translation)
    assert best(centre, "secretisme") is None


def test_another_process_sees_what_was_decided_and_learnt(centre: Centre) -> None:
    other = type(centre.lexicon)(centre.transactions)
    assert other.lexicon() is other.lexicon()
    centre.lexicon.decide(LIBRARIAN, "zelligeur", "زليجوري", probability=0.5)
    assert other.lexicon().renderings(stems_of("zelligeur"))
    centre.lexicon.learn(SYSTEM, [Twin("poterade", "فخردية")])
    assert other.lexicon().renderings(stems_of("poterade"))
