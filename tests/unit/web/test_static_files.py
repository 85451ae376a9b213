"""Static files: ours have the address of their content, vendored ones are what they were."""

import re
from hashlib import sha256
from pathlib import Path

from flask.testing import FlaskClient

import docsearch

STATIC = Path(docsearch.__file__).parent / "static"
VENDOR = STATIC / "vendor"


def test_vendored_files_are_the_ones_listed() -> None:
    table = (VENDOR / "VENDOR.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE))
    found = {
        path.relative_to(VENDOR).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }
    assert found == listed


def test_the_style_sheet_names_files_that_exist() -> None:
    sheet = (STATIC / "docsearch.css").read_text(encoding="utf-8")
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert named
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_the_style_sheet_serves_both_directions_of_writing() -> None:
    sheet = (STATIC / "docsearch.css").read_text(encoding="utf-8")
    physical = (
        r"(?:margin|padding|border)-(?:left|right)"
        r"|(?<![\w-])(?:left|right)\s*:"
        r"|text-align:\s*(?:left|right)"
    )
    assert re.findall(physical, sheet) == []


def test_an_address_names_the_content_in_every_language(client: FlaskClient) -> None:
    digest = sha256((STATIC / "docsearch.css").read_bytes()).hexdigest()[:12]
    for page in (client.get("/fr/"), client.get("/ar/")):
        assert f'href="/static/docsearch.css?v={digest}"' in page.text


def test_browsers_keep_what_cannot_change(client: FlaskClient) -> None:
    font = next(VENDOR.rglob("*.woff2")).relative_to(STATIC).as_posix()
    for address in ("/static/docsearch.css?v=1", f"/static/{font}"):
        with client.get(address) as answer:
            assert "max-age=31536000" in answer.headers["Cache-Control"]
            assert "Set-Cookie" not in answer.headers
    with client.get("/static/docsearch.css") as answer:
        assert "max-age" not in answer.headers["Cache-Control"]
