"""Errors are sentences: in the reader's language, with the facts, never a bare code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import docsearch
from docsearch.domain.errors import Conflict, Denied, DocsearchError, Invalid, NotFound
from docsearch.web.errors import SENTENCES, STATUS_TEXTS, STATUSES, sentence

PACKAGE = Path(docsearch.__file__).parent
FAMILIES = {family.__name__ for family in STATUSES}


def called(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return ""


def texts(node: ast.expr) -> list[str]:
    """Return what a code can be: a text, or one of two."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) + texts(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def codes_of(argument: ast.expr, module: ast.Module) -> list[str]:
    if not isinstance(argument, ast.Name):
        return texts(argument)
    return [
        code
        for node in ast.walk(module)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == argument.id
        for code in texts(node.value)
    ]


def raised() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each error code of the source, with the names of the facts it carries."""
    for path in PACKAGE.rglob("*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node.args and called(node) in FAMILIES:
                codes = codes_of(node.args[0], module)
                assert codes, f"{path}:{node.lineno}: no test can tell which code this is"
                for code in codes:
                    yield code, frozenset(word.arg or "" for word in node.keywords)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def test_every_code_has_its_sentence() -> None:
    codes = {code for code, _ in raised()}
    assert codes - set(SENTENCES) == set()
    assert set(SENTENCES) - codes == set()


def test_sentences_use_facts_that_errors_carry(application: Flask) -> None:
    with application.test_request_context("/en/"):
        wanting = {
            code: placeholders(str(SENTENCES[code])) - facts
            for code, facts in raised()
            if placeholders(str(SENTENCES[code])) - facts
        }
    assert wanting == {}


@pytest.mark.parametrize(
    ("error", "status"),
    [(Invalid("x"), 422), (Denied("x"), 403), (NotFound("x"), 404), (Conflict("x"), 409)],
)
def test_each_family_has_its_status(
    application: Flask, client: FlaskClient, error: DocsearchError, status: int
) -> None:
    def view() -> str:
        raise error

    application.add_url_rule("/raises", "raises", view)
    answer = client.get("/en/raises")
    assert answer.status_code == status
    # Nobody has signed in here, so what an account does not allow becomes an invitation.
    told = STATUS_TEXTS[401 if status == 403 else status]
    assert str(told.happened) in answer.text


def test_facts_are_escaped_and_isolated(application: Flask) -> None:
    with application.test_request_context("/fr/"):
        text = sentence(Invalid("field-invalid", field="title_fr", value="<i>"))
    assert text == (
        "«\xa0<bdi>&lt;i&gt;</bdi>\xa0» n’est pas accepté dans le champ "
        "«\xa0<bdi>Titre en français</bdi>\xa0»."
    )


def test_a_conflict_leads_to_the_document(client: FlaskClient) -> None:
    page = client.get("/ar/refused")
    assert page.status_code == 409
    assert "سبق إيداع هذا الملف" in page.text
    assert "<bdi>&lt;b&gt;تقرير&lt;/b&gt;</bdi>" in page.text
    assert 'href="/ar/documents/7"' in page.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/fr/nowhere", 404, "Page introuvable"),
        ("/ar/nowhere", 404, "الصفحة غير موجودة"),
        ("/fr/too-large", 413, "Les fichiers sont trop volumineux"),
        ("/fr/form", 405, "Cela ne peut pas se faire ici"),
        ("/fr/broken", 500, "Une erreur s’est produite de notre côté"),
        ("/fr/unknown-code", 422, "Une correction est nécessaire"),
    ],
)
def test_http_errors_are_pages(client: FlaskClient, address: str, status: int, words: str) -> None:
    page = client.get(address)
    assert page.status_code == status
    assert f"<h1>{words}</h1>" in page.text
    assert "Traceback" not in page.text


def test_an_old_form_is_explained(client: FlaskClient) -> None:
    page = client.post("/fr/form")
    assert page.status_code == 400
    assert "Le formulaire est resté ouvert trop longtemps" in page.text


def test_a_server_error_does_not_ask_who_is_reading(
    application: Flask, client: FlaskClient
) -> None:
    def no_database() -> None:
        raise OSError

    application.jinja_env.globals["current_actor"] = no_database
    assert "<h1>" in client.get("/fr/broken").text
