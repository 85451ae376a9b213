"""Opening what is closed: passwords of files, and what is attached to them."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from docsearch.domain.errors import Conflict, Invalid
from docsearch.web.centre import the_centre
from docsearch.web.errors import sentence
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("opening", __name__)


@blueprint.post("/documents/<int:document_id>/ouvrir")
def unlock(document_id: int) -> Response:
    """Open the locked file of a document with its password."""
    password = request.form.get("password", "")
    try:
        the_centre().unlocking.unlock(current_actor(), document_id, password)
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    else:
        flash(_("The file is open. It will be read in a moment."))
    return redirect(url_for("documents.show", document_id=document_id))


@blueprint.post("/documents/<int:document_id>/pieces-jointes")
def take_attachments(document_id: int) -> Response:
    """Make files of the document of what is attached to its PDFs."""
    try:
        count = the_centre().unpacking.take_attachments(current_actor(), document_id)
    except Conflict as error:
        flash(sentence(error), "error")
    else:
        flash(
            ngettext(
                "%(count)s attachment was taken out. It will be read in a moment.",
                "%(count)s attachments were taken out. They will be read in a moment.",
                count,
                count=count,
            )
        )
    return redirect(url_for("documents.show", document_id=document_id))
