"""Errors carry a code and facts."""

import pickle

from docsearch.domain.errors import Conflict, DocsearchError, Invalid


def test_an_error_names_its_facts() -> None:
    assert str(Conflict("file-already-deposited", document=7)) == (
        "file-already-deposited (document=7)"
    )
    assert str(Invalid("title-missing")) == "title-missing"


def test_families_have_one_parent() -> None:
    assert {family.__name__ for family in DocsearchError.__subclasses__()} >= {
        "Invalid",
        "Denied",
        "NotFound",
        "Conflict",
        "Unavailable",
    }


def test_an_error_survives_a_journey_between_processes() -> None:
    error = pickle.loads(pickle.dumps(Conflict("file-already-deposited")))
    assert error.code == "file-already-deposited"
