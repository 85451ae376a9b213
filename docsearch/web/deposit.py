"""Depositing: new documents, more files, and how far they have come."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug import Response
from werkzeug.datastructures import FileStorage

from docsearch.domain.documents import FileRole
from docsearch.domain.errors import DocsearchError
from docsearch.domain.permissions import Permission
from docsearch.search.query_tree import Attribute
from docsearch.web.addresses import record_ids
from docsearch.web.centre import the_centre
from docsearch.web.descriptions import vocabulary
from docsearch.web.errors import sentence
from docsearch.web.forms import DepositForm, DescriptionForm, FileForm, choices, refuse
from docsearch.web.labels import FILE_ROLES
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("deposit", __name__)

_TAKES_FILES: Final = {"deposit.deposit", "deposit.files", "disclosure.public_copy"}
_FILES_AT_ONCE: Final = 20
_ACCEPTED: Final = (
    ".pdf,.docx,.doc,.odt,.rtf,.txt,.md,.html,.htm,.mht,.mhtml,.epub,.eml,.jpg,.jpeg,.png,.tif,.tiff"
    ",.zip"
)
"""What a browser offers first; what a file is, its bytes tell."""
_REFRESH_SECONDS: Final = 2
_MOST_FOLLOWED: Final = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file sent."""

    name: str
    document: int | None = None
    refusal: Markup | None = None


def accept_files() -> None:
    """Let those who may deposit send more than a form, where files are expected."""
    if request.endpoint in _TAKES_FILES and current_actor().can(Permission.DEPOSIT):
        request.max_content_length = current_app.config["UPLOAD_LIMIT"] * _FILES_AT_ONCE


@blueprint.route("/deposer", methods=["GET", "POST"])
def deposit() -> str | Response | tuple[str, int]:
    """Receive files, each as a new document."""
    current_actor().require(Permission.DEPOSIT)
    form = DepositForm()
    outcomes: list[Outcome] = []
    if form.validate_on_submit():
        common = {
            "access": form.access.data,
            "collection": form.collection.data or "",
            "recognition_language": form.recognition_language.data,
        }
        outcomes = [_deposit_one(upload, common) for upload in form.files.data]
        if all(outcome.refusal is None for outcome in outcomes):
            return redirect(url_for(".progress", id=_kept(outcomes)))
    page = render_template(
        "documents/deposit.html",
        form=form,
        outcomes=outcomes,
        kept=_kept(outcomes),
        megabytes=current_app.config["UPLOAD_LIMIT"] // 1_000_000,
        accepted=_ACCEPTED,
    )
    return page, 422 if form.errors else 200


@blueprint.get("/deposer/suivi")
def progress() -> Response | str:
    """Show how far the files just sent have come, until all have arrived."""
    actor, centre = current_actor(), the_centre()
    ids = record_ids(request.args.getlist("id"))[:_MOST_FOLLOWED]
    ids += centre.unpacking.unpacked_from(actor, ids)
    standings = centre.documents.standings(actor, ids[:_MOST_FOLLOWED])
    documents = [centre.documents.show(actor, document_id) for document_id in standings]
    recognition = centre.recognition.progress(actor, ids)
    finished = sum(standing.finished for standing in standings.values())
    response = current_app.make_response(
        render_template(
            "documents/progress.html",
            documents=documents,
            standings=standings,
            finished=finished,
            recognition=recognition,
        )
    )
    if finished < len(standings) or recognition.under_way:
        response.headers["Refresh"] = str(_REFRESH_SECONDS)
    return response


@blueprint.route("/deposer/notice", methods=["GET", "POST"])
def describe() -> str | Response | tuple[str, int]:
    """Describe a work that has no file here: a paper copy, a page of another site."""
    actor, centre = current_actor(), the_centre()
    actor.require(Permission.DEPOSIT)
    form = DescriptionForm()
    form.type.choices = choices(vocabulary()[Attribute.TYPE].items())
    if form.validate_on_submit():
        try:
            document_id = centre.documents.create(actor, form.description())
        except DocsearchError as error:
            refuse(form, error)
        else:
            flash(_("The description was saved."))
            return redirect(url_for("documents.show", document_id=document_id))
    page = render_template("documents/edit.html", form=form, document=None)
    return page, 422 if form.errors else 200


@blueprint.route("/documents/<int:document_id>/fichiers", methods=["GET", "POST"])
def files(document_id: int) -> str | Response | tuple[str, int]:
    """Add a file to a document, or replace one by a new edition."""
    actor, centre = current_actor(), the_centre()
    document = centre.documents.open_for_edit(actor, document_id)
    editions = {
        str(file.id): _("a new edition of %(name)s", name=file.name)
        for file in document.files_in_use
    }
    form = FileForm()
    form.place.choices = choices([*FILE_ROLES.items(), *editions.items()])
    if form.validate_on_submit():
        try:
            _add_file(document_id, form.file.data, form.place.data)
        except DocsearchError as error:
            refuse(form, error)
        else:
            return redirect(url_for(".progress", id=[document_id]))
    page = render_template("documents/files.html", form=form, document=document)
    return page, 422 if form.errors else 200


def _deposit_one(upload: FileStorage, common: dict[str, str]) -> Outcome:
    name = upload.filename or ""
    try:
        document = the_centre().documents.deposit(
            current_actor(), name, upload.stream, description=common
        )
    except DocsearchError as error:
        known = error.facts.get("document")
        return Outcome(name, known if isinstance(known, int) else None, sentence(error))
    return Outcome(name, document)


def _kept(outcomes: list[Outcome]) -> list[int]:
    """Return the new documents."""
    return [one.document for one in outcomes if one.document and one.refusal is None]


def _add_file(document_id: int, upload: FileStorage, place: str) -> None:
    """Keep the file as what the form calls it: a role, or the id of the file it replaces."""
    new = place in set(FileRole)
    the_centre().documents.add_file(
        current_actor(),
        document_id,
        upload.filename or "",
        upload.stream,
        role=FileRole(place) if new else FileRole.TEXT,
        replaces=None if new else int(place),
    )
