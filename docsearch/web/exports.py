"""A search as other programs take it: JSON, a table, references, a feed."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for

from docsearch.models import Document
from docsearch.search.explaining import reasons
from docsearch.search.ports import Facet
from docsearch.search.snippets import to_html
from docsearch.services.across_languages import AcrossAnswer
from docsearch.services.found_documents import FoundDocument, FoundPage
from docsearch.services.searching import MOST_HITS, SearchAnswer
from docsearch.web.addresses import address_at, permanent_address
from docsearch.web.bibliographies import bibtex, ris
from docsearch.web.centre import the_centre
from docsearch.web.labels import ACCESS_LEVELS, FIELDS
from docsearch.web.presentation import language_label
from docsearch.web.search import PER_PAGE, search_request
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("exports", __name__)

_FEED_LENGTH: Final = 50
_BYTE_ORDER_MARK: Final = "\ufeff"
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@blueprint.get("/recherche.json")
def as_json() -> Response:
    """Answer a query for programs, with excerpts; ``per_page`` says how many documents."""
    per_page = request.args.get("per_page", PER_PAGE, type=int)
    asked = search_request(per_page=min(max(per_page, 1), MOST_HITS))
    answer = the_centre().search.search(current_actor(), asked)
    return _answer(json.dumps(_json_answer(answer), ensure_ascii=False), "application/json")


@blueprint.get("/recherche.csv")
def as_csv() -> Response:
    """Send the documents found as a table that a spreadsheet opens."""
    found = _listed()
    table = io.StringIO(_BYTE_ORDER_MARK)
    table.seek(0, io.SEEK_END)
    writer = csv.writer(table)
    writer.writerow([FIELDS[name] for name in _COLUMNS] + ["URL"])
    for one in found:
        cells = [column(one.document) for column in _COLUMNS.values()]
        writer.writerow([*map(_safe_cell, cells), _address(one.document)])
    return _file(table.getvalue(), "text/csv", "csv")


@blueprint.get("/recherche.bib")
def as_bibtex() -> Response:
    """Send the documents found as BibTeX."""
    entries = (bibtex(one.document, _address(one.document)) for one in _listed())
    return _file("\n".join(entries), "application/x-bibtex", "bib")


@blueprint.get("/recherche.ris")
def as_ris() -> Response:
    """Send the documents found as RIS."""
    records = (ris(one.document, _address(one.document)) for one in _listed())
    return _file("\r\n".join(records), "application/x-research-info-systems", "ris")


@blueprint.get("/recherche.atom")
def feed() -> Response:
    """Send what the search finds of the newest deposits, for whoever follows it."""
    documents = the_centre().search.newest(current_actor(), search_request(), limit=_FEED_LENGTH)
    text = render_template(
        "search/feed.xml",
        q=search_request().text,
        documents=documents,
        address=permanent_address(address_at("search.results", page=None)),
        address_of=_address,
    )
    return _answer(_NOT_XML.sub("", text), "application/atom+xml")


def _listed() -> tuple[FoundDocument, ...]:
    asked = replace(search_request(per_page=MOST_HITS), page=1)
    return the_centre().search.listed(current_actor(), asked)


def _json_answer(answer: SearchAnswer) -> dict[str, Any]:
    return {
        "query": answer.request.text,
        "total": answer.total,
        "page": answer.request.page,
        "any_word": answer.any_word,
        "ignored": [[part.piece, part.reason] for part in answer.ignored],
        "hits": [_json_hit(found) for found in answer.found],
        "partly": [_json_hit(found) for found in answer.partly],
        "across": _json_across(answer.across) if answer.across else None,
        "facets": dict(map(_json_facet, answer.facets)),
    }


def _json_across(across: AcrossAnswer) -> dict[str, Any]:
    return {
        "language": across.language,
        "total": across.total,
        "hits": [_json_translated(found, across.words) for found in across.found],
        "any_word": across.any_word,
        "missing": across.missing,
    }


def _json_translated(found: FoundDocument, words: Sequence[str]) -> dict[str, Any]:
    """Return a hit with the words of the query that were found in the other language."""
    stood = [reason for reason in reasons(found.hit, words) if reason.word and reason.forms]
    return {**_json_hit(found), "words": {reason.word: reason.forms for reason in stood}}


def _json_hit(found: FoundDocument) -> dict[str, Any]:
    document = found.document
    return {
        "id": document.id,
        "title": document.title or found.file_name,
        "title_language": document.title_language,
        "type": document.type_code,
        "languages": document.languages,
        "date": str(document.date) if document.date else None,
        "symbol": document.symbol,
        "issuing_body": document.issuing_body,
        "authors": document.authors,
        "subjects": document.subjects,
        "collection": document.collection_code,
        "access": document.access,
        "score": round(found.score, 4),
        "matching_pages": found.matching_pages,
        "description": to_html(found.described) if found.described else None,
        "pages": [_json_page(page) for page in found.pages],
    }


def _json_page(page: FoundPage) -> dict[str, Any]:
    return {
        "number": page.position,
        "label": page.label,
        "language": page.language,
        "excerpt": to_html(page.snippet),
    }


def _json_facet(facet: Facet) -> tuple[str, list[list[str | int]]]:
    return facet.attribute.value, [[value.value, value.count] for value in facet.values]


_COLUMNS: Final[Mapping[str, Callable[[Document], str]]] = {
    "title_fr": lambda document: document.title_fr,
    "title_ar": lambda document: document.title_ar,
    "title_en": lambda document: document.title_en,
    "type": lambda document: document.type_code,
    "date": lambda document: str(document.date or ""),
    "authors": lambda document: "; ".join(document.authors),
    "issuing_body": lambda document: document.issuing_body,
    "languages": lambda document: "; ".join(map(language_label, document.languages)),
    "symbol": lambda document: document.symbol,
    "subjects": lambda document: "; ".join(document.subjects),
    "collection": lambda document: document.collection_code or "",
    "access": lambda document: str(ACCESS_LEVELS[document.access]),
    "abstract": lambda document: document.abstract,
}


def _safe_cell(text: str) -> str:
    # A spreadsheet would run what begins like a formula.
    return f"'{text}" if _FORMULA.match(text) else text


def _address(document: Document) -> str:
    return permanent_address(url_for("documents.show", document_id=document.id))


def _file(text: str, media_type: str, suffix: str) -> Response:
    response = _answer(text, media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="recherche.{suffix}"'
    return response


def _answer(text: str, media_type: str) -> Response:
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    # It holds what this reader may read: no shared cache may keep it.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
