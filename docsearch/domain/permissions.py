"""Roles, permissions and the one table that joins them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from docsearch.domain.access import AccessLevel
from docsearch.domain.errors import Denied


class Role(StrEnum):
    """What a person is at the centre."""

    READER = "reader"
    TRAINER = "trainer"
    DOCUMENTALIST = "documentalist"
    FOCAL_POINT = "focal-point"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that a service may be asked to do."""

    READ_INTERNAL = "read-internal"
    READ_RESTRICTED = "read-restricted"
    DEPOSIT = "deposit"
    DESCRIBE = "describe"
    CORRECT_TEXTS = "correct-texts"
    WITHDRAW = "withdraw"
    SEE_FAILURES = "see-failures"
    SEE_HISTORY = "see-history"
    MANAGE_VOCABULARIES = "manage-vocabularies"
    MANAGE_ACCOUNTS = "manage-accounts"


_STAFF: Final = frozenset({Permission.READ_INTERNAL})
_LIBRARIAN: Final = _STAFF | {
    Permission.READ_RESTRICTED,
    Permission.DEPOSIT,
    Permission.DESCRIBE,
    Permission.CORRECT_TEXTS,
    Permission.WITHDRAW,
    Permission.SEE_FAILURES,
    Permission.SEE_HISTORY,
    Permission.MANAGE_VOCABULARIES,
}

PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.READER: _STAFF,
    Role.TRAINER: _STAFF,
    Role.FOCAL_POINT: _STAFF,
    Role.DOCUMENTALIST: _LIBRARIAN,
    Role.SUPERVISOR: _STAFF | {Permission.READ_RESTRICTED, Permission.SEE_HISTORY},
    Role.ADMINISTRATOR: frozenset(Permission),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: a signed-in person, an anonymous visitor, or the system itself."""

    name: str
    roles: frozenset[Role] = frozenset()
    user_id: int | None = None

    def can(self, permission: Permission) -> bool:
        """Tell whether one of the actor's roles grants the permission."""
        return any(permission in PERMISSIONS[role] for role in self.roles)

    def require(self, permission: Permission) -> None:
        """Raise ``Denied`` unless the permission is granted."""
        if not self.can(permission):
            raise Denied("permission-missing", permission=permission.value)

    def readable(self) -> frozenset[AccessLevel]:
        """Return the access levels whose records the actor may read."""
        levels = {AccessLevel.PUBLIC}
        if self.can(Permission.READ_INTERNAL):
            levels.add(AccessLevel.INTERNAL)
        if self.can(Permission.READ_RESTRICTED):
            levels.add(AccessLevel.RESTRICTED)
        return frozenset(levels)


ANONYMOUS: Final = Actor("anonymous")
SYSTEM: Final = Actor("system", roles=frozenset({Role.ADMINISTRATOR}))
