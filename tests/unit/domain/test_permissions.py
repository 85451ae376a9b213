"""The one table of permissions."""

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Denied
from docsearch.domain.permissions import (
    ANONYMOUS,
    PERMISSIONS,
    SYSTEM,
    Actor,
    Permission,
    Role,
)

PUBLIC = {AccessLevel.PUBLIC}
INTERNAL = PUBLIC | {AccessLevel.INTERNAL}


def test_every_role_has_a_row() -> None:
    assert set(PERMISSIONS) == set(Role)


def test_every_permission_is_granted_to_somebody() -> None:
    assert frozenset().union(*PERMISSIONS.values()) == frozenset(Permission)


def test_only_the_administrator_opens_accounts() -> None:
    allowed = [role for role in Role if Permission.MANAGE_ACCOUNTS in PERMISSIONS[role]]
    assert allowed == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("actor", "levels"),
    [
        (ANONYMOUS, PUBLIC),
        (Actor("r", frozenset({Role.READER})), INTERNAL),
        (Actor("t", frozenset({Role.TRAINER})), INTERNAL),
        (Actor("p", frozenset({Role.FOCAL_POINT})), INTERNAL),
        (Actor("d", frozenset({Role.DOCUMENTALIST})), set(AccessLevel)),
        (Actor("s", frozenset({Role.SUPERVISOR})), set(AccessLevel)),
        (SYSTEM, set(AccessLevel)),
    ],
    ids=lambda value: value.name if isinstance(value, Actor) else "",
)
def test_who_may_read_what(actor: Actor, levels: set[AccessLevel]) -> None:
    assert actor.readable() == levels


def test_roles_add_up() -> None:
    both = Actor("b", frozenset({Role.READER, Role.SUPERVISOR}))
    assert both.can(Permission.SEE_HISTORY)
    assert not both.can(Permission.DESCRIBE)


def test_a_refusal_names_the_permission() -> None:
    with pytest.raises(Denied) as refused:
        ANONYMOUS.require(Permission.DEPOSIT)
    assert refused.value.facts == {"permission": "deposit"}
