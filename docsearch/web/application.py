"""The web application around a centre."""

from pathlib import Path
from typing import Final

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from docsearch.services.centre import Centre
from docsearch.web import (
    accounts,
    deposit,
    disclosure,
    documents,
    exports,
    lexicon,
    opening,
    quality,
    search,
    suggestions,
    term_lists,
    types,
    unanswered,
)
from docsearch.web.addresses import init_addresses
from docsearch.web.centre import keep_centre
from docsearch.web.errors import init_errors
from docsearch.web.headers import init_headers
from docsearch.web.interface_language import init_interface_language
from docsearch.web.presentation import init_presentation
from docsearch.web.sign_in import init_sign_in
from docsearch.web.static_files import init_static_files

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_MODULES: Final = (
    search,
    exports,
    suggestions,
    term_lists,
    documents,
    deposit,
    opening,
    disclosure,
    quality,
    unanswered,
    accounts,
    types,
    lexicon,
)
_FORM_BYTES: Final = 1_000_000
"""More than any form without files holds."""


def create_web(
    centre: Centre, *, secret_key: str, secure: bool, upload_limit: int, time_zone: str
) -> Flask:
    """Return the application; ``upload_limit`` bounds one file, in bytes."""
    app = Flask(
        "docsearch",
        root_path=str(_PACKAGE),
        template_folder=str(_templates()),
        static_folder=str(_PACKAGE / "static"),
    )
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=_FORM_BYTES,
        UPLOAD_LIMIT=upload_limit,
        BABEL_TRANSLATION_DIRECTORIES=str(_PACKAGE / "translations"),
        BABEL_DEFAULT_TIMEZONE=time_zone,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    keep_centre(app, centre)
    # Before the CSRF check, which reads the form: only who may deposit can send files at all.
    app.before_request(deposit.accept_files)
    CSRFProtect(app)
    init_addresses(app)
    init_interface_language(app)
    init_headers(app)
    init_static_files(app)
    init_presentation(app)
    init_errors(app)
    init_sign_in(app, centre)
    for module in _MODULES:
        app.register_blueprint(module.blueprint)
    return app


def _templates() -> Path:
    """Return the folder of the templates: inside the package once installed, else beside it."""
    inside = _PACKAGE / "templates"
    return inside if inside.is_dir() else _PACKAGE.parent / "templates"
