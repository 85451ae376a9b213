"""Dates known to the year, the month or the day."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docsearch.domain.dates import PartialDate
from docsearch.domain.errors import Invalid


@given(st.dates(), st.integers(1, 3))
def test_the_spelling_reads_back_as_the_same_date(day: date, parts: int) -> None:
    partial = PartialDate(*(day.year, day.month, day.day)[:parts])
    assert PartialDate.parse(str(partial)) == partial


@given(st.lists(st.dates(), min_size=2))
def test_spellings_sort_as_dates_do(days: list[date]) -> None:
    partials = [PartialDate(day.year, day.month, day.day) for day in days]
    assert sorted(map(str, partials)) == list(map(str, sorted(partials)))


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_invalid(text: str) -> None:
    with suppress(Invalid):
        assert PartialDate.parse(text).year


@pytest.mark.parametrize(
    "text", ["", "16", "2016-13", "2016-00", "2016-02-30", "2016-1-1", "0000", "2016-09-31"]
)
def test_impossible_dates_are_invalid(text: str) -> None:
    with pytest.raises(Invalid):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(Invalid):
        PartialDate(2016, None, 3)
