"""Home and results."""

from typing import Final

from flask import Blueprint, abort, render_template, request
from markupsafe import Markup

from docsearch.models import Document
from docsearch.search.explaining import reasons, typed_words
from docsearch.search.ports import Excerpt, Sort
from docsearch.search.query_tree import Attribute
from docsearch.search.snippets import snippet, to_html
from docsearch.services.across_languages import Across
from docsearch.services.found_documents import FoundDocument, FoundPage
from docsearch.services.searching import SearchAnswer, SearchRequest
from docsearch.services.suggestions import Correction
from docsearch.web.addresses import address_at, permanent_address, record_ids
from docsearch.web.centre import the_centre
from docsearch.web.descriptions import Words, vocabulary
from docsearch.web.facets import chosen_filters, facet_line
from docsearch.web.interface_language import interface_language
from docsearch.web.lines import AcrossLine, DocumentLine, HitLine, PageLine
from docsearch.web.pagination import Pagination
from docsearch.web.sign_in import current_actor
from docsearch.web.unanswered import note_unanswered

blueprint = Blueprint("search", __name__)

PER_PAGE: Final = 10
_PAGES_INSIDE: Final = 20
_RECENT: Final = 5
_FEW: Final = 3
"""With fewer documents than this, something else was perhaps meant."""

_LAST_PAGE: Final = 1000


@blueprint.get("/")
def home() -> str:
    """Show the search box, what is new, and how much there is."""
    actor, centre = current_actor(), the_centre()
    labels = vocabulary()
    figures = centre.documents.figures(actor)
    return render_template(
        "search/home.html",
        recent=[
            document_line(document, document.file_name, labels)
            for document in centre.documents.recent(actor, limit=_RECENT)
        ],
        documents=figures.documents,
        pages=figures.pages,
    )


@blueprint.get("/recherche")
def results() -> str:
    """Answer a query, or list the documents; the address may keep it to one document."""
    if "document" in request.args:
        return _inside(*record_ids(request.args.getlist("document")[:1]) or abort(404))
    asked = search_request()
    answer = the_centre().search.search(current_actor(), asked)
    correction = _correction(answer)
    if _is_in_vain(answer) and correction is None:
        note_unanswered(asked.text)
    words = names(answer)
    typed = typed_words(answer.tree, asked.text) if answer.tree else ()
    return render_template(
        "search/results.html",
        q=asked.text,
        hits=[_hit_line(found, typed, words) for found in answer.found],
        partly=[_hit_line(found, typed, words) for found in answer.partly],
        across=_across_line(answer, words),
        across_wanted=asked.across,
        correction=correction,
        facets=[facet_line(facet, asked.filters, words) for facet in answer.facets],
        pagination=Pagination(asked.page, asked.per_page, answer.total),
        sort=asked.sort,
        filtered=bool(asked.filters),
        ignored=answer.ignored,
        any_word=answer.any_word,
        address=permanent_address(address_at("search.results", page=None)),
    )


def _correction(answer: SearchAnswer) -> Correction | None:
    """Return a better query where this one found little."""
    asked = answer.request
    total = 0 if answer.any_word else answer.total
    if asked.page > 1 or total >= _FEW or not asked.text or asked.across is Across.ONLY:
        return None
    return the_centre().suggestions.correction(
        current_actor(), asked.text, total=total, filters=asked.filters
    )


def _is_in_vain(answer: SearchAnswer) -> bool:
    """Tell whether a search for words, and nothing else, has nothing at all to show."""
    asked, across = answer.request, answer.across
    nothing = not answer.total and (across is None or not across.total)
    whole = asked.across is Across.BESIDE and asked.page == 1 and not asked.filters
    return nothing and whole and bool(asked.text)


def _inside(document_id: int) -> str:
    asked = search_request(per_page=_PAGES_INSIDE)
    answer = the_centre().search.search_inside(current_actor(), document_id, asked)
    return render_template(
        "search/inside.html",
        q=asked.text,
        document=answer.document,
        pages=[_page_line(page) for page in answer.pages],
        pagination=Pagination(asked.page, asked.per_page, answer.total),
        ignored=answer.ignored,
        any_word=answer.any_word,
    )


def search_request(*, per_page: int = PER_PAGE) -> SearchRequest:
    """Return what the address asks for."""
    text = request.args.get("q", "").strip()
    page = request.args.get("page", 1, type=int)
    return SearchRequest(
        text,
        filters=chosen_filters(),
        sort=_sort(request.args.get("sort", ""), text),
        page=min(max(page, 1), _LAST_PAGE),
        per_page=per_page,
        across=_across(request.args.get("across", "")),
    )


def _across(given: str) -> Across:
    return Across(given) if given in set(Across) else Across.BESIDE


def _sort(given: str, text: str) -> Sort:
    if given in set(Sort):
        return Sort(given)
    return Sort.RELEVANCE if text else Sort.NEWEST


def names(answer: SearchAnswer) -> Words:
    """Return the words for the types and collections of an answer, in the reader's language."""
    found = (*answer.found, *answer.partly, *(answer.across.found if answer.across else ()))
    groups = {one.document.collection_code or "" for one in found}
    for facet in answer.facets:
        if facet.attribute is Attribute.COLLECTION:
            groups.update(value.value for value in facet.values)
    return the_centre().vocabularies.names(interface_language(), groups)


def _across_line(answer: SearchAnswer, words: Words) -> AcrossLine | None:
    across = answer.across
    if across is None:
        return None
    hits = tuple(_hit_line(found, across.words, words) for found in across.found)
    return AcrossLine(across.language, across.total, hits, across.any_word, across.missing)


def document_line(document: Document, file_name: str, words: Words) -> DocumentLine:
    """Return a document as lists show it."""
    return DocumentLine(
        id=document.id,
        title=document.title or file_name,
        title_language=document.title_language,
        type=words[Attribute.TYPE].get(document.type_code, document.type_code),
        languages=tuple(document.languages),
        date=document.date,
        collection=words[Attribute.COLLECTION].get(document.collection_code or "", ""),
        state=document.state,
    )


def _hit_line(found: FoundDocument, typed: tuple[str, ...], words: Words) -> HitLine:
    untold = not found.pages and found.described is None
    abstract = snippet(Excerpt(found.document.abstract, ())) if untold else None
    # `to_html` escapes all but its own marks.
    return HitLine(
        document_line(found.document, found.file_name, words),
        tuple(map(_page_line, found.pages)),
        matching_pages=found.matching_pages,
        title=Markup(to_html(found.title)) if found.title else None,
        snippet=Markup(to_html(found.described)) if found.described else None,
        abstract=Markup(to_html(abstract)) if abstract else None,
        reasons=reasons(found.hit, typed),
    )


def _page_line(page: FoundPage) -> PageLine:
    return PageLine(page.position, page.label, Markup(to_html(page.snippet)), page.language)
