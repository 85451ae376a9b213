"""Public copies: the public never learns of the original, and waits for the day."""

import io
import threading
from datetime import UTC, datetime
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import ANONYMOUS, SYSTEM, Actor, Role
from docsearch.models import Document
from docsearch.services.centre import Centre
from docsearch.services.disclosure import Counterparts
from tests.factories import (
    LIBRARIAN,
    READER,
    deposit,
    found,
    last_change,
    new_centre,
    shown,
    unique_text,
    work,
)

FAR: Final = "2999-01-31"


def public_copy(
    centre: Centre, original: int, *, public_from: str = "", title: str = "Extrait"
) -> int:
    return centre.disclosure.add_public_copy(
        LIBRARIAN,
        original,
        "copie.txt",
        io.BytesIO(unique_text().encode()),
        reason="Noms des victimes",
        public_from=public_from,
        description={"title_fr": title},
    )


def ids(counterparts: Counterparts) -> tuple[int | None, set[int]]:
    original = counterparts.original.id if counterparts.original else None
    return original, {copy.id for copy in counterparts.copies}


def test_a_copy_without_a_day_is_public_at_once(centre: Centre) -> None:
    original = deposit(
        centre,
        access="restricted",
        title_fr="Rapport de visite",
        date="2019",
        shelf_mark="R-7",
        source="Courrier de Mme A.",
        external_link="https://example.org/original",
    )
    copy = public_copy(centre, original, title="Rapport de visite, extrait")
    work(centre)
    document = shown(centre, copy)
    assert document.access is AccessLevel.PUBLIC
    assert document.title_fr == "Rapport de visite, extrait"
    assert str(document.date) == "2019"
    assert (document.shelf_mark, document.source, document.external_link) == ("", "", "")
    assert found(centre, "visite", ANONYMOUS) == {copy}
    assert found(centre, "visite", LIBRARIAN) == {original, copy}


def test_an_embargo_ends_at_midnight_in_the_time_zone_of_the_centre(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from="2030-06-15")
    # In June, Morocco is one hour before UTC.
    centre.disclosure.lift_embargoes(datetime(2030, 6, 14, 22, 59, tzinfo=UTC))
    assert shown(centre, copy).access is AccessLevel.INTERNAL
    centre.disclosure.lift_embargoes(datetime(2030, 6, 14, 23, 0, tzinfo=UTC))
    assert shown(centre, copy).access is AccessLevel.PUBLIC
    assert last_change(centre).action == "documents.lift-embargo"
    work(centre)
    assert copy in found(centre, "", ANONYMOUS)


def test_the_worker_publishes_on_the_day(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from=FAR)
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, copy).public_from = PartialDate(2020, 1, 31)
    stop = threading.Event()
    worker = threading.Thread(target=centre.worker.run, args=(stop,))
    worker.start()
    try:
        while copy not in found(centre, "", ANONYMOUS):
            assert worker.is_alive()
    finally:
        stop.set()
        worker.join()


@pytest.mark.parametrize(("typed", "day"), [("2030", "2030-01-01"), ("2030-06", "2030-06-01")])
def test_a_month_or_a_year_means_its_first_day(centre: Centre, typed: str, day: str) -> None:
    copy = public_copy(centre, deposit(centre), public_from=typed)
    assert str(shown(centre, copy).public_from) == day


def test_a_day_that_is_past_publishes_at_once(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from="1 janvier 2020")
    assert shown(centre, copy).access is AccessLevel.PUBLIC


def test_what_a_person_decides_ends_the_embargo(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from="2030-06-15")
    for access in ("restricted", "internal"):
        centre.documents.describe(LIBRARIAN, copy, {"access": access})
    assert centre.disclosure.lift_embargoes(datetime(2031, 1, 1, tzinfo=UTC)) == 0
    assert shown(centre, copy).access is AccessLevel.INTERNAL


def test_the_access_chosen_for_many_ends_their_embargoes(centre: Centre) -> None:
    copies = [public_copy(centre, deposit(centre), public_from="2030-06-15") for _ in range(2)]
    centre.documents.describe_many(LIBRARIAN, copies, {"access": "internal"})
    assert centre.disclosure.lift_embargoes(datetime(2031, 1, 1, tzinfo=UTC)) == 0


