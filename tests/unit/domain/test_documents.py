"""The vocabulary that a new centre starts with."""

from docsearch.domain.documents import STARTING_TYPES


def test_types_are_distinct_and_named_in_every_language() -> None:
    assert len({kind.code for kind in STARTING_TYPES}) == len(STARTING_TYPES) == 22
    for kind in STARTING_TYPES:
        assert all(label.strip() for label in kind)
    assert STARTING_TYPES[-1].code == "other"
