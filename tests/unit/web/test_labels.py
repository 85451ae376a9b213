"""Every value of a closed vocabulary has a name in each language."""

from enum import StrEnum

import pytest

from docsearch.domain.access import AccessLevel
from docsearch.domain.documents import (
    DocumentState,
    FailureReason,
    FileRole,
    Kinship,
    Notice,
    RecognitionState,
    TextMethod,
)
from docsearch.search.ports import Sort
from docsearch.search.query_tree import Attribute
from docsearch.services.quality import Concern
from docsearch.text.lexicon.lookup import Origin
from docsearch.web import labels


@pytest.mark.parametrize(
    ("table", "vocabulary"),
    [
        (labels.STATES, DocumentState),
        (labels.ACCESS_LEVELS, AccessLevel),
        (labels.ACCESS_AUDIENCES, AccessLevel),
        (labels.FILE_ROLES, FileRole),
        (labels.TEXT_METHODS, TextMethod),
        (labels.RECOGNITION_STATES, RecognitionState),
        (labels.CONCERNS, Concern),
        (labels.NOTICES, Notice),
        (labels.KINSHIPS, Kinship),
        (labels.FACETS, Attribute),
        (labels.SORTS, Sort),
        (labels.FAILURES, FailureReason),
        (labels.LEXICON_ORIGINS, Origin),
    ],
)
def test_tables_are_complete(table: dict[StrEnum, object], vocabulary: type[StrEnum]) -> None:
    assert set(table) == set(vocabulary)
