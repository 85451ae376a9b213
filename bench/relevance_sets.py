"""Questions and the passage that answers each, from the real material."""

import csv
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from docsearch.text.analysis import analyze

_SEED: Final = 4
_HEADLINES: Final = 1000
_REMEMBERED_WORDS: Final = 4
_LAW_SUBJECT: Final = re.compile(r"\b(?:portant|concernant|relatif|relative|modifiant|fixant)\b.*")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the number of the passage that answers it."""

    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class RelevanceSet:
    """Questions over passages of one language."""

    name: str
    language: str
    passages: tuple[str, ...]
    questions: tuple[Question, ...]


def relevance_sets(data: Path, most: int | None) -> Iterator[RelevanceSet]:
    """Yield the sets, with at most so many questions each.

    Questions were asked by people of ARCD and PIAF. Headlines ask for the article under them,
    subjects of laws for the law. Of recommendations somebody remembers a few words, drawn at
    random: twins among them make the last places unreachable.
    """
    relevance = data / "relevance"
    yield _answered("ARCD train", "ar", relevance / "arcd_train.json", most)
    yield _answered("PIAF 1.0", "fr", relevance / "piaf_v1.0.json", most)
    corpus = data / "corpus"
    yield _titled("news, headlines", "ar", _works(corpus / "news_ar.jsonl.gz", most), most)
    yield _titled("laws, subjects", "fr", _works(corpus / "law_fr.jsonl.gz", most), most)
    for language in ("ar", "fr"):
        yield _remembered(language, data / "tracking" / "recommendations.csv", most)


def _answered(name: str, language: str, path: Path, most: int | None) -> RelevanceSet:
    articles = json.loads(path.read_text("utf-8"))["data"]
    numbers: dict[str, int] = {}
    questions = []
    for article in articles:
        for paragraph in article["paragraphs"]:
            passage = numbers.setdefault(paragraph["context"], len(numbers))
            questions += [Question(asked["question"], passage) for asked in paragraph["qas"]]
    return RelevanceSet(name, language, tuple(numbers), tuple(questions[:most]))


def _works(path: Path, most: int | None) -> Iterator[Mapping[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, most))


def _titled(
    name: str, language: str, works: Iterable[Mapping[str, str]], most: int | None
) -> RelevanceSet:
    passages: list[str] = []
    questions = []
    for work in works:
        subject = work["title"]
        if language == "fr" and (found := _LAW_SUBJECT.search(subject)):
            subject = found[0]
        # A law repeats its title in its first line, which would give the answer away.
        text = work["text"].replace(work["title"], " ").replace(subject, " ")[:3000]
        if subject.strip() and text.strip():
            questions.append(Question(subject, len(passages)))
            passages.append(text)
    chosen = random.Random(_SEED).sample(questions, min(most or _HEADLINES, len(questions)))
    return RelevanceSet(name, language, tuple(passages), tuple(chosen))


def _remembered(language: str, path: Path, most: int | None) -> RelevanceSet:
    with path.open(encoding="utf-8", newline="") as lines:
        texts = [row[f"text_{language}"] for row in csv.DictReader(lines)]
    passages = tuple(dict.fromkeys(filter(str.strip, texts)))
    chance = random.Random(_SEED)
    questions = []
    for number, passage in enumerate(passages[:most]):
        words = {passage[token.start : token.end]: None for token in analyze(passage) if token.stem}
        remembered = chance.sample(list(words), min(_REMEMBERED_WORDS, len(words)))
        questions.append(Question(" ".join(remembered), number))
    return RelevanceSet("recommendations, four words", language, passages, tuple(questions))
