"""What the search box proposes, as JSON for its script."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request, url_for
from flask_babel import lazy_gettext as _

from docsearch.search.completions import Kind, Name
from docsearch.services.suggestions import LONGEST_TYPED
from docsearch.web.centre import the_centre
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("suggestions", __name__)

KINDS: Final[Mapping[Kind, str]] = {
    Kind.WORD: _("Word of the texts"),
    Kind.SUBJECT: _("Subject"),
    Kind.TYPE: _("Type"),
    Kind.COLLECTION: _("Collection"),
    Kind.SYMBOL: _("Symbol"),
    Kind.TITLE: _("Document"),
}


@blueprint.get("/suggestions")
def suggestions() -> Response:
    """Answer with names that begin with what was typed; a longer text has none."""
    typed = request.args.get("q", "")[: LONGEST_TYPED + 1]
    found = the_centre().suggestions.completions(current_actor(), typed)
    answer = jsonify(
        {
            "q": typed,
            "suggestions": [
                {"text": name.text, "kind": str(KINDS[name.kind]), "url": _address(name)}
                for name in found
            ],
        }
    )
    # What may be proposed depends on who asks.
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _address(name: Name) -> str | None:
    """Return where choosing the name leads: nowhere for words, which are searched for."""
    if name.document:
        return url_for("documents.show", document_id=name.document)
    if name.attribute is not None:
        chosen: dict[str, Any] = {name.attribute.value: name.value}
        return url_for("search.results", **chosen)
    return None
