"""The quality desk: the pages that want an eye, one page beside its picture, twins."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug import Response

from docsearch.domain.documents import TextMethod
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.permissions import Permission
from docsearch.services.corrections import EXTRACTORS
from docsearch.services.quality import Concern, DeskQuery
from docsearch.web.addresses import LARGEST_ID
from docsearch.web.centre import the_centre
from docsearch.web.errors import sentence
from docsearch.web.labels import RECOGNITION_LANGUAGES
from docsearch.web.pagination import Pagination
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("quality", __name__)

_PER_PAGE: Final = 50
_LAST_PAGE: Final = 10_000
_MOST_PAIRS: Final = 200


@blueprint.get("/qualite")
def desk() -> str:
    """List the pages that want an eye."""
    actor, centre = current_actor(), the_centre()
    query = _query()
    page = min(max(request.args.get("page", 1, type=int), 1), _LAST_PAGE)
    listed = centre.quality.desk(actor, query, limit=_PER_PAGE, offset=(page - 1) * _PER_PAGE)
    return render_template(
        "quality/desk.html",
        query=query,
        desk=listed,
        pagination=Pagination(page, _PER_PAGE, listed.total),
        narrowed_to=centre.documents.show(actor, query.document) if query.document else None,
        undecided=centre.disclosure.undecided(actor),
        progress=centre.recognition.progress(actor, [query.document] if query.document else None),
    )


@blueprint.post("/qualite")
def selection() -> Response:
    """Do the same to every ticked page."""
    actor, centre = current_actor(), the_centre()
    actor.require(Permission.CORRECT_TEXTS)
    chosen = _ticked()
    if not chosen:
        flash(_("No page is ticked."), "error")
    elif request.form.get("do") == "accept":
        for document, positions in chosen.items():
            centre.corrections.accept(actor, document, positions)
        flash(_("The texts were accepted as they are."))
    else:
        _order(chosen)
    return redirect(url_for(".desk", **_kept_arguments()))


@blueprint.get("/qualite/<int:document_id>/<int:position>")
def page(document_id: int, position: int) -> str:
    """Show a page beside its picture, with every version of its text."""
    return _page(document_id, position)


@blueprint.post("/qualite/<int:document_id>/<int:position>")
def correct(document_id: int, position: int) -> Response | tuple[str, int]:
    """Keep a text corrected by hand; a refused one keeps what was typed."""
    written = request.form.get("text", "")
    try:
        the_centre().corrections.correct(
            current_actor(), document_id, position, written, based_on=_based_on()
        )
    except (Conflict, Invalid) as error:
        return _page(document_id, position, written=written, refusal=sentence(error)), 422
    flash(_("The text was saved. Search finds it in a moment."))
    return _back(document_id, position)


@blueprint.post("/qualite/<int:document_id>/<int:position>/version")
def choose(document_id: int, position: int) -> Response:
    """Make an earlier version the text of the page again."""
    version = request.form.get("version", 0, type=int)
    the_centre().corrections.choose(current_actor(), document_id, position, version)
    flash(_("Version %(number)s is the text of the page again.", number=version))
    return _back(document_id, position)


@blueprint.post("/qualite/<int:document_id>/<int:position>/relire")
def read_by(document_id: int, position: int) -> Response:
    """Read the page by the extractor chosen."""
    actor = current_actor()
    actor.require(Permission.CORRECT_TEXTS)
    try:
        the_centre().corrections.read_by(
            actor,
            document_id,
            position,
            TextMethod(request.form.get("method", "")),
            based_on=_based_on(),
        )
    except ValueError:
        flash(_("Choose how the page should be read."), "error")
    except (Conflict, Invalid) as error:
        flash(sentence(error), "error")
    else:
        flash(_("The page was read again. Compare the text with its picture."))
    return _back(document_id, position)


@blueprint.post("/qualite/<int:document_id>/<int:position>/reconnaitre")
def recognise(document_id: int, position: int) -> Response:
    """Order the recognition of the page."""
    _order({document_id: [position]})
    return _back(document_id, position)


@blueprint.post("/qualite/<int:document_id>/reconnaitre")
def recognise_all(document_id: int) -> Response:
    """Order the recognition of all pages of a document, but those corrected by hand."""
    actor, recognition = current_actor(), the_centre().recognition
    try:
        ordered = recognition.order(actor, [document_id], language=_language())
    except Conflict as error:
        flash(sentence(error), "error")
    else:
        _tell_ordered(ordered)
    return redirect(url_for(".desk", document=document_id, kind=Concern.WAITING.value))


@blueprint.post("/qualite/<int:document_id>/<int:position>/accepter")
def accept(document_id: int, position: int) -> Response:
    """Accept the text of the page as it is, or take that back."""
    accepted = request.form.get("accepted") != "no"
    the_centre().corrections.accept(current_actor(), document_id, [position], accepted=accepted)
    flash(
        _("The text was accepted as it is.") if accepted else _("The text is no longer accepted.")
    )
    return _back(document_id, position)


@blueprint.get("/qualite/doubles")
def twins() -> str:
    """List the documents whose texts are nearly the same."""
    actor = current_actor()
    actor.require(Permission.CORRECT_TEXTS)
    return render_template(
        "quality/twins.html", pairs=the_centre().likeness.pairs(actor, limit=_MOST_PAIRS)
    )


def _page(document_id: int, position: int, *, written: str | None = None, refusal: str = "") -> str:
    query = _query()
    shown = the_centre().quality.page(current_actor(), document_id, position, query)
    asked = request.args.get("version", type=int)
    version = next((one for one in shown.versions if one.version == asked), shown.current)
    return render_template(
        "quality/page.html",
        desk=shown,
        version=version,
        written=version.text if written is None else written,
        refusal=refusal,
        kept=_kept_arguments(),
        extractors=EXTRACTORS,
    )


def _query() -> DeskQuery:
    """Read the filters of the address; those that mean nothing do not filter."""
    given = request.args
    kind, method = given.get("kind", ""), given.get("method", "")
    document = given.get("document", type=int)
    return DeskQuery(
        concern=Concern(kind) if kind in set(Concern) else None,
        document=document if document and 0 < document <= LARGEST_ID else None,
        language=given.get("language", ""),
        method=TextMethod(method) if method in set(TextMethod) else None,
    )


def _kept_arguments() -> dict[str, Any]:
    """Return the filters as the next address names them."""
    names = ("kind", "document", "language", "method", "page")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _ticked() -> dict[int, list[int]]:
    """Return the positions ticked in each document; a box is worth `document.position`."""
    chosen: dict[int, list[int]] = {}
    for value in request.form.getlist("id")[: _PER_PAGE * 2]:
        document, _dot, position = value.partition(".")
        if document.isdecimal() and position.isdecimal() and len(value) < 20:
            chosen.setdefault(int(document), []).append(int(position))
    return chosen


def _order(chosen: Mapping[int, list[int]]) -> None:
    actor, recognition, language = current_actor(), the_centre().recognition, _language()
    places = [(document, place) for document, places in chosen.items() for place in places]
    refusals = []
    for document, position in places:
        try:
            recognition.order_page(actor, document, position, language=language)
        except Conflict as error:
            refusals.append(sentence(error))
    if refusals:
        _tell_refused(refusals)
    if ordered := len(places) - len(refusals):
        _tell_ordered(ordered)


def _language() -> str:
    """Return what the person said of the pictures, nothing when it means nothing."""
    language = request.form.get("language", "")
    return language if language in RECOGNITION_LANGUAGES else ""


def _tell_ordered(ordered: int) -> None:
    flash(
        ngettext(
            "The recognition of %(count)s page was ordered.",
            "The recognition of %(count)s pages was ordered.",
            ordered,
            count=ordered,
        )
    )


def _tell_refused(refusals: Sequence[Markup]) -> None:
    told = ngettext(
        "The recognition of %(count)s page could not be ordered.",
        "The recognition of %(count)s pages could not be ordered.",
        len(refusals),
        count=len(refusals),
    )
    flash(Markup(" ").join((told, *dict.fromkeys(refusals))), "error")


def _based_on() -> int:
    return request.form.get("based_on", 0, type=int)


def _back(document_id: int, position: int) -> Response:
    return redirect(
        url_for(
            ".page",
            document_id=document_id,
            position=position,
            **_kept_arguments(),
            _anchor="text",
        )
    )
