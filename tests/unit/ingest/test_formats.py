"""Every format gives back the very characters that were written, in French and in Arabic."""

from collections.abc import Callable
from pathlib import Path

import pytest

from docsearch.domain.dates import PartialDate
from docsearch.domain.documents import FailureReason
from docsearch.ingest.extract import EXTRACTORS
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.kinds import kind_of
from docsearch.ingest.readings import MediaType, PageReading, Properties
from docsearch.text.characters import clean_characters
from tests.integration.ingest.format_samples import (
    ARABIC,
    FRENCH,
    docx_of,
    epub_of,
    html_of,
    mail_of,
    odt_of,
    paragraphs_of,
    rtf_of,
)

Make = Callable[..., bytes]

WRITERS: dict[MediaType, Make] = {
    MediaType.DOCX: docx_of,
    MediaType.ODT: odt_of,
    MediaType.RTF: rtf_of,
    MediaType.HTML: html_of,
    MediaType.EPUB: epub_of,
}
DESCRIBED = [MediaType.DOCX, MediaType.ODT, MediaType.RTF, MediaType.EPUB]


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], tuple[Properties, list[PageReading]]]:
    def read(content: bytes) -> tuple[Properties, list[PageReading]]:
        path = tmp_path / "file"
        path.write_bytes(content)
        with path.open("rb") as file:
            kind = kind_of(file)
        properties, *sections = EXTRACTORS[kind](path, 1, 1_000)
        assert isinstance(properties, Properties)
        return properties, [one for one in sections if isinstance(one, PageReading)]

    return read


Read = Callable[[bytes], tuple[Properties, list[PageReading]]]


@pytest.mark.parametrize("paragraphs", [FRENCH, ARABIC, FRENCH + ARABIC], ids=["fr", "ar", "both"])
@pytest.mark.parametrize("kind", WRITERS)
def test_no_character_is_lost(read: Read, kind: MediaType, paragraphs: tuple[str, ...]) -> None:
    _, sections = read(WRITERS[kind](*paragraphs))
    assert paragraphs_of([section.text for section in sections]) == list(paragraphs)
    assert sections[0].label.startswith(paragraphs[0][:30])


@pytest.mark.parametrize("kind", WRITERS)
def test_long_texts_are_cut_at_their_headings(read: Read, kind: MediaType, tmp_path: Path) -> None:
    paragraphs = [f"Paragraphe {number} : {FRENCH[1]}" for number in range(120)]
    properties, sections = read(WRITERS[kind](*paragraphs))
    assert properties.page_count == len(sections) > 2
    assert [section.number for section in sections] == list(range(1, len(sections) + 1))
    assert paragraphs_of([section.text for section in sections]) == paragraphs
    resumed = list(EXTRACTORS[kind](tmp_path / "file", 3, 1_000))
    assert resumed[1:] == sections[2:]
    with pytest.raises(ExtractionFailed) as refusal:
        list(EXTRACTORS[kind](tmp_path / "file", 1, 2))
    assert refusal.value.reason is FailureReason.TOO_MANY_PAGES


@pytest.mark.parametrize("kind", DESCRIBED)
def test_a_file_says_what_it_is(read: Read, kind: MediaType) -> None:
    properties, _ = read(WRITERS[kind](*ARABIC, title="تقرير 2019", author="Délégation"))
    assert (properties.title, properties.author) == ("تقرير 2019", "Délégation")
    if kind != MediaType.DOCX:
        assert properties.created == PartialDate(2019, 5, 2)
    assert properties.outline[0][:2] == (1, ARABIC[0])


def test_a_message_is_its_subject_its_people_and_its_text(read: Read) -> None:
    properties, (section,) = read(mail_of(*ARABIC, subject="جواب عن قائمة المسائل"))
    assert properties.title == "جواب عن قائمة المسائل"
    assert properties.author == "Amina Benali"
    assert properties.created == PartialDate(2019, 5, 2)
    subject, people, *text = section.text.split("\n\n")
    assert subject == properties.title
    assert people.split("\n") == [
        "Amina Benali <amina@example.org>",
        "→ centre@example.org",
        "2019-05-02 10:00",
    ]
    assert [one.strip() for one in text] == list(ARABIC)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_without_text_is_one_empty_section(read: Read, kind: MediaType) -> None:
    _, sections = read(WRITERS[kind](" "))
    assert [clean_characters(section.text).strip() for section in sections] == [""]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_cut_short_fails_or_gives_what_is_left(
    read: Read, kind: MediaType, tmp_path: Path
) -> None:
    content = WRITERS[kind](*FRENCH)
    for length in range(12, len(content), max(len(content) // 15, 1)):
        assert reason_of(read, content[:length]) in {
            None,
            FailureReason.DAMAGED,
            FailureReason.UNSUPPORTED,
        }


def reason_of(read: Read, content: bytes) -> FailureReason | None:
    try:
        read(content)
    except ExtractionFailed as failure:
        return failure.reason
    return None
