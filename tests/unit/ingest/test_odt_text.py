"""OpenDocument texts: white space, tables, notes, boxes, what is deleted, passwords."""

import io
import zipfile
from pathlib import Path

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.odt_text import read_odt
from docsearch.ingest.readings import PageReading
from tests.integration.ingest.format_samples import odt_of, zip_of

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
    )
)


def odt_with(body: str, styles: str = "") -> bytes:
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {SPACES}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    }
    if styles:
        files["styles.xml"] = f"<s {SPACES} xmlns:style='urn:x:style'>{styles}</s>"
    return zip_of(files)


def text_of(folder: Path, content: bytes) -> str:
    path = folder / "lettre.odt"
    path.write_bytes(content)
    _, *sections = read_odt(path, 1, 100)
    return "\n\n".join(one.text for one in sections if isinstance(one, PageReading))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (
            "<text:p>a\n  b<text:s text:c='3'/>c<text:tab/>d<text:line-break/>e</text:p>",
            "a b   c\td\ne",
        ),
        ("<text:p>un <text:span>mot</text:span> <text:a>lien</text:a>.</text:p>", "un mot lien."),
        (
            "<text:p>un<office:annotation><text:p>remarque</text:p></office:annotation>"
            " mot</text:p>",
            "un mot",
        ),
        (
            "<text:tracked-changes><text:p>parti</text:p></text:tracked-changes><text:p>reste</text:p>",
            "reste",
        ),
        (
            "<text:p>mot<text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>la note</text:p></text:note-body></text:note>.</text:p><text:p>suite</text:p>",
            "mot.\n\nsuite\n\nla note",
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>boîte</text:p></draw:text-box></draw:frame>b</text:p>",
            "ab\n\nboîte",
        ),
        (
            "<text:list><text:list-item><text:p>un</text:p></text:list-item></text:list>"
            "<text:section><text:p>deux</text:p></text:section>",
            "un\n\ndeux",
        ),
        (
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p>"
            "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
            "</table:table-header-rows><table:table-row><table:table-cell><text:p>c</text:p>"
            "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>",
            "a\tb\nc",
        ),
        ("<text:p>a<text:s text:c='999999999'/>b</text:p>", "a" + " " * 100 + "b"),
    ],
)
def test_the_body_in_its_order(tmp_path: Path, body: str, text: str) -> None:
    assert text_of(tmp_path, odt_with(body)) == text


def test_what_pages_repeat_is_read_once_and_last(tmp_path: Path) -> None:
    header = "<style:header><text:p>Royaume du Maroc</text:p></style:header>"
    footer = "<style:footer><text:p>7</text:p></style:footer>"
    content = odt_with("<text:p>Objet</text:p>", header + footer + header)
    assert text_of(tmp_path, content) == "Objet\n\nRoyaume du Maroc"


def test_a_password_is_named_as_such(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(odt_of("x"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["META-INF/manifest.xml"] = b"<manifest><encryption-data/></manifest>"
    with pytest.raises(ExtractionFailed) as failure:
        text_of(tmp_path, zip_of(files))
    assert failure.value.reason is FailureReason.PROTECTED


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    content = zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            "<o:d xmlns:o='urn:o'><o:body><o:p>corps&e;</o:p></o:body></o:d>",
        }
    )
    assert text_of(tmp_path, content) == "corps"
