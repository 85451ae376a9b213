"""Messages as people send them: odd headers, stubs, forwarded ones, saved pages."""

from email.message import EmailMessage
from email.mime.application import MIMEApplication
from pathlib import Path
from typing import cast

import pytest

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.contents import Member, unpack
from docsearch.ingest.formats.mail_text import read_mail
from docsearch.ingest.readings import MediaType, PageReading, Properties
from tests.integration.ingest.format_samples import ARABIC, FRENCH, html_of, mail_of


def read(folder: Path, content: bytes) -> tuple[Properties, str]:
    path = folder / "message.eml"
    path.write_bytes(content)
    properties, *sections = read_mail(path, 1, 100)
    assert isinstance(properties, Properties)
    return properties, "\n\n".join(one.text for one in sections if isinstance(one, PageReading))


def raw(subject: bytes, body: bytes, kind: bytes = b"text/plain") -> bytes:
    return (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: " + subject
        + b"\r\nContent-Type: " + kind + b"\r\n\r\n" + body
    )  # fmt: skip


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
def test_letters_that_no_header_may_hold(tmp_path: Path, charset: str) -> None:
    subject = "جواب الوزارة عن قائمة المسائل"
    text = ARABIC[0]
    kind = f"text/plain; charset={charset}".encode()
    properties, found = read(tmp_path, raw(subject.encode(charset), text.encode(charset), kind))
    assert properties.title == subject
    assert found.endswith(text)


@pytest.mark.parametrize(
    "kind", [b"text/plain", b"text/plain; charset=x-nothing", b"text/plain; charset=ascii"]
)
def test_a_charset_that_is_missing_or_wrong(tmp_path: Path, kind: bytes) -> None:
    _, found = read(tmp_path, raw(b"Objet", ARABIC[1].encode("cp1256"), kind))
    assert found.endswith(ARABIC[1])


@pytest.mark.parametrize(
    "subject",
    [b"=?utf-8?q?=C3=89t=C3=A9_2019?=", b"=?ISO-8859-1?B?yXTpIDIwMTk=?=", b"\xc9t\xe9 2019"],
)
def test_encoded_subjects(tmp_path: Path, subject: bytes) -> None:
    assert read(tmp_path, raw(subject, b"x"))[0].title == "Été 2019"


@pytest.mark.parametrize("date", [b"", b"hier", b"32 Foo 99999"])
def test_dates_that_are_none(tmp_path: Path, date: bytes) -> None:
    content = b"Date: " + date + b"\r\n" + raw(b"Objet", b"corps")
    assert read(tmp_path, content)[0].created is None


def test_plain_text_goes_before_mark_up_unless_it_is_a_stub(tmp_path: Path) -> None:
    page = html_of(*FRENCH).decode()
    _, found = read(tmp_path, mail_of("Le texte en clair du message. " * 5, subject="s", html=page))
    assert "en clair" in found
    assert FRENCH[1] not in found
    _, found = read(tmp_path, mail_of("Voir en HTML", subject="s", html=page))
    assert "Voir en HTML" not in found
    assert FRENCH[1] in found


def test_lines_that_flow_are_joined(tmp_path: Path) -> None:
    body = b"Une phrase qui \r\ncontinue ici.\r\nUne autre."
    _, found = read(tmp_path, raw(b"s", body, b"text/plain; format=flowed"))
    assert found.endswith("Une phrase qui continue ici.\nUne autre.")


def test_a_forwarded_message_is_read_with_what_it_brings(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Demande initiale", "comite@example.org"
    inner.set_content("La demande.")
    inner.add_attachment("liste", filename="liste.txt")
    outer = EmailMessage()
    outer["Subject"] = "TR : demande"
    outer.set_content("Pour suite à donner.")
    outer.add_attachment(inner)
    properties, found = read(tmp_path, outer.as_bytes())
    assert [line.title for line in properties.outline] == ["TR : demande", "Demande initiale"]
    assert found.index("Pour suite") < found.index("Demande initiale") < found.index("La demande.")
    items = list(unpack(tmp_path / "message.eml", MediaType.EML, 1000))
    assert items[0] == Member("liste.txt")


def test_pictures_of_the_layout_are_not_attached(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "s"
    message.set_content("x")
    logo = MIMEApplication(b"logo", "octet-stream")
    logo["Content-ID"] = "<logo@x>"
    logo["Content-Disposition"] = 'inline; filename="logo.png"'
    message.make_mixed()
    message.attach(cast(EmailMessage, logo))
    properties, _ = read(tmp_path, message.as_bytes())
    assert properties.notices == frozenset()
    assert list(unpack(tmp_path / "message.eml", MediaType.EML, 1000)) == []


def test_a_page_that_a_browser_saved(tmp_path: Path) -> None:
    page = html_of(*FRENCH, around="<nav>Menu du site</nav>")
    content = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/x\r\n"
        b"Subject: Un titre\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html\r\nContent-Location: https://example.org/x\r\n\r\n" + page
        + b"\r\n--B\r\nContent-Type: image/png\r\nContent-Location: https://example.org/a.png\r\n"
        b"\r\nxx\r\n--B--\r\n"
    )  # fmt: skip
    _, found = read(tmp_path, content)
    assert found.split("\n\n") == ["Un titre", *FRENCH]


@pytest.mark.parametrize("kind", ["multipart/mixed; boundary=B{0}\n\n--B{0}", "message/rfc822\n"])
def test_parts_in_parts_without_end_are_refused(tmp_path: Path, kind: str) -> None:
    parts = "".join(f"Content-Type: {kind.format(number)}\n" for number in range(1200))
    with pytest.raises(ExtractionFailed) as failure:
        read(tmp_path, f"Subject: s\n{parts}".encode())
    assert failure.value.reason is FailureReason.DAMAGED


def test_mark_up_without_a_bottom_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExtractionFailed, match="nested too deeply"):
        read(tmp_path, raw(b"s", b"<i>" * 100_000, b"text/html"))


@pytest.mark.parametrize(
    "content",
    [
        b"Subject: s\r\nFrom: x\r\nDate: y\r\n",
        raw(b"s", b"x", b"multipart/mixed; boundary=B"),
        raw(b"s", b"--B\r\n" * 500, b"multipart/mixed; boundary=B"),
        raw(b"s", b"!!!!", b"text/plain\r\nContent-Transfer-Encoding: base64"),
        raw(b"=?utf-8?b?////?= =?x", b"x"),
        b"To: " + b"a," * 5000 + b"\r\n" + raw(b"s", b"x"),
    ],
)
def test_odd_messages_are_read_as_far_as_they_go(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content)[0].page_count >= 1
