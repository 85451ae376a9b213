"""The state of a list is in its address."""

import pytest
from flask import Flask

from docsearch.web.addresses import address_toggled, address_with, is_chosen
from docsearch.web.pagination import Pagination

HERE = "/recherche?q=a+b&year=2015&year=2016&page=3"


def test_parameters_are_replaced_or_dropped(application: Flask) -> None:
    with application.test_request_context(HERE):
        assert address_with(page=4) == "/recherche?q=a+b&year=2015&year=2016&page=4"
        assert address_with(page=None, year=None) == "/recherche?q=a+b"
        assert address_with(q=None, page=None, year=None) == "/recherche"


def test_a_filter_is_added_or_removed_from_the_first_page(application: Flask) -> None:
    with application.test_request_context(HERE):
        assert address_toggled("year", "2015") == "/recherche?q=a+b&year=2016"
        assert address_toggled("language", "ar") == (
            "/recherche?q=a+b&year=2015&year=2016&language=ar"
        )
        assert is_chosen("year", "2016")
        assert not is_chosen("year", "2017")


@pytest.mark.parametrize(
    ("page", "total", "shown"),
    [
        (1, 0, (1,)),
        (1, 30, (1, 2, 3)),
        (6, 200, (1, None, 5, 6, 7, None, 20)),
        (20, 200, (1, None, 19, 20)),
    ],
)
def test_pages_offered(page: int, total: int, shown: tuple[int | None, ...]) -> None:
    assert Pagination(page, 10, total).shown() == shown


def test_the_ends_of_a_list() -> None:
    first, last = Pagination(1, 10, 11), Pagination(2, 10, 11)
    assert (first.previous, first.next, first.offset) == (None, 2, 0)
    assert (last.previous, last.next, last.offset) == (1, None, 10)
