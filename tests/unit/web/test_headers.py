"""Every answer carries the security headers."""

import pytest
from flask.testing import FlaskClient

from docsearch.web.headers import HEADERS


@pytest.mark.parametrize("address", ["/", "/static/docsearch.css", "/nowhere", "/broken"])
def test_headers_are_everywhere(client: FlaskClient, address: str) -> None:
    with client.get(address) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_unsafe() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "default-src 'none'" in policy


def test_strict_transport_is_for_https_only(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    assert "Strict-Transport-Security" in client.get("/", base_url="https://localhost").headers


def test_pages_are_not_kept_by_shared_caches(client: FlaskClient) -> None:
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
