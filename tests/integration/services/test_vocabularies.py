"""The editable table of types."""

import pytest

from docsearch.domain.documents import STARTING_TYPES
from docsearch.domain.errors import Invalid
from docsearch.domain.permissions import SYSTEM
from docsearch.search.query_tree import Attribute
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, all_changes, deposit


def test_a_new_centre_starts_with_the_types_in_order(centre: Centre) -> None:
    assert [kind.code for kind in centre.vocabularies.types()] == [
        kind.code for kind in STARTING_TYPES
    ]
    before = len(all_changes(centre))
    centre.vocabularies.ensure_types(SYSTEM)
    assert len(all_changes(centre)) == before


def test_a_type_can_be_added_and_used(centre: Centre) -> None:
    centre.vocabularies.save_type(
        LIBRARIAN, "circulaire", label_fr=" Circulaire ", label_ar="دورية", label_en="Circular"
    )
    assert centre.vocabularies.types()[-1].label_fr == "Circulaire"
    assert centre.vocabularies.labels(LIBRARIAN, "ar")[Attribute.TYPE]["circulaire"] == "دورية"
    deposit(centre, type="circulaire")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
@pytest.mark.parametrize("label", ["label_fr", "label_ar", "label_en"])
def test_a_type_is_named_in_every_language(centre: Centre, label: str, name: str) -> None:
    labels = {"label_fr": "a", "label_ar": "b", "label_en": "c"} | {label: name}
    with pytest.raises(Invalid) as refused:
        centre.vocabularies.save_type(LIBRARIAN, "circulaire", **labels)
    assert refused.value.facts["field"] == label


@pytest.mark.parametrize("code", ["", "x", "Loi", "a b", "-loi", "l" * 41, "قانون"])
def test_the_code_of_a_type_is_plain(centre: Centre, code: str) -> None:
    with pytest.raises(Invalid, match="type-code-invalid"):
        centre.vocabularies.save_type(LIBRARIAN, code, label_fr="a", label_ar="b", label_en="c")
