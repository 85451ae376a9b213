"""Counting documents for a list of terms."""

import csv
import io
from typing import Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from docsearch.services.term_lists import LONGEST_TERM, MOST_TERMS, TermList
from docsearch.web.centre import the_centre
from docsearch.web.presentation import language_label
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("term_lists", __name__)

LANGUAGES: Final = ("fr", "ar", "en")
_LONGEST_LIST: Final = 20_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@blueprint.route("/recherche/termes", methods=["GET", "POST"])
def terms() -> str | Response:
    """Ask for terms, one a line; count them, on a page or as a table for a spreadsheet."""
    typed = request.form.get("terms", "")[:_LONGEST_LIST]
    counted = None
    if typed.strip():
        counted = the_centre().term_lists.count(current_actor(), typed.splitlines())
        if request.form.get("format") == "csv":
            return _table(counted)
    return render_template(
        "search/terms.html",
        typed=typed,
        counted=counted,
        asked=request.method == "POST",
        languages=LANGUAGES,
        most=MOST_TERMS,
        longest=LONGEST_TERM,
    )


def _table(counted: TermList) -> Response:
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow([_("Term"), _("Documents"), *map(language_label, LANGUAGES), _("Address")])
    for count in counted.counts:
        by_language = [count.languages.get(language, 0) for language in LANGUAGES]
        address = url_for("search.results", q=count.term, _external=True)
        table.writerow([_inert(count.term), count.documents, *by_language, address])
    # The mark at the beginning tells spreadsheets that the letters are Unicode.
    answer = Response(lines.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=termes.csv"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
