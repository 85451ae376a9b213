"""Searches that found nothing, for those who mend that."""

import re
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from docsearch.web.centre import the_centre
from docsearch.web.interface_language import interface_language
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("unanswered", __name__)

_SHOWN: Final = 500
_ROBOT: Final = re.compile("bot|crawl|spider|slurp|preview|curl|wget|python", re.IGNORECASE)


@blueprint.get("/qualite/recherches-sans-resultat")
def searches() -> str:
    """List what was looked for in vain."""
    kept = the_centre().unanswered.most_frequent(current_actor())
    return render_template("quality/unanswered.html", searches=kept[:_SHOWN], count=len(kept))


@blueprint.post("/qualite/recherches-sans-resultat/oublier")
def clear() -> Response:
    """Forget all of them."""
    the_centre().unanswered.clear(current_actor())
    flash(_("The list is empty again."))
    return redirect(url_for(".searches"))


def note_unanswered(text: str) -> None:
    """Count a query of the present request that found nothing, unless a robot asked it."""
    if not _ROBOT.search(request.user_agent.string):
        the_centre().unanswered.note(text, language=interface_language())
