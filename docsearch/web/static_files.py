"""Addresses of static files: one per content, so that browsers may keep them for a year."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, redirect, request
from werkzeug import Response as AnyResponse

from docsearch.web.interface_language import root_path

YEAR: Final = "public, max-age=31536000, immutable"
VENDORED: Final = "vendor/"
"""Folder whose paths carry the version of what they hold."""


@cache
def fingerprint(path: Path) -> str:
    """Return the first letters of the hash of a file's content."""
    return sha256(path.read_bytes()).hexdigest()[:12]


def static_url(filename: str) -> str:
    """Return the address of a static file, the same in every interface language."""
    folder = Path(current_app.static_folder or "")
    return (
        f"{root_path()}{current_app.static_url_path}/{filename}?v={fingerprint(folder / filename)}"
    )


def keep_static_files(response: Response) -> Response:
    """Let browsers keep the static files whose address changes with their content."""
    if request.endpoint == "static" and response.status_code in {200, 304}:
        filename = (request.view_args or {})["filename"]
        if "v" in request.args or filename.startswith(VENDORED):
            response.headers["Cache-Control"] = YEAR
    return response


def favicon() -> AnyResponse:
    """Lead browsers that ask for the old name of the icon to it."""
    return redirect(static_url("favicon.svg"))


def init_static_files(app: Flask) -> None:
    """Give templates `static_url` and set how long static files are kept."""
    app.after_request(keep_static_files)
    app.add_template_global(static_url)
    app.add_url_rule("/favicon.ico", view_func=favicon)
