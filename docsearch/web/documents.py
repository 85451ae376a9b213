"""A document: reading, describing, withdrawing, history."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug import Response

from docsearch.domain.boxes import unpack_boxes
from docsearch.domain.errors import Conflict, Invalid, NotFound
from docsearch.domain.permissions import Permission
from docsearch.models import Document, DocumentFile
from docsearch.search.query_tree import Attribute
from docsearch.search.snippets import Snippet, to_html
from docsearch.services.disclosure import is_undecided
from docsearch.services.document_views import PageView
from docsearch.text.dates import hijri_label
from docsearch.web.addresses import record_ids
from docsearch.web.centre import the_centre
from docsearch.web.changes import change_line
from docsearch.web.descriptions import as_typed, vocabulary
from docsearch.web.errors import sentence
from docsearch.web.forms import DescriptionForm, SelectionForm, choices, refuse
from docsearch.web.interface_language import interface_language
from docsearch.web.labels import ACTIONS
from docsearch.web.page_marks import Mark, marks
from docsearch.web.page_text import flowing
from docsearch.web.presentation import is_drawn
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("documents", __name__)

_SHOWN_IN_BROWSERS: Final = {"application/pdf", "image/jpeg", "image/png"}
_WEEK: Final = 7 * 24 * 3600
_LAST_PAGE: Final = 1_000_000
_MOST_EDITED: Final = 500


@blueprint.get("/documents/<int:document_id>")
def show(document_id: int) -> str:
    """Show the description, and a page with its picture and text."""
    actor, centre = current_actor(), the_centre()
    document = centre.documents.show(actor, document_id)
    labels = vocabulary()
    page = _page(document)
    found = _found(page) if page else None
    return render_template(
        "documents/show.html",
        document=document,
        type=labels[Attribute.TYPE].get(document.type_code, document.type_code),
        collection=labels[Attribute.COLLECTION].get(document.collection_code or ""),
        hijri=hijri_label(document.date, interface_language()) if document.date else None,
        citations=centre.documents.citations(actor, document_id),
        page=page,
        # `to_html` escapes all but its own marks.
        page_html=Markup(to_html(found)) if found else "",
        page_marks=_page_marks(page, found) if page and found else [],
        contents=centre.documents.contents(actor, document_id),
        counterparts=centre.disclosure.counterparts(actor, document_id),
        undecided=is_undecided(document),
        recognition=centre.recognition.progress(actor, [document_id])
        if actor.can(Permission.DEPOSIT)
        else None,
        original=_original(document, page) if page else None,
        similar=centre.similar.similar(actor, document_id),
    )


@blueprint.get("/documents/<int:document_id>/pages/<int:position>.webp")
def page_image(document_id: int, position: int) -> Response:
    """Send the picture of a page."""
    picture = the_centre().page_images.image(current_actor(), document_id, position)
    response = send_file(picture, mimetype="image/webp", conditional=True)
    response.headers["Cache-Control"] = f"private, max-age={_WEEK}"
    return response


@blueprint.get("/documents/<int:document_id>/fichiers/<int:file_id>")
def file(document_id: int, file_id: int) -> Response:
    """Send an original file; browsers may ask for parts of it."""
    found = the_centre().documents.file(current_actor(), document_id, file_id)
    shown = found.file.media_type in _SHOWN_IN_BROWSERS
    return send_file(
        found.path,
        mimetype=found.file.media_type if shown else "application/octet-stream",
        as_attachment=not shown,
        download_name=found.file.name,
        conditional=True,
        etag=found.file.sha256,
    )


@blueprint.route("/documents/<int:document_id>/modifier", methods=["GET", "POST"])
def edit(document_id: int) -> str | Response | tuple[str, int]:
    """Edit the description; a refused form keeps what was typed."""
    actor, centre = current_actor(), the_centre()
    document = centre.documents.open_for_edit(actor, document_id)
    form = DescriptionForm(data=as_typed(document))
    form.type.choices = choices(vocabulary()[Attribute.TYPE].items())
    if form.validate_on_submit():
        try:
            (generation,) = record_ids([form.generation.data or ""]) or (0,)
            centre.documents.describe(actor, document_id, form.description(), generation=generation)
        except (Invalid, Conflict) as error:
            refuse(form, error)
            # Whoever has read of the conflict and sends the form again means it.
            form.generation.data = str(document.generation)
        else:
            flash(_("The description was saved."))
            return redirect(url_for(".show", document_id=document_id))
    page = render_template("documents/edit.html", form=form, document=document)
    return page, 422 if form.errors else 200


@blueprint.route("/documents/selection", methods=["GET", "POST"])
def selection() -> str | Response | tuple[str, int]:
    """Edit the same fields of several documents."""
    actor, centre = current_actor(), the_centre()
    ids = record_ids(request.values.getlist("id"))[:_MOST_EDITED]
    documents = [centre.documents.open_for_edit(actor, document_id) for document_id in ids]
    form = SelectionForm()
    form.offer(vocabulary()[Attribute.TYPE])
    if documents and form.validate_on_submit():
        try:
            centre.documents.describe_many(actor, ids, form.description())
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The descriptions were saved."))
            return redirect(url_for("search.results"))
    page = render_template("documents/selection.html", form=form, documents=documents)
    return page, 422 if form.errors else 200


@blueprint.post("/documents/<int:document_id>/retirer")
def withdraw(document_id: int) -> Response:
    """Take the document out of search and lists."""
    the_centre().documents.withdraw(current_actor(), document_id)
    flash(_("The document was withdrawn. It can be brought back from its page or its history."))
    return redirect(url_for(".show", document_id=document_id))


@blueprint.post("/documents/<int:document_id>/retablir")
def restore(document_id: int) -> Response:
    """Bring a withdrawn document back."""
    the_centre().documents.restore(current_actor(), document_id)
    flash(_("The document is back."))
    return redirect(url_for(".show", document_id=document_id))


@blueprint.get("/documents/<int:document_id>/historique")
def history(document_id: int) -> str:
    """List who changed what."""
    actor, centre = current_actor(), the_centre()
    words = vocabulary()
    changes = [
        change_line(change, document_id, words)
        for change in centre.history.of_document(actor, document_id)
    ]
    return render_template(
        "documents/history.html",
        document=centre.documents.show(actor, document_id),
        # What only machines keep for themselves leaves a record without a field to show.
        changes=[change for change in changes if change.fields or change.action in ACTIONS],
    )


@blueprint.post("/documents/<int:document_id>/historique/<int:change_id>/annuler")
def undo(document_id: int, change_id: int) -> Response:
    """Undo one change."""
    try:
        the_centre().history.undo(current_actor(), change_id, document_id=document_id)
    except Conflict as error:
        flash(sentence(error), "error")
        return redirect(url_for(".history", document_id=document_id))
    flash(_("The change was undone."))
    return redirect(url_for(".show", document_id=document_id))


@blueprint.get("/echecs")
def failures() -> str:
    """List the files that could not be read."""
    failed = the_centre().documents.failures(current_actor())
    return render_template("documents/failures.html", documents=failed)


@blueprint.post("/documents/<int:document_id>/relire")
def retry(document_id: int) -> Response:
    """Have a failed file read again."""
    try:
        the_centre().documents.retry(current_actor(), [document_id])
    except Conflict as error:
        flash(sentence(error), "error")
    else:
        flash(_("The file will be read again in a moment."))
    return redirect(url_for(".failures"))


def _page(document: Document) -> PageView | None:
    """Return the page asked for, the first one by default, none where there is no text."""
    wanted = request.args.get("page", type=int)
    position = 1 if wanted is None else min(max(wanted, 0), _LAST_PAGE)
    try:
        return the_centre().documents.page(current_actor(), document.id, position)
    except NotFound:
        if wanted is not None:
            raise
        return None


def _found(page: PageView) -> Snippet:
    """Return the text of the page with the words of the query marked."""
    return the_centre().search.mark(flowing(page.text.text), request.args.get("q", ""))


def _page_marks(page: PageView, found: Snippet) -> list[Mark]:
    """Return where the words of the query stand on the picture of the page."""
    return marks(unpack_boxes(page.text.boxes), found.fragments) if page.text.boxes else []


def _original(document: Document, page: PageView) -> DocumentFile | None:
    """Return the file that shows the page as it is, when it can be drawn."""
    for file in document.files_in_use:
        if is_drawn(file) and file.id == page.page.file_id:
            return file
    return None
