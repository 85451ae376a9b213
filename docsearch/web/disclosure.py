"""Public copies of internal documents, and who may read what a machine restricted."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from docsearch.domain.errors import DocsearchError
from docsearch.web.centre import the_centre
from docsearch.web.forms import COPIED_TEXTS, PublicCopyForm, refuse
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("disclosure", __name__)


@blueprint.route("/documents/<int:document_id>/copie-publique", methods=["GET", "POST"])
def public_copy(document_id: int) -> str | Response | tuple[str, int]:
    """Add a redacted copy for everybody beside an internal document."""
    actor, centre = current_actor(), the_centre()
    document = centre.disclosure.open_for_copy(actor, document_id)
    form = PublicCopyForm(data={name: getattr(document, name) for name in COPIED_TEXTS})
    if form.validate_on_submit():
        upload = form.file.data
        try:
            made = centre.disclosure.add_public_copy(
                actor,
                document_id,
                upload.filename or "",
                upload.stream,
                reason=form.reason.data or "",
                public_from=form.date.data or "",
                description=form.description(),
            )
        except DocsearchError as error:
            refuse(form, error)
        else:
            flash(_("The public copy was added. Check its description: everybody will read it."))
            return redirect(url_for("documents.show", document_id=made))
    page = render_template("documents/public_copy.html", form=form, document=document)
    return page, 422 if form.errors else 200


@blueprint.post("/documents/<int:document_id>/acces")
def confirm_access(document_id: int) -> Response:
    """Keep a document restricted because a person says so."""
    the_centre().disclosure.confirm_access(current_actor(), document_id)
    flash(_("The document stays restricted."))
    return redirect(url_for("documents.show", document_id=document_id))
