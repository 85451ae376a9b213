"""The table of document types, for those who keep the vocabularies."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug import Response
from wtforms import StringField

from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import Permission
from docsearch.web.centre import the_centre
from docsearch.web.forms import refuse
from docsearch.web.labels import TYPE_FIELDS
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("types", __name__)


class TypeForm(FlaskForm):  # type: ignore[misc]
    """A type of documents and its names."""

    code = StringField(TYPE_FIELDS["code"])
    label_fr = StringField(TYPE_FIELDS["label_fr"])
    label_ar = StringField(TYPE_FIELDS["label_ar"])
    label_en = StringField(TYPE_FIELDS["label_en"])


@blueprint.get("/admin/types")
def types() -> str:
    """List the types."""
    current_actor().require(Permission.MANAGE_VOCABULARIES)
    return render_template("vocabularies/types.html", types=the_centre().vocabularies.types())


@blueprint.route("/admin/types/nouveau", methods=["GET", "POST"])
@blueprint.route("/admin/types/<code>", methods=["GET", "POST"])
def edit(code: str = "") -> Response | tuple[str, int]:
    """Name a type anew, or add one."""
    actor, vocabularies = current_actor(), the_centre().vocabularies
    actor.require(Permission.MANAGE_VOCABULARIES)
    form = TypeForm(obj=vocabularies.type(code) if code else None)
    if form.validate_on_submit():
        names = {name: form[name].data or "" for name in ("label_fr", "label_ar", "label_en")}
        try:
            vocabularies.save_type(actor, code or form.code.data or "", **names)
        except Invalid as error:
            refuse(form, error)
        else:
            flash(_("The type was saved."))
            return redirect(url_for(".types"))
    page = render_template("vocabularies/type.html", form=form, code=code)
    return page, 422 if form.errors else 200
