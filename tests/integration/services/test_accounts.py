"""Accounts and the links that sign people in once."""

from datetime import timedelta

import pytest

from docsearch.domain.errors import Conflict, Denied, Invalid, NotFound
from docsearch.domain.permissions import ANONYMOUS, SYSTEM, Role
from docsearch.models import Organisation, SignInLink, User
from docsearch.models.base import now
from docsearch.services.accounts import FIRST_ADMINISTRATOR, actor_of
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, last_change


def test_an_account_has_its_roles(centre: Centre) -> None:
    user = centre.accounts.add(
        SYSTEM, " Amina@Example.org ", name="Amina", roles=[Role.TRAINER, Role.READER]
    )
    with centre.transactions.read() as session:
        actor = actor_of(session.get_one(User, user))
    assert (actor.name, actor.user_id) == ("Amina", user)
    assert actor.roles == {Role.TRAINER, Role.READER}


def test_the_record_of_a_new_account_holds_no_secret(centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "a@example.org", roles=[Role.READER])
    (entry,) = last_change(centre).entries
    assert not {"password", "fs_uniquifier"} & set(entry["after"])
    assert last_change(centre).facts == {"email": "a@example.org", "roles": ["reader"]}


@pytest.mark.parametrize("email", ["", "a", "a@", "@b", "a b@c", "a@b\nc", f"{'a' * 65}@b"])
def test_an_address_must_be_one(centre: Centre, email: str) -> None:
    with pytest.raises(Invalid, match="email-invalid"):
        centre.accounts.add(SYSTEM, email, roles=[])


def test_an_address_is_used_once_whatever_its_case(centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "a@example.org", roles=[])
    with pytest.raises(Conflict, match="email-taken"):
        centre.accounts.add(SYSTEM, "A@EXAMPLE.org", roles=[])


def test_the_first_administrator_is_made_once(centre: Centre) -> None:
    with pytest.raises(Denied):
        centre.accounts.ensure_administrator(LIBRARIAN)
    assert centre.accounts.ensure_administrator(SYSTEM)
    assert not centre.accounts.ensure_administrator(SYSTEM)
    assert centre.accounts.sign_in_link(SYSTEM, FIRST_ADMINISTRATOR)


def test_a_link_signs_in_once(centre: Centre) -> None:
    user = centre.accounts.add(SYSTEM, "a@example.org", roles=[])
    token = centre.accounts.sign_in_link(SYSTEM, "A@example.org ")
    assert centre.accounts.redeem(ANONYMOUS, token) == user
    with pytest.raises(NotFound, match="sign-in-link-spent"):
        centre.accounts.redeem(ANONYMOUS, token)


def test_the_token_itself_is_kept_nowhere(centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "a@example.org", roles=[])
    token = centre.accounts.sign_in_link(SYSTEM, "a@example.org")
    assert token not in str(last_change(centre).facts) + str(last_change(centre).entries)
    with centre.transactions.read() as session:
        assert session.get(SignInLink, token) is None


def test_a_link_ends_after_a_day(centre: Centre) -> None:
    centre.accounts.add(SYSTEM, "a@example.org", roles=[])
    token = centre.accounts.sign_in_link(SYSTEM, "a@example.org")
    with centre.transactions.write(SYSTEM, "test") as session:
        session.query(SignInLink).one().expires_at = now() - timedelta(seconds=1)
    with pytest.raises(NotFound, match="sign-in-link-spent"):
        centre.accounts.redeem(ANONYMOUS, token)


def test_a_closed_account_is_not_let_in(centre: Centre) -> None:
    user = centre.accounts.add(SYSTEM, "a@example.org", roles=[])
    token = centre.accounts.sign_in_link(SYSTEM, "a@example.org")
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(User, user).active = False
    with pytest.raises(NotFound, match="sign-in-link-spent"):
        centre.accounts.redeem(ANONYMOUS, token)
    with pytest.raises(NotFound, match="account-unknown"):
        centre.accounts.sign_in_link(SYSTEM, "a@example.org")


@pytest.mark.parametrize("token", ["", "x", "\udce9", "é" * 10_000])
def test_any_unknown_token_is_spent(centre: Centre, token: str) -> None:
    with pytest.raises(NotFound, match="sign-in-link-spent"):
        centre.accounts.redeem(ANONYMOUS, token)


def test_people_of_one_organisation_share_it(centre: Centre) -> None:
    users = [
        centre.accounts.add(SYSTEM, f"{number}@example.org", organisation=name, roles=[])
        for number, name in enumerate(("Justice", " Justice ", "وزارة العدل"))
    ]
    with centre.transactions.read() as session:
        homes = [session.get_one(User, user).organisation_id for user in users]
        last = session.get_one(Organisation, homes[2])
    assert homes[0] == homes[1] != homes[2]
    assert (last.name_fr, last.name_ar) == ("", "وزارة العدل")
