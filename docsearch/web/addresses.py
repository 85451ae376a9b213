"""Addresses that keep the state of a list: the present one with a few parameters changed."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from flask import request

PAGE = "page"


def _address(pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(pairs))
    return quote(request.script_root + request.path) + (f"?{query}" if query else "")


def address_with(**changes: str | int | None) -> str:
    """Return the present address with parameters replaced, or dropped where the value is None."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in changes]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    return _address(kept + added)


def address_toggled(name: str, value: str) -> str:
    """Return the present address with one value of a parameter added or removed, on page 1."""
    pairs = [pair for pair in request.args.items(multi=True) if pair[0] != PAGE]
    chosen = (name, value)
    return _address(
        [pair for pair in pairs if pair != chosen] + ([] if chosen in pairs else [chosen])
    )


def is_chosen(name: str, value: str) -> bool:
    """Tell whether the present address holds the value of the parameter."""
    return value in request.args.getlist(name)
