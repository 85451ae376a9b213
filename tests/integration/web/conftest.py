"""The web edge over a real centre, spoken to without a browser."""

import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from docsearch.domain.permissions import SYSTEM, Role
from docsearch.services.centre import Centre
from docsearch.web import create_web
from tests.factories import deposit, new_centre, work
from tests.integration.ingest.pdf_samples import pdf_of

UPLOAD_LIMIT: Final = 20_000
WORD: Final = "zellige"


class Shelf(NamedTuple):
    """One document of each access level; each tells of zellige on its second page."""

    public: int
    internal: int
    restricted: int


class Visitor:
    """A browser's cookies and the forms it fills in."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str, **options: Any) -> TestResponse:
        return self._client.get(address, **options)

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Post a form as a page of the application would."""
        page = self.get("/fr/connexion", follow_redirects=True)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert token
        return self._client.post(address, data={"csrf_token": token[1], **fields})


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = new_centre(tmp_path_factory.mktemp("centre"))
    for role in Role:
        centre.accounts.add(SYSTEM, f"{role.value}@example.org", name=role.value, roles=[role])
    return centre


@pytest.fixture(scope="module")
def shelf(centre: Centre) -> Shelf:
    ids = [
        deposit(
            centre,
            pdf_of(f"Feuille {level}", f"Le {WORD} de Fes, niveau {level}"),
            name=f"{level}.pdf",
            access=level,
            title_fr=f"Document {level}",
            type="guide",
            collection=f"Rayon {level}",
            date="2016",
        )
        for level in Shelf._fields
    ]
    work(centre)
    return Shelf(*ids)


@pytest.fixture(scope="module")
def application(centre: Centre) -> Flask:
    return create_web(
        centre,
        secret_key="for tests",
        secure=False,
        upload_limit=UPLOAD_LIMIT,
        time_zone="Africa/Casablanca",
    )


@pytest.fixture
def sign_in(application: Flask, centre: Centre) -> Callable[[Role | None], Visitor]:
    """Return what lets somebody of a role, or a stranger, walk in."""

    def enter(role: Role | None) -> Visitor:
        client = application.test_client()
        if role:
            token = centre.accounts.sign_in_link(SYSTEM, f"{role.value}@example.org")
            assert client.get(f"/fr/connexion/lien/{token}").status_code == 302
        return Visitor(client)

    return enter


@pytest.fixture
def stranger(sign_in: Callable[[Role | None], Visitor]) -> Visitor:
    return sign_in(None)


@pytest.fixture
def librarian(sign_in: Callable[[Role | None], Visitor]) -> Visitor:
    return sign_in(Role.DOCUMENTALIST)
