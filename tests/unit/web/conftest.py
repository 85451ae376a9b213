"""A small application that mounts the frame of the web edge, and nothing behind it."""

from pathlib import Path

import pytest
from flask import Flask, abort, render_template_string
from flask.testing import FlaskClient
from flask_babel import gettext
from flask_wtf import CSRFProtect

import docsearch
from docsearch.domain.errors import Conflict, Invalid
from docsearch.domain.permissions import ANONYMOUS
from docsearch.web.errors import init_errors
from docsearch.web.headers import init_headers
from docsearch.web.interface_language import init_interface_language
from docsearch.web.presentation import init_presentation
from docsearch.web.static_files import init_static_files

PACKAGE = Path(docsearch.__file__).parent
PAGE = '{% extends "layouts/base.html" %}{% block content %}<h1>{{ word }}</h1>{% endblock %}'


def _page() -> str:
    return render_template_string(PAGE, word=gettext("Documents"))


def _refuse() -> str:
    raise Conflict("file-already-deposited", document=7, title="<b>تقرير</b>")


def _broken() -> str:
    raise ZeroDivisionError


def _unknown_code() -> str:
    raise Invalid("never-heard-of")


@pytest.fixture
def application() -> Flask:
    app = Flask("docsearch", template_folder=str(PACKAGE.parent / "templates"))
    app.config.update(SECRET_KEY="for tests")
    CSRFProtect(app)
    init_interface_language(app)
    init_headers(app)
    init_static_files(app)
    init_errors(app)
    init_presentation(app)
    app.jinja_env.globals["current_actor"] = lambda: ANONYMOUS
    app.add_url_rule("/", "search.home", _page)
    app.add_url_rule("/recherche", "search.results", _page)
    app.add_url_rule("/suggestions", "suggestions.suggestions", _page)
    app.add_url_rule("/documents/<int:document_id>", "documents.show", lambda document_id: "")
    app.add_url_rule("/login", "security.login", _page)
    app.add_url_rule("/refused", "refused", _refuse)
    app.add_url_rule("/unknown-code", "unknown-code", _unknown_code)
    app.add_url_rule("/broken", "broken", _broken)
    app.add_url_rule("/too-large", "too-large", lambda: abort(413))
    app.add_url_rule("/form", "form", _page, methods=["POST"])
    return app


@pytest.fixture
def client(application: Flask) -> FlaskClient:
    return application.test_client()
