"""Home and results."""

from typing import Final

from flask import Blueprint, render_template, request
from markupsafe import Markup

from docsearch.models import Document
from docsearch.search.ports import Attribute, Facet, Sort
from docsearch.search.snippets import to_html
from docsearch.services.searching import FACETS, FoundDocument, SearchRequest
from docsearch.web.centre import the_centre
from docsearch.web.descriptions import Words, vocabulary
from docsearch.web.lines import DocumentLine, FacetChoice, FacetLine, HitLine, PageLine
from docsearch.web.pagination import Pagination
from docsearch.web.presentation import language_label
from docsearch.web.sign_in import current_actor

blueprint = Blueprint("search", __name__)

_PER_PAGE: Final = 10
_RECENT: Final = 5
_LAST_PAGE: Final = 1000
_MOST_VALUES: Final = 20


@blueprint.get("/")
def home() -> str:
    """Show the search box, what is new, and how much there is."""
    actor, centre = current_actor(), the_centre()
    labels = vocabulary()
    figures = centre.documents.figures(actor)
    return render_template(
        "search/home.html",
        recent=[
            document_line(document, labels)
            for document in centre.documents.recent(actor, limit=_RECENT)
        ],
        documents=figures.documents,
        pages=figures.pages,
    )


@blueprint.get("/recherche")
def results() -> str:
    """Answer a query, or list the documents."""
    actor, centre = current_actor(), the_centre()
    asked = _request()
    answer = centre.search.search(actor, asked)
    labels = vocabulary()
    return render_template(
        "search/results.html",
        q=asked.text,
        hits=[_hit_line(found, labels) for found in answer.found],
        facets=[_facet_line(facet, asked, labels) for facet in answer.facets],
        pagination=Pagination(asked.page, asked.per_page, answer.total),
        sort=asked.sort,
        filtered=bool(asked.filters),
        ignored=answer.ignored,
        any_word=answer.any_word,
    )


def document_line(document: Document, labels: Words) -> DocumentLine:
    """Return a document as lists show it."""
    return DocumentLine(
        id=document.id,
        title=document.title or document.file_name,
        title_language=document.title_language,
        type=labels[Attribute.TYPE].get(document.type_code, document.type_code),
        languages=tuple(document.languages),
        date=document.date,
        collection=labels[Attribute.COLLECTION].get(document.collection_code or "", ""),
        state=document.state,
    )


def _request() -> SearchRequest:
    text = request.args.get("q", "").strip()
    filters = {
        attribute: frozenset(values)
        for attribute in FACETS
        if (values := request.args.getlist(attribute.value))
    }
    page = request.args.get("page", 1, type=int)
    return SearchRequest(
        text,
        filters=filters,
        sort=_sort(request.args.get("sort", ""), text),
        page=min(max(page, 1), _LAST_PAGE),
        per_page=_PER_PAGE,
    )


def _sort(given: str, text: str) -> Sort:
    if given in set(Sort):
        return Sort(given)
    return Sort.RELEVANCE if text else Sort.NEWEST


def _hit_line(found: FoundDocument, labels: Words) -> HitLine:
    # `to_html` escapes all but its own marks.
    if found.described:
        described = Markup(to_html(found.described))
        return HitLine(document_line(found.document, labels), (), described)
    pages = [
        PageLine(page.position, page.label, Markup(to_html(page.snippet)), page.language)
        for page in found.pages
    ]
    return HitLine(document_line(found.document, labels), tuple(pages))


def _facet_line(facet: Facet, asked: SearchRequest, labels: Words) -> FacetLine:
    chosen = asked.filters.get(facet.attribute, frozenset())
    counts = {value.value: value.count for value in facet.values}
    frequent = [value.value for value in facet.values[:_MOST_VALUES]]
    values = frequent + sorted(chosen - set(frequent))
    if facet.attribute is Attribute.YEAR:
        values.sort(reverse=True)
    choices = (
        FacetChoice(value, _facet_label(facet.attribute, value, labels), counts.get(value, 0))
        for value in values
    )
    return FacetLine(facet.attribute, tuple(choices))


def _facet_label(attribute: Attribute, value: str, labels: Words) -> str:
    if attribute is Attribute.LANGUAGE:
        return language_label(value)
    return labels.get(attribute, {}).get(value, value)
