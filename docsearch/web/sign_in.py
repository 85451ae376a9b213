"""Who is asking: sessions, passwords and sign-in pages, by Flask-Security."""

from datetime import timedelta
from typing import ClassVar

from flask import Flask, g
from flask_security import (
    MailUtil,
    Security,
    SQLAlchemySessionUserDatastore,
    UserMixin,
    current_user,
    password_changed,
)

from docsearch.domain.permissions import ANONYMOUS, Actor
from docsearch.models import Role, User
from docsearch.services.accounts import actor_of
from docsearch.services.centre import Centre
from docsearch.web.centre import the_centre


class Account(User, UserMixin):  # type: ignore[misc]
    """A user as Flask-Security wants one; the table is the same."""

    __allow_unmapped__: ClassVar[bool] = True


class AddressSpelling(MailUtil):
    """Takes every address that the accounts have, those of a network without a domain too."""

    def normalize(self, email: str) -> str:
        """Return the address as the accounts spell it."""
        return email.strip().lower()

    def validate(self, email: str) -> str:
        """Return the address as the accounts spell it; whether it exists is theirs to know."""
        return self.normalize(email)


def current_actor() -> Actor:
    """Return the actor of the present request."""
    if "actor" not in g:
        g.actor = actor_of(current_user) if current_user.is_authenticated else ANONYMOUS
    actor: Actor = g.actor
    return actor


def _note_password(app: Flask, *, user: User, **_: object) -> None:
    the_centre().accounts.note_password(actor_of(user))


def init_sign_in(app: Flask, centre: Centre) -> None:
    """Give the application its sign-in pages, and templates ``current_actor``."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_LOGIN_URL="/connexion",
        SECURITY_LOGOUT_URL="/deconnexion",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_LOGIN_USER_TEMPLATE="accounts/sign_in.html",
        SECURITY_CHANGEABLE=True,
        # Who came by a link has no password yet to prove again that it is them.
        SECURITY_FRESHNESS=timedelta(minutes=-1),
        SECURITY_CHANGE_URL="/compte/mot-de-passe",
        SECURITY_CHANGE_PASSWORD_TEMPLATE="accounts/password.html",
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_POST_LOGIN_VIEW="search.home",
        SECURITY_POST_LOGOUT_VIEW="search.home",
        SECURITY_POST_CHANGE_VIEW="search.home",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_STATIC_FOLDER_URL="/security-static",
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=app.config["SESSION_COOKIE_SECURE"],
    )
    session = centre.transactions.sign_in_session
    datastore = SQLAlchemySessionUserDatastore(session, Account, Role)  # type: ignore[arg-type]
    Security(app, datastore, mail_util_cls=AddressSpelling)
    password_changed.connect(_note_password, app)
    app.teardown_appcontext(lambda _: session.remove())
    app.add_template_global(current_actor)
