"""What is proposed while one types and instead of what found little, within what one may read."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.permissions import ANONYMOUS, SYSTEM, Actor
from docsearch.search.completions import Kind
from docsearch.search.query_tree import Attribute
from docsearch.services.centre import Centre
from docsearch.services.suggestions import Correction, Slip
from tests.factories import LIBRARIAN, READER, deposit, found, new_centre, work

FRENCH = "La détention arbitraire est interdite. Le procureur visite les lieux de détention."
ARABIC = "الاعتقال التعسفي محظور، وتراقب المحكمة أماكن الحرمان من الحرية."


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    """Open a centre with a text in each language, and one that only staff may read."""
    centre = new_centre(tmp_path_factory.mktemp("centre"))
    french, arabic = "Étude sur la détention", "دراسة حول الاعتقال"
    deposit(centre, FRENCH, access="public", title_fr=french, subjects="prisons", languages="fr")
    deposit(
        centre,
        ARABIC,
        access="public",
        title_ar=arabic,
        symbol="CCPR/C/MAR/CO/6",
        languages="ar",
    )
    secret = "Le témoignage de Ferrandine sur la détention"
    deposit(centre, secret, access="internal", title_fr="Ferrandine témoigne", subjects="témoins")
    work(centre)
    return centre


def corrected(centre: Centre, text: str, actor: Actor = ANONYMOUS) -> Correction | None:
    return centre.suggestions.correction(actor, text, total=0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("detentoin", "détention"),
        ("Détenton arbitraire", "Détention arbitraire"),
        ('titre:etude "lieux de detentoin"', 'titre:etude "lieux de détention"'),
        ("l'interdtie OU (procurer -licorne)", "l'interdite OU (procureur -licorne)"),
        ("الاعتغال التعسفي", "الاعتقال التعسفي"),
        ("بالمحكة", "بالمحكمة"),
        ("detentionarbitraire", "détention arbitraire"),
    ],
)
def test_a_misspelt_query_is_offered_as_texts_spell_it(
    centre: Centre, typed: str, meant: str
) -> None:
    correction = corrected(centre, typed)
    assert correction is not None
    assert correction.slip is Slip.SPELLING
    # Ta marbuta and ha are one letter to the index: both are in texts.
    assert correction.text.replace("ه", "ة") == meant.replace("ه", "ة")
    assert correction.total == len(found(centre, correction.text, ANONYMOUS)) > 0


@pytest.mark.parametrize(
    ("typed", "meant"), [("]djknhk", None), ("يثفثىفهخى", "detention"), ("hghujrhg", "الاعتقال")]
)
def test_the_other_keyboard(centre: Centre, typed: str, meant: str | None) -> None:
    correction = corrected(centre, typed)
    assert (correction.text if correction else None) == meant
    if correction:
        assert correction.slip is Slip.KEYBOARD
        # It is thought of only when there is nothing else to show.
        assert centre.suggestions.correction(ANONYMOUS, typed, total=1) is None


@pytest.mark.parametrize(
    "typed", ["détention", "", "…", "zzzzzzzz", "detentoin licorne", "lang:frr", "x" * 10_000, '"']
)
def test_nothing_better_is_known(centre: Centre, typed: str) -> None:
    total = len(found(centre, typed, ANONYMOUS)) if typed == "détention" else 0
    assert centre.suggestions.correction(ANONYMOUS, typed, total=total) is None


def test_filters_hold_for_the_correction_too(centre: Centre) -> None:
    def filtered(text: str, language: str) -> Correction | None:
        filters = {Attribute.LANGUAGE: frozenset({language})}
        return centre.suggestions.correction(ANONYMOUS, text, total=0, filters=filters)

    assert filtered("detentoin", "fr") is not None
    assert filtered("detentoin", "ar") is None
    # The word is known, though not in this language.
    assert filtered("procureur", "ar") is None


def test_the_other_words_tell_which_one_was_meant(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    for number in range(4):
        deposit(centre, f"Le port de pêche, le port de commerce et ses quais, {number}.")
    deposit(centre, "La peine de mort est abolie.")
    work(centre)
    alone = corrected(centre, "pmort", LIBRARIAN)
    assert alone is not None
    assert alone.text == "port"
    among = corrected(centre, "peine de pmort", LIBRARIAN)
    assert among is not None
    assert among.text == "peine de mort"


def test_a_correction_finds_more_than_what_was_found(centre: Centre) -> None:
    assert centre.suggestions.correction(READER, "detentoin", total=1) is not None
    assert centre.suggestions.correction(READER, "detentoin", total=2) is None


def test_no_word_of_what_may_not_be_read(centre: Centre) -> None:
    assert corrected(centre, "ferrandnie") is None
    told = corrected(centre, "ferrandnie", LIBRARIAN)
    assert told is not None
    assert told.text == "ferrandine"
    for typed in ("ferr", "témo"):
        assert centre.suggestions.completions(ANONYMOUS, typed) == []
        assert centre.suggestions.completions(LIBRARIAN, typed)


def test_titles_symbols_subjects_types_and_words(centre: Centre) -> None:
    def proposed(typed: str) -> set[tuple[str, Kind]]:
        return {(name.text, name.kind) for name in centre.suggestions.completions(ANONYMOUS, typed)}

    assert ("Étude sur la détention", Kind.TITLE) in proposed("deten")
    assert ("détention", Kind.WORD) in proposed("deten")
    assert ("lieux de détention", Kind.WORD) in proposed("lieux de déten")
    assert ("دراسة حول الاعتقال", Kind.TITLE) in proposed("اعتق")
    assert proposed("ccpr/c") == {("CCPR/C/MAR/CO/6", Kind.SYMBOL)}
    assert ("prisons", Kind.SUBJECT) in proposed("pris")
    assert any(kind is Kind.TYPE for _, kind in proposed("autre"))


@pytest.mark.parametrize("typed", ["", " ", "d", "…", "\x00", "détention " * 100, "%_'\"<script>"])
def test_what_is_no_beginning_of_a_name(centre: Centre, typed: str) -> None:
    assert centre.suggestions.completions(SYSTEM, typed) == []


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(
        st.text(max_size=80), st.text(alphabet='detnion "()-|*~:«»لاعتقأ\u0640\u202e^', max_size=40)
    )
)
def test_whatever_is_typed_nothing_breaks(centre: Centre, text: str) -> None:
    correction = corrected(centre, text)
    assert correction is None or correction.total
    for name in centre.suggestions.completions(ANONYMOUS, text):
        assert name.text


def test_what_was_withdrawn_or_renamed_a_moment_ago_is_not_proposed(tmp_path: Path) -> None:
    centre = new_centre(tmp_path)
    document = deposit(centre, FRENCH, access="public", title_fr="Étude ancienne")
    work(centre)
    assert centre.suggestions.completions(ANONYMOUS, "ancie")
    centre.documents.describe(LIBRARIAN, document, {"title_fr": "Étude nouvelle"})
    assert "Étude ancienne" not in [
        name.text for name in centre.suggestions.completions(ANONYMOUS, "ancie")
    ]
    centre.documents.withdraw(LIBRARIAN, document)
    assert centre.suggestions.completions(ANONYMOUS, "nouve") == []
    assert corrected(centre, "detentoin") is None
