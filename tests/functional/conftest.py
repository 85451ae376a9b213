"""Real Chromium against a real server, and what every screen must satisfy there."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from flask import Flask
from playwright.sync_api import Page
from werkzeug.serving import make_server

AXE: Final = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def live_server(application: Flask) -> Iterator[str]:
    """Serve the ``application`` fixture of the test module and yield its address."""
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Ask for French, so that a bare address has one answer on every machine."""
    return {**browser_context_args, "locale": "fr-MA"}


@pytest.fixture(autouse=True)
def console_errors(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Collect what the browser complains about; a test that leaves a complaint fails."""
    complaints: list[str] = []
    if "page" in request.fixturenames:
        page: Page = request.getfixturevalue("page")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                complaints.append(message.text) if message.type in {"error", "warning"} else None
            ),
        )
    yield complaints
    assert complaints == []


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """Give tests a check that axe finds nothing wrong and nothing overflows sideways."""
    axe = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # Evaluated by the debugger, so that the page keeps its Content-Security-Policy.
        page.evaluate(axe)
        violations = page.evaluate(
            "async rules => (await axe.run({runOnly: rules})).violations.map("
            "each => [each.id, each.nodes.map(node => node.html)])",
            RULES,
        )
        assert violations == [], page.url
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, page.url

    return check
