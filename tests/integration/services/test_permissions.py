"""Every method that takes an actor, walked by every role: who is let through, who is denied."""

import inspect
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from docsearch.domain.documents import DocumentState, TextMethod
from docsearch.domain.errors import Conflict, Denied
from docsearch.domain.permissions import SYSTEM, Actor, Role
from docsearch.models import Document
from docsearch.services.centre import Centre
from docsearch.services.quality import DeskQuery
from docsearch.services.searching import SearchRequest
from tests.factories import PEOPLE, deposit, last_change, new_centre, unique_text, work
from tests.integration.ingest.pdf_samples import pdf_of

Step = Callable[[Centre, Actor], object]

EVERYBODY: Final = frozenset(PEOPLE)
LIBRARIANS: Final = frozenset({"documentalist", "administrator"})
ADMINISTRATOR: Final = frozenset({"administrator"})
_SERIAL: Final = count(1)

# The first asks for nothing where there are accounts (see test_accounts), the second yields
# its refusals (see below), the third is what all of them are made with.
WALKED_ELSEWHERE: Final = {
    "accounts.ensure_administrator",
    "intake.take",
    "transactions.write",
}


def _source() -> io.BytesIO:
    return io.BytesIO(unique_text().encode())


def _fresh(centre: Centre) -> int:
    return centre.documents.create(SYSTEM, {"title_fr": unique_text(), "access": "public"})


def _failed(centre: Centre) -> int:
    document = _fresh(centre)
    with centre.transactions.write(SYSTEM, "test") as session:
        session.get_one(Document, document).state = DocumentState.FAILED
    return document


def _withdrawn(centre: Centre) -> int:
    document = _fresh(centre)
    centre.documents.withdraw(SYSTEM, document)
    return document


def _decision(centre: Centre) -> int:
    return centre.lexicon.decide(SYSTEM, "détention", "الاعتقال", probability=1)


def _change(centre: Centre) -> int:
    centre.documents.describe(SYSTEM, _fresh(centre), {"abstract": "Autre"})
    return last_change(centre).id


def _link(centre: Centre) -> str:
    email = f"{next(_SERIAL)}@example.org"
    centre.accounts.add(SYSTEM, email, roles=[Role.READER])
    return centre.accounts.sign_in_link(SYSTEM, email)


def _take(centre: Centre, actor: Actor, folder: Path) -> None:
    path = folder / "pris.txt"
    path.write_text(unique_text(), encoding="utf-8")
    (taken,) = centre.intake.take(actor, [path], description={})
    if taken.error:
        raise taken.error


def _but_for_its_conflict(step: Step) -> Step:
    """Return a step for which the documents of the walk give no occasion."""

    def tried(centre: Centre, actor: Actor) -> None:
        with suppress(Conflict):
            step(centre, actor)

    return tried


LABELS: Final = {"label_fr": "a", "label_ar": "b", "label_en": "c"}

