"""The lexicon of French and Arabic, for those who keep the vocabularies."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug import Response
from wtforms import RadioField, StringField

from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import Permission
from docsearch.services.lexicon import LONGEST, MOST_ENTRIES
from docsearch.web.centre import the_centre
from docsearch.web.forms import choices, refuse
from docsearch.web.labels import CERTAINTIES
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("lexicon", __name__)

_USUALLY: Final = "0.7"


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A word or phrase in both languages, and how often the one means the other."""

    french = StringField(_("Word or phrase in French"))
    arabic = StringField(_("Word or phrase in Arabic"))
    probability = RadioField(
        _("How often the one means the other"),
        choices=choices(CERTAINTIES.items()),
        default=_USUALLY,
    )


@blueprint.get("/admin/lexique")
def lexicon() -> str:
    """List the pairs about the words searched for, or what people decided."""
    form = DecisionForm(request.args, meta={"csrf": True})
    return _page(form)


@blueprint.post("/admin/lexique")
def decide() -> Response | tuple[str, int]:
    """Add a pair, correct it, or forbid it; a refused one keeps what was typed."""
    actor = current_actor()
    actor.require(Permission.MANAGE_VOCABULARIES)
    form = DecisionForm()
    if form.validate_on_submit():
        french, arabic = form.french.data or "", form.arabic.data or ""
        try:
            the_centre().lexicon.decide(
                actor, french, arabic, probability=float(form.probability.data)
            )
        except Invalid as error:
            refuse(form, error)
        else:
            flash(gettext("The decision was saved. Searches follow it from now on."))
            return redirect(url_for(".lexicon", mot=_asked() or french[:LONGEST]))
    return _page(form), 422


@blueprint.post("/admin/lexique/<int:decision_id>/retirer")
def withdraw(decision_id: int) -> Response:
    """Take a decision back."""
    the_centre().lexicon.withdraw(current_actor(), decision_id)
    flash(gettext("The decision was taken back. What the machine learnt counts again."))
    return redirect(url_for(".lexicon", mot=_asked() or None))


def _page(form: DecisionForm) -> str:
    actor, centre = current_actor(), the_centre()
    asked = _asked()
    return render_template(
        "vocabularies/lexicon.html",
        form=form,
        asked=asked,
        entries=centre.lexicon.entries(actor, asked),
        most=MOST_ENTRIES,
        changes=centre.lexicon.changes(actor),
    )


def _asked() -> str:
    return (request.args.get("mot") or "").strip()[:LONGEST]