def test_undoing_the_publication_lasts(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from="2030-06-15")
    later = datetime(2031, 1, 1, tzinfo=UTC)
    centre.disclosure.lift_embargoes(later)
    centre.history.undo(LIBRARIAN, last_change(centre).id, document_id=copy)
    assert shown(centre, copy).access is AccessLevel.INTERNAL
    assert centre.disclosure.lift_embargoes(later) == 0


def test_a_withdrawn_copy_is_not_published(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre), public_from="2030-06-15")
    centre.documents.withdraw(LIBRARIAN, copy)
    assert centre.disclosure.lift_embargoes(datetime(2031, 1, 1, tzinfo=UTC)) == 0


def test_reading_the_copy_again_does_not_close_it(centre: Centre) -> None:
    copy = public_copy(centre, deposit(centre, access="restricted"))
    work(centre)
    assert shown(centre, copy).access is AccessLevel.PUBLIC
    assert "access" in shown(centre, copy).confirmed


def test_what_is_refused_leaves_nothing(centre: Centre) -> None:
    text = unique_text()
    original = deposit(centre, text)
    public = deposit(centre, access="public")

    def add(document: int, content: str = "", reason: str = "Noms", day: str = "") -> None:
        source = io.BytesIO((content or unique_text()).encode())
        centre.disclosure.add_public_copy(
            LIBRARIAN, document, "x.txt", source, reason=reason, public_from=day
        )

    with pytest.raises(Invalid, match="reason-missing"):
        add(original, reason="  ")
    with pytest.raises(Invalid, match="field-too-long"):
        add(original, reason="x" * 1001)
    with pytest.raises(Invalid, match="date-invalid"):
        add(original, day="demain")
    with pytest.raises(Conflict, match="original-is-public"):
        add(public)
    # The very file of the original is no redacted copy.
    with pytest.raises(Conflict, match="file-already-deposited"):
        add(original, text)
    with pytest.raises(NotFound):
        add(999)
    assert {one.id for one in centre.documents.recent(SYSTEM)} <= {original, public}
    assert ids(centre.disclosure.counterparts(SYSTEM, original)) == (None, set())


actors = st.builds(lambda roles: Actor("x", frozenset(roles)), st.sets(st.sampled_from(Role)))
levels = st.sampled_from([AccessLevel.INTERNAL, AccessLevel.RESTRICTED])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    return new_centre(tmp_path_factory.mktemp("archive"))


@given(levels, st.sampled_from(AccessLevel), st.booleans(), st.booleans(), actors)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_side_is_shown_to_those_who_may_read_it(
    archive: Centre,
    original_access: AccessLevel,
    later_access: AccessLevel,
    embargo: bool,
    withdrawn: bool,
    actor: Actor,
) -> None:
    original = deposit(archive, access=original_access)
    copy = public_copy(archive, original, public_from=FAR if embargo else "")
    if later_access is not original_access:
        archive.documents.describe(LIBRARIAN, original, {"access": later_access})
    if withdrawn:
        archive.documents.withdraw(LIBRARIAN, original)

    def may_read(document: int) -> bool:
        try:
            archive.documents.show(actor, document)
        except NotFound:
            return False
        return True

    if may_read(copy):
        seen = archive.disclosure.counterparts(actor, copy)
        assert ids(seen) == (original if may_read(original) else None, set())
    if may_read(original):
        seen = archive.disclosure.counterparts(actor, original)
        assert ids(seen) == (None, {copy} if may_read(copy) else set())
    else:
        with pytest.raises(NotFound):
            archive.disclosure.counterparts(actor, original)


def test_only_the_machine_s_own_restriction_waits_for_a_decision(centre: Centre) -> None:
    by_hand = deposit(centre, access="restricted")
    by_machine = deposit(centre)
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, by_machine).access = AccessLevel.RESTRICTED
    assert {one.id for one in centre.disclosure.undecided(LIBRARIAN)} == {by_machine}
    assert by_hand not in {one.id for one in centre.disclosure.undecided(LIBRARIAN)}
    centre.disclosure.confirm_access(LIBRARIAN, by_machine)
    assert centre.disclosure.undecided(LIBRARIAN) == []
    assert shown(centre, by_machine).access is AccessLevel.RESTRICTED


def test_readers_do_not_see_a_copy_of_what_they_may_not_read(centre: Centre) -> None:
    original = deposit(centre, access="restricted", title_fr="Secret")
    copy = public_copy(centre, original, public_from=FAR)
    assert ids(centre.disclosure.counterparts(READER, copy)) == (None, set())
    with pytest.raises(NotFound):
        centre.disclosure.counterparts(ANONYMOUS, copy)
