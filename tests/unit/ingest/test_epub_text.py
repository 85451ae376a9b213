"""Electronic books: the order of the spine, titles from the contents, locks."""

import io
import zipfile
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.epub_text import read_epub
from docsearch.ingest.readings import PageReading, Properties
from tests.integration.ingest.format_samples import epub_of, zip_of


def read(folder: Path, content: bytes) -> tuple[Properties, list[str]]:
    path = folder / "livre.epub"
    path.write_bytes(content)
    properties, *sections = read_epub(path, 1, 100)
    assert isinstance(properties, Properties)
    texts = [one.text for one in sections if isinstance(one, PageReading)]
    return properties, "\n\n".join(texts).split("\n\n")


def changed(content: bytes, name: str, before: str, after: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    assert before.encode() in files[name]
    files[name] = files[name].replace(before.encode(), after.encode())
    return zip_of(files)


BOOK = epub_of("un", "deux", "trois")


def test_chapters_come_in_the_order_of_the_spine(tmp_path: Path) -> None:
    other = changed(BOOK, "OEBPS/content.opf", '<itemref idref="c0"/>', "")
    assert read(tmp_path, BOOK)[1] == ["un", "deux", "trois"]
    assert read(tmp_path, other)[1] == ["deux", "trois"]
    linear = changed(BOOK, "OEBPS/content.opf", 'idref="c1"', 'idref="c1" linear="no"')
    assert read(tmp_path, linear)[1] == ["un", "trois"]


def test_a_chapter_without_a_bottom_is_refused(tmp_path: Path) -> None:
    book = changed(BOOK, "OEBPS/text/c1.xhtml", "<p>", "<i>" * 100_000)
    with pytest.raises(ExtractionFailed, match="nested too deeply"):
        read(tmp_path, book)


def test_a_chapter_that_is_missing_is_left_out(tmp_path: Path) -> None:
    lost = changed(BOOK, "OEBPS/content.opf", "text/c1.xhtml", "text/c%201.xhtml")
    assert read(tmp_path, lost)[1] == ["un", "trois"]


def test_the_contents_of_older_books(tmp_path: Path) -> None:
    book = changed(
        BOOK,
        "OEBPS/content.opf",
        'href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"',
        'href="nav.xhtml" media-type="application/x-dtbncx+xml"',
    )
    ncx = "<ncx><navMap><navPoint><navLabel><text>deux</text></navLabel>"
    ncx += '<content src="text/c1.xhtml#x"/></navPoint></navMap></ncx>'
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    properties, _ = read(tmp_path, zip_of({**files, "OEBPS/nav.xhtml": ncx}))
    assert [line.title for line in properties.outline] == ["deux"]


@pytest.mark.parametrize(
    ("algorithm", "locked"),
    [
        ("http://www.idpf.org/2008/embedding", False),
        ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", True),
    ],
)
def test_locked_books(tmp_path: Path, algorithm: str, locked: bool) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        files: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    files["META-INF/encryption.xml"] = f'<e><EncryptionMethod Algorithm="{algorithm}"/></e>'
    if not locked:
        assert read(tmp_path, zip_of(files))[1] == ["un", "deux", "trois"]
        return
    with pytest.raises(ExtractionFailed) as failure:
        read(tmp_path, zip_of(files))
    assert failure.value.reason is FailureReason.PROTECTED


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("META-INF/container.xml", "rootfile ", "other "),
        ("META-INF/container.xml", "OEBPS/content.opf", "../../../etc/passwd"),
        ("OEBPS/content.opf", "</package>", ""),
    ],
)
def test_broken_books_are_damaged(tmp_path: Path, name: str, before: str, after: str) -> None:
    with pytest.raises(ExtractionFailed) as failure:
        read(tmp_path, changed(BOOK, name, before, after))
    assert failure.value.reason is FailureReason.DAMAGED
