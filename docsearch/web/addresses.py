"""What addresses hold: the numbers of records, and the state of a list."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlencode

from flask import Flask, request, url_for
from werkzeug.routing import IntegerConverter, Map

from docsearch.web.interface_language import root_path

PAGE: Final = "page"
LARGEST_ID: Final = 2**63 - 1
"""The largest number that a record can have."""


class RecordId(IntegerConverter):
    """The number of a record in an address."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=LARGEST_ID)


def _address(pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(pairs))
    return quote(request.script_root + request.path) + (f"?{query}" if query else "")


def address_with(**changes: str | int | None) -> str:
    """Return the present address with parameters replaced, or dropped where the value is None.

    What forms send empty says nothing, and is dropped as well.
    """
    kept = [pair for pair in request.args.items(multi=True) if pair[0] not in changes and pair[1]]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    return _address(kept + added)


def address_at(endpoint: str, **changes: str | int | None) -> str:
    """Return the address of another view with the present parameters, some replaced or dropped."""
    return f"{url_for(endpoint)}?{address_with(**changes).partition('?')[2]}".rstrip("?")


def permanent_address(place: str) -> str:
    """Return a whole address from one inside, in no language, so that each reader gets their own.

    ``place`` is what ``url_for`` or ``address_at`` gave.
    """
    bare = place.removeprefix(quote(request.script_root))
    return request.host_url.rstrip("/") + quote(root_path()) + bare


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


def record_ids(given: Iterable[str]) -> list[int]:
    """Return the numbers of records among the values of a parameter."""
    numbers = (int(value) for value in given if value.isdecimal() and len(value) < 20)
    return [number for number in numbers if number <= LARGEST_ID]


def init_addresses(app: Flask) -> None:
    """Let addresses name only numbers that a record can have."""
    app.url_map.converters["int"] = RecordId