# The document 1 of the walk is a public PDF that has been indexed, the document 2 an internal text.
WALK: Final[dict[str, tuple[Step, frozenset[str]]]] = {
    "accounts.add": (
        lambda c, a: c.accounts.add(a, f"{hash(a.name)}@example.org", roles=[Role.READER]),
        ADMINISTRATOR,
    ),
    "accounts.sign_in_link": (
        lambda c, a: c.accounts.sign_in_link(a, "reader@example.org"),
        ADMINISTRATOR,
    ),
    "accounts.redeem": (lambda c, a: c.accounts.redeem(a, _link(c)), EVERYBODY),
    "accounts.note_password": (lambda c, a: c.accounts.note_password(a), EVERYBODY),
    "corrections.correct": (
        lambda c, a: c.corrections.correct(
            a, 2, 1, unique_text(), based_on=c.documents.page(SYSTEM, 2, 1).text.version
        ),
        LIBRARIANS,
    ),
    "corrections.read_by": (
        lambda c, a: c.corrections.read_by(
            a, 1, 1, TextMethod.LAYER, based_on=c.documents.page(SYSTEM, 1, 1).text.version
        ),
        LIBRARIANS,
    ),
    "corrections.choose": (lambda c, a: c.corrections.choose(a, 1, 1, 1), LIBRARIANS),
    "corrections.accept": (lambda c, a: c.corrections.accept(a, 1, [1]), LIBRARIANS),
    "disclosure.add_public_copy": (
        lambda c, a: c.disclosure.add_public_copy(a, 2, "a.txt", _source(), reason="Noms"),
        LIBRARIANS,
    ),
    "disclosure.open_for_copy": (lambda c, a: c.disclosure.open_for_copy(a, 1), LIBRARIANS),
    "disclosure.counterparts": (lambda c, a: c.disclosure.counterparts(a, 1), EVERYBODY),
    "disclosure.undecided": (lambda c, a: c.disclosure.undecided(a), LIBRARIANS),
    "disclosure.confirm_access": (lambda c, a: c.disclosure.confirm_access(a, 1), LIBRARIANS),
    "documents.deposit": (lambda c, a: c.documents.deposit(a, "a.txt", _source()), LIBRARIANS),
    "documents.create": (lambda c, a: c.documents.create(a, {"title_fr": "x"}), LIBRARIANS),
    "documents.add_file": (
        lambda c, a: c.documents.add_file(a, _fresh(c), "a.txt", _source()),
        LIBRARIANS,
    ),
    "documents.describe": (
        lambda c, a: c.documents.describe(a, _fresh(c), {"abstract": "x"}),
        LIBRARIANS,
    ),
    "documents.describe_many": (
        lambda c, a: c.documents.describe_many(a, [_fresh(c)], {"abstract": "x"}),
        LIBRARIANS,
    ),
    "documents.withdraw": (lambda c, a: c.documents.withdraw(a, _fresh(c)), LIBRARIANS),
    "documents.restore": (lambda c, a: c.documents.restore(a, _withdrawn(c)), LIBRARIANS),
    "documents.retry": (lambda c, a: c.documents.retry(a, [_failed(c)]), LIBRARIANS),
    "documents.show": (lambda c, a: c.documents.show(a, 1), EVERYBODY),
    "documents.open_for_edit": (lambda c, a: c.documents.open_for_edit(a, 1), LIBRARIANS),
    "documents.file": (lambda c, a: c.documents.file(a, 1, 1), EVERYBODY),
    "documents.figures": (lambda c, a: c.documents.figures(a), EVERYBODY),
    "documents.page": (lambda c, a: c.documents.page(a, 1, 1), EVERYBODY),
    "documents.contents": (lambda c, a: c.documents.contents(a, 1), EVERYBODY),
    "documents.citations": (lambda c, a: c.documents.citations(a, 1), EVERYBODY),
    "documents.standings": (lambda c, a: c.documents.standings(a, [1]), LIBRARIANS),
    "documents.recent": (lambda c, a: c.documents.recent(a), EVERYBODY),
    "documents.failures": (lambda c, a: c.documents.failures(a), LIBRARIANS),
    "lexicon.changes": (lambda c, a: c.lexicon.changes(a), LIBRARIANS | {"supervisor"}),
    "lexicon.decide": (
        lambda c, a: c.lexicon.decide(a, "garde à vue", "الحراسة النظرية", probability=1),
        LIBRARIANS,
    ),
    "lexicon.entries": (lambda c, a: c.lexicon.entries(a, "garde"), LIBRARIANS),
    "lexicon.learn": (lambda c, a: c.lexicon.learn(a), LIBRARIANS),
    "lexicon.withdraw": (lambda c, a: c.lexicon.withdraw(a, _decision(c)), LIBRARIANS),
    "likeness.pairs": (lambda c, a: c.likeness.pairs(a), LIBRARIANS),
    "history.of_document": (
        lambda c, a: c.history.of_document(a, 1),
        LIBRARIANS | {"supervisor"},
    ),
    "history.undo": (lambda c, a: c.history.undo(a, _change(c)), LIBRARIANS),
    "quality.desk": (lambda c, a: c.quality.desk(a, DeskQuery()), LIBRARIANS),
    "quality.page": (lambda c, a: c.quality.page(a, 1, 1, DeskQuery()), LIBRARIANS),
    "page_images.image": (lambda c, a: c.page_images.image(a, 1, 1), EVERYBODY),
    "recognition.order": (lambda c, a: c.recognition.order(a, [1]), LIBRARIANS),
    "recognition.order_page": (lambda c, a: c.recognition.order_page(a, 1, 1), LIBRARIANS),
    "recognition.progress": (lambda c, a: c.recognition.progress(a, [1]), LIBRARIANS),
    "unlocking.unlock": (
        _but_for_its_conflict(lambda c, a: c.unlocking.unlock(a, 1, "x")),
        LIBRARIANS,
    ),
    "unpacking.take_attachments": (
        _but_for_its_conflict(lambda c, a: c.unpacking.take_attachments(a, 1)),
        LIBRARIANS,
    ),
    "unpacking.unpacked_from": (lambda c, a: c.unpacking.unpacked_from(a, [1]), LIBRARIANS),
    "similar.similar": (lambda c, a: c.similar.similar(a, 1), EVERYBODY),
    "suggestions.completions": (lambda c, a: c.suggestions.completions(a, "te"), EVERYBODY),
    "suggestions.correction": (
        lambda c, a: c.suggestions.correction(a, "texet", total=0),
        EVERYBODY,
    ),
    "term_lists.count": (lambda c, a: c.term_lists.count(a, ["texte"]), EVERYBODY),
    "unanswered.most_frequent": (lambda c, a: c.unanswered.most_frequent(a), LIBRARIANS),
    "unanswered.clear": (lambda c, a: c.unanswered.clear(a), LIBRARIANS),
    "search.search": (lambda c, a: c.search.search(a, SearchRequest("texte")), EVERYBODY),
    "search.search_inside": (
        lambda c, a: c.search.search_inside(a, 1, SearchRequest("texte")),
        EVERYBODY,
    ),
    "search.listed": (lambda c, a: c.search.listed(a, SearchRequest("texte")), EVERYBODY),
    "search.newest": (lambda c, a: c.search.newest(a, SearchRequest("texte"), limit=5), EVERYBODY),
    "vocabularies.ensure_types": (lambda c, a: c.vocabularies.ensure_types(a), LIBRARIANS),
    "vocabularies.collections": (lambda c, a: c.vocabularies.collections(a), EVERYBODY),
    "vocabularies.labels": (lambda c, a: c.vocabularies.labels(a, "fr"), EVERYBODY),
    "vocabularies.save_type": (
        lambda c, a: c.vocabularies.save_type(a, "circulaire", **LABELS),
        LIBRARIANS,
    ),
}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = new_centre(tmp_path_factory.mktemp("walk"))
    deposit(centre, pdf_of("Un texte public"), access="public")
    deposit(centre)
    centre.accounts.add(SYSTEM, "reader@example.org", roles=[Role.READER])
    work(centre)
    return centre


def _asked(centre: Centre) -> Iterator[str]:
    for name in centre.__slots__:
        for method, function in inspect.getmembers(getattr(centre, name), inspect.ismethod):
            if not method.startswith("_") and "actor" in inspect.signature(function).parameters:
                yield f"{name}.{method}"


def test_the_walk_passes_every_method_that_takes_an_actor(centre: Centre) -> None:
    assert set(_asked(centre)) == set(WALK) | WALKED_ELSEWHERE


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("method", WALK)
def test_each_role_is_let_through_or_denied(walked: Centre, method: str, person: str) -> None:
    step, allowed = WALK[method]
    if person in allowed:
        step(walked, PEOPLE[person])
    else:
        with pytest.raises(Denied):
            step(walked, PEOPLE[person])


@pytest.mark.parametrize("person", PEOPLE)
def test_taking_in_files_needs_the_right_to_deposit(
    walked: Centre, person: str, tmp_path: Path
) -> None:
    if person in LIBRARIANS:
        _take(walked, PEOPLE[person], tmp_path)
    else:
        with pytest.raises(Denied):
            _take(walked, PEOPLE[person], tmp_path)
