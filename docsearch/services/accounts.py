"""Accounts: people, their roles, and the links that sign them in once."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import Actor, Permission, Role
from docsearch.models import Organisation, SignInLink, User
from docsearch.models import Role as RoleRow
from docsearch.models.base import now
from docsearch.services.unit_of_work import Transactions
from docsearch.text.arabic import is_arabic

_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
_LINK_LIFETIME: Final = timedelta(hours=24)


class AccountService:
    """Creates accounts and lets people in."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(
        self,
        actor: Actor,
        email: str,
        *,
        name: str = "",
        organisation: str = "",
        roles: Iterable[Role],
    ) -> int:
        """Create an account without a password and return its id.

        The organisation is the one with this name or acronym, created if need be.

        Raises ``Invalid`` for a malformed address and ``Conflict`` for one already in use.
        """
        actor.require(Permission.MANAGE_ACCOUNTS)
        address = email.strip().lower()
        if not _EMAIL.fullmatch(address):
            raise Invalid("email-invalid", email=email)
        names = sorted(role.value for role in roles)
        with self._transactions.write(actor, "accounts.add", email=address, roles=names) as work:
            if work.scalars(select(User).where(User.email == address)).first():
                raise Conflict("email-taken", email=address)
            user = User(email=address, name=name.strip(), fs_uniquifier=secrets.token_hex(32))
            user.roles = [_role(work, role) for role in names]
            if organisation.strip():
                user.organisation_id = _organisation(work, organisation.strip()).id
            work.add(user)
            work.flush()
            return user.id

    def ensure_administrator(self, actor: Actor) -> bool:
        """Create the first administrator of an empty centre; tell whether that was needed."""
        with self._transactions.read() as session:
            if session.scalar(select(func.count()).select_from(User)):
                return False
        self.add(actor, FIRST_ADMINISTRATOR, roles=[Role.ADMINISTRATOR])
        return True

    def sign_in_link(self, actor: Actor, email: str) -> str:
        """Return a new token that signs the person in once within a day.

        Raises ``NotFound`` when no active account has the address.
        """
        actor.require(Permission.MANAGE_ACCOUNTS)
        token = secrets.token_urlsafe(32)
        with self._transactions.write(actor, "accounts.sign-in-link", email=email) as work:
            user = work.scalars(select(User).where(User.email == email.strip().lower())).first()
            if user is None or not user.active:
                raise NotFound("account-unknown", email=email)
            link = SignInLink(
                token_sha256=_digest(token), user_id=user.id, expires_at=now() + _LINK_LIFETIME
            )
            work.add(link)
        return token

    def redeem(self, actor: Actor, token: str) -> int:
        """Use up the token and return the id of the account it signs in.

        Raises ``NotFound`` when it is unknown, used or expired, or the account closed, without
        telling which.
        """
        with self._transactions.write(actor, "accounts.redeem-link") as work:
            link = work.get(SignInLink, _digest(token))
            if link is None or link.used_at is not None or link.expires_at < now():
                raise NotFound("sign-in-link-spent")
            if not work.get_one(User, link.user_id).active:
                raise NotFound("sign-in-link-spent")
            link.used_at = now()
            return link.user_id

    def note_password(self, actor: Actor) -> None:
        """Leave the change record of a password, which the sign-in library has stored."""
        with self._transactions.write(actor, "accounts.choose-password"):
            pass


FIRST_ADMINISTRATOR: Final = "admin@localhost"


def actor_of(user: User) -> Actor:
    """Return the actor that a person's account stands for."""
    roles = frozenset(Role(role.name) for role in user.roles)
    return Actor(user.name or user.email, roles=roles, user_id=user.id)


def _organisation(session: Session, name: str) -> Organisation:
    columns = (Organisation.name_fr, Organisation.name_ar, Organisation.acronym)
    named = or_(*(column == name for column in columns))
    found = session.scalars(select(Organisation).where(named)).first()
    if found is None:
        found = Organisation(**{"name_ar" if is_arabic(name) else "name_fr": name})
        session.add(found)
        session.flush()
    return found


def _role(session: Session, name: str) -> RoleRow:
    row = session.scalars(select(RoleRow).where(RoleRow.name == name)).first()
    if row is None:
        row = RoleRow(name=name)
        session.add(row)
    return row


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
