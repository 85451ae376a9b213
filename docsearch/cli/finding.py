"""Commands that find and show documents."""

from collections.abc import Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from docsearch.cli.output import give, reports_errors, say
from docsearch.cli.wiring import Wiring
from docsearch.domain.language import ARABIC, FRENCH, UNKNOWN
from docsearch.domain.permissions import SYSTEM
from docsearch.models import Document, DocumentFile
from docsearch.search.query_tree import Attribute
from docsearch.search.snippets import to_html
from docsearch.services.centre import Centre
from docsearch.services.found_documents import FoundDocument
from docsearch.services.searching import MOST_HITS, SearchAnswer, SearchRequest


@click.command()
@click.argument("query")
@click.option("--lang", type=click.Choice([FRENCH, ARABIC]), help="Only this language.")
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def search(wiring: Wiring, query: str, lang: str | None, limit: int, as_json: bool) -> None:
    """Find documents, each with its best pages."""
    filters = {Attribute.LANGUAGE: frozenset({lang})} if lang else {}
    request = SearchRequest(query, filters=filters, per_page=limit)
    answer = wiring.open().search.search(SYSTEM, request)
    if as_json:
        give({"total": answer.total, "hits": [_hit(found) for found in answer.found]})
    else:
        _print_answer(answer)


@click.command()
@click.argument("document_id", metavar="ID", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
@reports_errors
def show(wiring: Wiring, document_id: int, as_json: bool) -> None:
    """Show a document: its description, files, pages and citations."""
    centre = wiring.open()
    document = centre.documents.show(SYSTEM, document_id)
    shown = _description(document) | _content(centre, document)
    if as_json:
        give(shown)
        return
    for name, value in shown.items():
        if name not in {"pages", "files", "citations"}:
            click.echo(f"{name}: {value}")
    for page in shown["pages"]:
        click.echo(f"\n— {page['number']} —\n{page['text']}")


def _hit(found: FoundDocument) -> dict[str, Any]:
    document = found.document
    return {
        "id": document.id,
        "title": document.title or found.file_name,
        "file": found.file_name,
        "language": document.languages[0] if document.languages else UNKNOWN,
        "score": round(found.score, 4),
        "pages": [
            {"number": page.position, "snippet": to_html(page.snippet)} for page in found.pages
        ],
    }


def _print_answer(answer: SearchAnswer) -> None:
    console = Console()
    for ignored in answer.ignored:
        say(f"ignored: {ignored.piece} ({ignored.reason})")
    if answer.any_word:
        say("no document has all the words; shown are those with any of them")
    _print_hits(console, answer.found)
    say(f"{answer.total} documents")
    if answer.partly:
        say("with some of the words only:")
        _print_hits(console, answer.partly)
    if answer.across and answer.across.found:
        say("in the other language, by translation:")
        _print_hits(console, answer.across.found)


def _print_hits(console: Console, hits: Sequence[FoundDocument]) -> None:
    for found in hits:
        hit = _hit(found)
        console.print(Text(f"{hit['id']}  {hit['title']}  [{hit['language']}]", style="bold"))
        for page in found.pages:
            words = [
                (fragment.text, "reverse" if fragment.marked else "")
                for fragment in page.snippet.fragments
            ]
            console.print(Text.assemble(f"    {page.position}: ", *words))


def _description(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "title": document.title or document.file_name,
        "title_fr": document.title_fr,
        "title_ar": document.title_ar,
        "title_en": document.title_en,
        "type": document.type_code,
        "date": str(document.date) if document.date else None,
        "authors": document.authors,
        "issuing_body": document.issuing_body,
        "languages": document.languages,
        "symbol": document.symbol,
        "source": document.source,
        "subjects": document.subjects,
        "abstract": document.abstract,
        "access": document.access,
        "collection": document.collection_code,
        "shelf_mark": document.shelf_mark,
        "external_link": document.external_link,
        "state": document.state,
        "reason": document.failure_reason,
        "withdrawn": document.withdrawn_at is not None,
    }


def _content(centre: Centre, document: Document) -> dict[str, Any]:
    pages = (
        centre.documents.page(SYSTEM, document.id, position)
        for position in range(1, (document.page_count or 0) + 1)
    )
    return {
        "files": [_file(file) for file in document.files],
        "pages": [
            {
                "number": view.page.position,
                "label": view.page.label,
                "languages": [code for code, _ in view.text.languages],
                "method": view.text.method,
                "text": view.text.text,
            }
            for view in pages
        ],
        "citations": [
            {"key": group.key, "pages": group.pages}
            for group in centre.documents.citations(SYSTEM, document.id)
        ],
    }


def _file(file: DocumentFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "role": file.role,
        "edition": file.edition,
        "replaced": file.replaced_at is not None,
    }
