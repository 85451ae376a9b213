"""Lucene's analyzers and BM25, as the peer of ``make bench-relevance``."""

import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.relevance_sets import RelevanceSet

_PROGRAM: Final = Path(__file__).with_name("LucenePeer.java")
_JARS: Final = Path("/usr/share/java")
_NEEDED: Final = ("core", "analyzers-common")
_LONGEST_RUN: Final = 600


class LuceneMissing(Exception):
    """Lucene cannot be run here; the message says why."""


def lucene_rankings(asked: RelevanceSet) -> list[list[int]]:
    """Return the passages that Lucene finds for each question, best first.

    An OR query of all words over the analyzer of the language with its own stop words.
    """
    jars = _jars()
    with TemporaryDirectory() as folder:
        passages, questions = Path(folder, "passages"), Path(folder, "questions")
        _write(passages, asked.passages)
        _write(questions, (question.text for question in asked.questions))
        command = [_java(), "-cp", ":".join(map(str, jars)), str(_PROGRAM), asked.language]
        ran = subprocess.run(
            [*command, str(passages), str(questions)],
            capture_output=True,
            encoding="utf-8",
            timeout=_LONGEST_RUN,
            check=False,
        )
    if ran.returncode:
        raise LuceneMissing(f"Java cannot run it: {ran.stderr.strip()[:200]}")
    return [[int(number) for number in line.split()] for line in ran.stdout.split("\n")[:-1]]


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise LuceneMissing("there is no Java here")
    return java


def _jars() -> Sequence[Path]:
    found = [sorted(_JARS.glob(f"lucene-{name}-8*.jar")) for name in _NEEDED]
    if not all(found):
        raise LuceneMissing("the Debian package liblucene8-java is not installed")
    return [jars[-1] for jars in found]


def _write(path: Path, texts: Iterable[str]) -> None:
    path.write_text("".join(" ".join(text.split()) + "\n" for text in texts), encoding="utf-8")
