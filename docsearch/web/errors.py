"""Errors as pages: four families become statuses, codes become sentences in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Flask, render_template
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from docsearch.domain.errors import Conflict, Denied, DocsearchError, Invalid, NotFound
from docsearch.web.labels import FIELDS

STATUSES: Final[Mapping[type[DocsearchError], int]] = {
    Invalid: 422,
    Denied: 403,
    NotFound: 404,
    Conflict: 409,
}


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What a person reads when a request cannot be answered."""

    title: str
    happened: str
    advice: str


STATUS_TEXTS: Final[Mapping[int, ErrorText]] = {
    400: ErrorText(
        _("The request was not understood"),
        _("The address or the form is incomplete. Nothing was changed."),
        _("Go back to the previous page and try again."),
    ),
    401: ErrorText(
        _("Please sign in"),
        _("This page is for people who have signed in. Nothing was changed."),
        _("Sign in, then open the page again."),
    ),
    403: ErrorText(
        _("This is not open to you"),
        _("Your account does not allow this. Nothing was changed."),
        _("Sign in with another account, or ask an administrator of the centre."),
    ),
    404: ErrorText(
        _("Page not found"),
        _("There is nothing at this address, or it is not open to you."),
        _("Check the address, or search for the document by its title."),
    ),
    405: ErrorText(
        _("This cannot be done here"),
        _("The address was opened in a way it does not answer to. Nothing was changed."),
        _("Go back to the previous page and use its buttons."),
    ),
    409: ErrorText(
        _("This contradicts what is stored"),
        _("The record changed in the meantime, or exists already. Nothing was changed."),
        _("Open the record again, check it, and repeat your change if it is still needed."),
    ),
    413: ErrorText(
        _("The files are too large"),
        _("Together, the files are larger than the centre accepts. Nothing was kept."),
        _("Send fewer files at a time, or ask an administrator to raise the limit."),
    ),
    422: ErrorText(
        _("Something must be corrected"),
        _("What was sent cannot be accepted as it is. Nothing was changed."),
        _("Go back, correct it and send it again."),
    ),
    429: ErrorText(
        _("Too many attempts"),
        _("There were too many attempts in a short time. Nothing was changed."),
        _("Wait a few minutes, then try again."),
    ),
    500: ErrorText(
        _("Something went wrong on our side"),
        _("The page could not be prepared. What was already stored is safe."),
        _("Try again in a moment. If it happens again, tell an administrator what you were doing."),
    ),
    503: ErrorText(
        _("Not available for the moment"),
        _("The service is being started or maintained. What was already stored is safe."),
        _("Try again in a few minutes."),
    ),
}

FORM_TOO_OLD: Final = ErrorText(
    _("The form was open for too long"),
    _("For safety, a form can be sent for a limited time only. Nothing was changed."),
    _("Go back, reload the page, and send the form again."),
)

