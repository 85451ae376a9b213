"""Whatever was deposited, closed or withdrawn: search shows what the database allows."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docsearch.domain.access import AccessLevel
from docsearch.domain.permissions import SYSTEM, Actor, Role
from docsearch.services.centre import Centre
from tests.factories import LIBRARIAN, answer, found, new_centre, work

WORDS = ("liberté", "eau", "شغل", "تعليم")

levels = st.sampled_from(AccessLevel)
actors = st.builds(lambda roles: Actor("x", frozenset(roles)), st.sets(st.sampled_from(Role)))


class Life(NamedTuple):
    """What happens to one document before and after the worker has seen it."""

    words: frozenset[str]
    access: AccessLevel
    later_access: AccessLevel
    withdrawn_before: bool
    withdrawn_after: bool


lives = st.builds(
    Life,
    st.frozensets(st.sampled_from(WORDS), min_size=1),
    levels,
    levels,
    st.booleans(),
    st.booleans(),
)


def _begin(centre: Centre, life: Life) -> int:
    title = " ".join(sorted(life.words))
    document = centre.documents.create(SYSTEM, {"title_fr": title, "access": life.access})
    if life.withdrawn_before:
        centre.documents.withdraw(LIBRARIAN, document)
    return document


def _go_on(centre: Centre, document: int, life: Life) -> None:
    if life.access != life.later_access:
        centre.documents.describe(LIBRARIAN, document, {"access": life.later_access})
    if life.withdrawn_after and not life.withdrawn_before:
        centre.documents.withdraw(LIBRARIAN, document)
    if life.withdrawn_before and not life.withdrawn_after:
        centre.documents.restore(LIBRARIAN, document)


@given(st.lists(lives, min_size=1, max_size=6), st.lists(actors, min_size=1, max_size=4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_search_agrees_with_the_database(shelf: list[Life], askers: list[Actor]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        centre = new_centre(Path(folder))
        documents = {_begin(centre, life): life for life in shelf}
        work(centre)
        for document, life in documents.items():
            _go_on(centre, document, life)
        for actor in askers:
            for word in WORDS:
                allowed = {
                    document
                    for document, life in documents.items()
                    if word in life.words
                    and not life.withdrawn_after
                    and life.later_access in actor.readable()
                }
                assert found(centre, word, actor) <= allowed
        work(centre)
        for actor in askers:
            readable = {
                document
                for document, life in documents.items()
                if not life.withdrawn_after and life.later_access in actor.readable()
            }
            for word in WORDS:
                expected = {one for one in readable if word in documents[one].words}
                assert found(centre, word, actor) == expected
                counted = sum(value.count for value in answer(centre, word, actor).facets[1].values)
                assert counted == len(expected)
            assert {one.id for one in centre.documents.recent(actor)} == readable
        assert centre.health.findings() == []
