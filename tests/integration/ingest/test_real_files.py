"""Files that others made: every one ends as text or with a reason."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.identify import combine_languages
from docsearch.ingest.limits import Limits
from docsearch.ingest.pipeline import read
from docsearch.ingest.readings import PageReading
from docsearch.ingest.receive import receive

LABELS = Path(__file__).resolve().parents[2] / "labels" / "pages.csv"
LIMITS = Limits(wall_seconds=20, cpu_seconds=15, memory_bytes=1_000_000_000)

REASONS_OF_THEIR_OWN = {FailureReason.ENCRYPTED, FailureReason.DAMAGED}


def pages_of(path: Path) -> list[PageReading]:
    return [
        page
        for batch in read(path, receive(path, LIMITS), path.name, LIMITS)
        for page in batch.pages
    ]


def text_of(path: Path) -> str:
    return "\n".join(page.text for page in pages_of(path))


def labelled_files(data: Path, *, files_of_each_kind: int) -> Iterator[tuple[Path, dict[int, str]]]:
    """Yield files and what a person said of their pages, some for each reason given."""
    labels: defaultdict[Path, dict[int, str]] = defaultdict(dict)
    kinds: defaultdict[tuple[str, str], dict[Path, None]] = defaultdict(dict)
    with LABELS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            path = data / "pdfs" / row["folder"] / row["file"]
            labels[path][int(row["page"])] = row["label"]
            kinds[row["folder"], row["reason"]][path] = None
    chosen = {path for paths in kinds.values() for path in list(paths)[:files_of_each_kind]}
    yield from ((path, labels[path]) for path in sorted(chosen))


def language_of(path: Path) -> str:
    pages = pages_of(path)
    return combine_languages((page.languages, page.letters) for page in pages)[0].code


def test_news_are_read_in_their_language(shared_data: Path) -> None:
    seeds = sorted((shared_data / "seeds").glob("*.txt"))
    assert Counter(map(language_of, seeds)) == {"fr": 4, "ar": 1}
    arabic = next(seed for seed in seeds if language_of(seed) == "ar")
    assert "صندوق الأمم المتحدة للسكان" in text_of(arabic)


def test_texts_by_every_producer_are_found(shared_data: Path) -> None:
    folder = shared_data / "pdfs" / "truth"
    files = sorted(folder.glob("hyph_fr__*.pdf"))
    assert len(files) == 4
    truth = set((folder / "hyph_fr.txt").read_text().split())
    for file in files:
        words = set(text_of(file).split())
        assert len(truth & words) / len(truth) > 0.9, file.name


def test_codes_lose_their_running_lines(shared_data: Path) -> None:
    pages = pages_of(shared_data / "pdfs" / "french" / "moudawana.pdf")
    assert len(pages) == 132
    # Its cover is in false bold.
    assert pages[0].text.startswith("« CODE DE LA\nFAMILLE »")
    numbered = [page for page in pages if page.text.endswith(f"\n{page.number}")]
    assert len(numbered) < 5


def test_scans_give_pages_without_a_letter(shared_data: Path) -> None:
    pages = pages_of(shared_data / "pdfs" / "arabic" / "pdf-node-61129.pdf")
    assert pages
    assert sum(page.letters for page in pages) == 0


def test_pages_that_need_their_picture_are_told_from_the_others(shared_data: Path) -> None:
    for path, labels in labelled_files(shared_data, files_of_each_kind=1):
        found = {page.number: "bad" if page.unusable else "good" for page in pages_of(path)}
        assert {number: found[number] for number in labels} == labels, path.name


@pytest.mark.slow
def test_broken_files_end_as_text_or_with_a_reason(shared_data: Path) -> None:
    outcomes: Counter[str] = Counter()
    files = [path for path in (shared_data / "pdfs" / "robustness").rglob("*") if path.is_file()]
    for path in files:
        try:
            pages_of(path)
        except ExtractionFailed as failure:
            outcomes[failure.reason] += 1
        else:
            outcomes["text"] += 1
    assert outcomes.total() == len(files) > 300
    assert outcomes["text"] > len(files) / 2
    assert set(outcomes) <= {"text", *REASONS_OF_THEIR_OWN}
