"""Real Chromium against a real centre, and what every screen must satisfy there."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page
from werkzeug.serving import make_server

import docsearch
from docsearch.domain.permissions import SYSTEM, Role
from docsearch.services.centre import Centre
from docsearch.services.intake import find_files
from docsearch.web import create_web
from docsearch.web.headers import CONTENT_SECURITY_POLICY
from tests.factories import new_centre, work

AXE: Final = Path(__file__).resolve().parents[1] / "vendor" / "axe-core" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SAMPLES: Final = Path(docsearch.__file__).parent / "samples"
UPLOAD_LIMIT: Final = 5_000_000


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """Open a centre that holds the sample collection, with its worker at work."""
    centre = new_centre(tmp_path_factory.mktemp("centre"))
    for role in (Role.READER, Role.DOCUMENTALIST):
        centre.accounts.add(SYSTEM, f"{role.value}@example.org", name="Amina", roles=[role])
    for taken in centre.intake.take(SYSTEM, find_files([SAMPLES]), description={}):
        assert taken.error is None or taken.path.name == "README.md", taken
    work(centre)
    stop = threading.Event()
    worker = threading.Thread(target=centre.worker.run, args=(stop,))
    worker.start()
    yield centre
    stop.set()
    worker.join()


@pytest.fixture(scope="session")
def live_server(centre: Centre) -> Iterator[str]:
    """Serve the centre and yield its address."""
    application = create_web(
        centre,
        secret_key="for tests",
        secure=False,
        upload_limit=UPLOAD_LIMIT,
        time_zone="Africa/Casablanca",
    )
    server = make_server("127.0.0.1", 0, application, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], live_server: str) -> dict[str, Any]:
    """Ask for French, so that a bare address has one answer on every machine."""
    return {**browser_context_args, "locale": "fr-MA", "base_url": live_server}


@pytest.fixture
def sign_in(centre: Centre) -> Callable[[Page, str], None]:
    """Return what opens a one-time link as the documentalist, in a language."""

    def enter(page: Page, language: str) -> None:
        token = centre.accounts.sign_in_link(SYSTEM, "documentalist@example.org")
        page.goto(f"/{language}/connexion/lien/{token}")

    return enter


def _complaint(message: ConsoleMessage, page: Page) -> str | None:
    """Return what the browser complains of, but for the status of the page itself."""
    refused = "the server responded with a status of 4" in message.text
    if message.type not in {"error", "warning"}:
        return None
    if refused and urlsplit(message.location["url"])[:3] == urlsplit(page.url)[:3]:
        return None
    return message.text


@pytest.fixture(autouse=True)
def complaints(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Collect what goes wrong in the browser; a test that leaves a complaint fails.

    That is: an error on the console, a request to another host, or a page without its policy.
    """
    found: list[str] = []
    if "page" in request.fixturenames:
        page: Page = request.getfixturevalue("page")
        here = urlsplit(request.getfixturevalue("live_server")).netloc
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("console", lambda message: found.extend(filter(None, [_complaint(message, page)])))
        page.on(
            "request",
            lambda sent: None if urlsplit(sent.url).netloc == here else found.append(sent.url),
        )
        page.on(
            "response",
            lambda answer: (
                None
                if answer.headers.get("content-security-policy") == CONTENT_SECURITY_POLICY
                else found.append(f"no policy: {answer.url}")
            ),
        )
    yield found
    assert found == []


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
