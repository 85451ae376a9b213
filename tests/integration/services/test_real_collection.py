"""Real recommendations and news, read whole, and the known things found in them."""

import csv
import math
import re
from pathlib import Path
from typing import Final

import pytest

from docsearch.domain.permissions import ANONYMOUS
from docsearch.services.centre import Centre
from docsearch.services.intake import find_files
from tests.factories import LIBRARIAN, answer, assert_sound, new_centre, shown, work

pytestmark = pytest.mark.slow

BATCH: Final = 20
ARABIC_SEED: Final = "002_064e39be56c7c071.txt"


def recommendations(shared_data: Path) -> list[str]:
    path = shared_data / "tracking" / "recommendations.csv"
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    texts = (row[column].strip() for row in rows for column in ("text_fr", "text_ar"))
    return list(dict.fromkeys(text for text in texts if text))


@pytest.fixture(scope="module")
def collection(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Centre:
    centre = new_centre(tmp_path_factory.mktemp("home"))
    folder = tmp_path_factory.mktemp("recommendations")
    texts = recommendations(shared_data)
    for first in range(0, len(texts), BATCH):
        batch = "\n\n".join(texts[first : first + BATCH])
        (folder / f"{first // BATCH:03}.txt").write_text(batch, encoding="utf-8")
    files = find_files([shared_data / "seeds", folder])
    taken = list(centre.intake.take(LIBRARIAN, files, description={"access": "public"}))
    assert [one for one in taken if one.error] == []
    work(centre)
    return centre


def files_found(centre: Centre, query: str) -> list[str]:
    found_documents = answer(centre, query, ANONYMOUS, per_page=1000).found
    return [one.file_name for one in found_documents]


def test_every_text_is_read_and_indexed(collection: Centre, shared_data: Path) -> None:
    texts = recommendations(shared_data)
    assert len(texts) > 1000
    documents = 5 + math.ceil(len(texts) / BATCH)
    assert collection.documents.figures(ANONYMOUS).documents == documents
    assert collection.documents.failures(LIBRARIAN) == []
    assert_sound(collection)


def test_recommendations_are_found_by_their_words(collection: Centre, shared_data: Path) -> None:
    texts = recommendations(shared_data)
    for number in range(0, len(texts), 29):
        words = re.findall(r"\w+", texts[number])[:7]
        assert f"{number // BATCH:03}.txt" in files_found(collection, " ".join(words)), words


@pytest.mark.parametrize("query", ["صندوق الأمم المتحدة للسكان", "الصندوق", "صندوق", "الامم"])
def test_the_arabic_news_is_found_however_it_is_typed(collection: Centre, query: str) -> None:
    assert ARABIC_SEED in files_found(collection, query)


def test_the_exact_name_brings_it_first(collection: Centre) -> None:
    assert files_found(collection, '"صندوق الأمم المتحدة للسكان"')[0] == ARABIC_SEED


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("jumelage", "jumelage"),
        ("droits de l'homme", "homme"),
        ("femmes victimes", "victimes"),
    ],
)
def test_the_french_news_are_found(
    collection: Centre, shared_data: Path, query: str, word: str
) -> None:
    holding = {
        path.name
        for path in (shared_data / "seeds").iterdir()
        if word in path.read_text(encoding="utf-8").lower()
    }
    assert holding
    assert holding <= set(files_found(collection, query))


def test_languages_are_told_apart(collection: Centre) -> None:
    for document in range(1, 6):
        record = shown(collection, document)
        expected = "ar" if record.file_name == ARABIC_SEED else "fr"
        assert record.languages[0] == expected