SENTENCES: Final[Mapping[str, str]] = {
    "account-unknown": _("No account has the address %(email)s."),
    "attachments-missing": _("There is nothing attached that can be read and is not here yet."),
    "backup-damaged": _("“%(file)s” in the backup is not what was saved. Use another backup."),
    "backup-unreadable": _("The folder “%(folder)s” does not hold a whole backup."),
    "centre-not-empty": _("There is already a centre in “%(folder)s”. Nothing was changed."),
    "centre-missing": _("There is no centre here yet."),
    "centre-out-of-date": _("The database belongs to another version of the programme."),
    "change-not-undoable": _("This change cannot be undone."),
    "change-superseded": _("“%(field)s” was changed again since. Undo the later change first."),
    "change-unknown": _("There is no such change in the history."),
    "date-invalid": _("The date “%(value)s” is not understood. Write it like 2016-09-30."),
    "document-changed-meanwhile": _("Somebody changed this document while you were writing."),
    "recognition-after-failure": _(
        "The file of this document could not be read. Have it read again, or replace it, first."
    ),
    "recognition-impossible": _("No page here has a picture that could be read again."),
    "document-not-failed": _("This document has not failed: there is nothing to try again."),
    "document-unknown": _("There is no such document, or it is not open to you."),
    "email-invalid": _("“%(email)s” is not an e-mail address."),
    "email-taken": _("There is already an account with the address %(email)s."),
    "field-invalid": _("“%(value)s” is not accepted in the field “%(field)s”."),
    "field-too-long": _("“%(field)s” is limited to %(limit)s characters."),
    "field-unknown": _("There is no field called “%(field)s”."),
    "extractor-failed": _("Page %(page)s cannot be read in this way. Its text is unchanged."),
    "extractor-found-nothing": _("This way of reading finds no letter on page %(page)s."),
    "extractor-not-for-this-file": _("Only a PDF can be read in another way."),
    "file-already-deposited": _("This file was deposited before, in the document “%(title)s”."),
    "file-deposited-elsewhere": _("This file was deposited before, in a document not open to you."),
    "file-missing": _("The stored file is no longer where it was kept. Tell an administrator."),
    "file-not-locked": _("No file of this document waits for a password."),
    "file-not-unlocked": _("This file cannot be opened here, even with its password."),
    "file-too-large": _("The file is larger than %(megabytes)s MB, which is the limit."),
    "file-unknown": _("This document has no such file."),
    "file-unreadable": _("“%(file)s” cannot be opened (%(reason)s)."),
    "folder-not-empty": _("The folder “%(folder)s” is not empty. Choose another one."),
    "lexicon-arabic-invalid": _("Write one to %(limit)s Arabic words that say something."),
    "lexicon-damaged": _("The lexicon that was learnt cannot be read. Have it learnt anew."),
    "lexicon-decision-unknown": _("This decision was taken back already."),
    "lexicon-french-invalid": _("Write one to %(limit)s French words that say something."),
    "lexicon-probability-invalid": _("Choose how often the one means the other."),
    "migration-breaks-references": _("The new version does not fit the table %(table)s."),
    "original-is-public": _("The document is public itself: it needs no public copy."),
    "page-image-missing": _("Page %(page)s cannot be drawn. Its text can still be read."),
    "page-unknown": _("This document has no page %(page)s."),
    "pairs-missing": _("Nothing in this file is in French and in Arabic."),
    "pairs-unreadable": _("This table cannot be read. Save it as CSV in UTF-8."),
    "password-wrong": _("This password does not open the file. Check it and type it again."),
    "path-missing": _("There is nothing at “%(path)s”."),
    "permission-missing": _("Your account does not allow this. Nothing was changed."),
    "reason-missing": _("Write what was taken out, and why."),
    "setting-invalid": _("The setting %(variable)s cannot be “%(value)s”."),
    "sidecar-unreadable": _("The table “%(file)s” cannot be read. Save it as CSV in UTF-8."),
    "sign-in-link-spent": _("This sign-in link was used already, or is too old. Ask for another."),
    "text-changed-meanwhile": _("The text of page %(page)s changed while you were working on it."),
    "text-too-long": _("The text of a page is limited to %(limit)s characters."),
    "title-missing": _("Write a title in at least one language."),
    "type-code-invalid": _("The code of a type is made of small Latin letters and hyphens."),
    "type-name-invalid": _("Write a name of at most %(limit)s characters."),
    "type-unknown": _("There is no type “%(type)s”."),
    "version-unknown": _("This page has no version %(version)s of its text."),
}
"""The sentence of each error code; the facts of the error fill the placeholders."""


def sentence(error: DocsearchError) -> Markup:
    """Return what happened as safe HTML, each fact isolated from the direction of the sentence."""
    known = SENTENCES.get(error.code)
    if known is None:
        return Markup(str(STATUS_TEXTS[status_of(error)].happened))
    facts = {name: _isolated(name, fact) for name, fact in error.facts.items()}
    return Markup(str(known)) % facts


def _isolated(name: str, fact: object) -> Markup:
    shown = FIELDS.get(str(fact), fact) if name == "field" else fact
    return Markup("<bdi>{}</bdi>").format(str(shown))


def status_of(error: DocsearchError) -> int:
    """Return the HTTP status of an error's family: of the service, where no request is at fault."""
    statuses = (status for family, status in STATUSES.items() if isinstance(error, family))
    return next(statuses, 503)


def show_error(error: DocsearchError) -> tuple[str, int]:
    """Answer a refused operation with its sentence."""
    status = status_of(error)
    text = STATUS_TEXTS[status]
    known = error.facts.get("document") if isinstance(error, Conflict) else None
    return _page(status, text, happened=sentence(error), document=known)


def show_http_error(error: HTTPException) -> HTTPException | tuple[str, int]:
    """Answer an HTTP error with a page, or let redirections through."""
    status = error.code or 500
    if status < 400:
        return error
    family = status if status in STATUS_TEXTS else 500 if status >= 500 else 400
    text = FORM_TOO_OLD if isinstance(error, CSRFError) else STATUS_TEXTS[family]
    return _page(status, text, happened=text.happened)


def _page(
    status: int, text: ErrorText, *, happened: str, document: object = None
) -> tuple[str, int]:
    page = render_template(
        "errors/error.html",
        status=status,
        text=text,
        happened=happened,
        document=document,
        # Whoever has not signed in yet has no account to blame.
        invitation=STATUS_TEXTS[401] if status == 403 else None,
    )
    return page, status


def init_errors(app: Flask) -> None:
    """Answer every error with a page in the reader's language."""
    app.register_error_handler(DocsearchError, show_error)
    app.register_error_handler(HTTPException, show_http_error)
