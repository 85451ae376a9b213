"""Files of every format made to harm or to mislead who reads them; each is small to send."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from tests.integration.ingest.pdf_samples import assemble

MEGABYTE: Final = 1_000_000

_CONTENT_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCX_BODY: Final = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>"
)
_ODT_BODY: Final = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>%s</text:p></office:text></office:body></office:document-content>"
)


class FullDisk(NamedTuple):
    """What the system tells of a disk without room."""

    free: int = 1_000


def zip_of(files: Mapping[str, bytes | str], *, encrypted: bool = False) -> bytes:
    """Return an archive; an ``encrypted`` one only says so, which no password can change."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content = written.getvalue()
    if encrypted:
        for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content = _with_flag(content, signature, flags)
    return content


def zip_bomb(megabytes: int = 30) -> bytes:
    return zip_of({"rapport.txt": bytes(megabytes * MEGABYTE)})


def zip_of_zip_bombs() -> bytes:
    return zip_of({f"{number}.zip": zip_bomb() for number in range(9)})


def docx_of(text: str, *, document_type: str = "") -> bytes:
    body = f'<?xml version="1.0"?>{document_type}{_DOCX_BODY % text}'
    files = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": body,
    }
    return zip_of(files)


def odt_of(text: str, *, document_type: str = "") -> bytes:
    body = f'<?xml version="1.0"?>{document_type}{_ODT_BODY % text}'
    return zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": body})


def entity_bomb(name: str) -> str:
    """Return a document type whose entity ``&z;`` unfolds to a thousand million letters."""
    entities = [f'<!ENTITY a "{"a" * 10}">']
    for before, after in pairwise("abcdefghz"):
        entities.append(f'<!ENTITY {after} "{f"&{before};" * 10}">')
    return f"<!DOCTYPE {name} [{''.join(entities)}]>"


def foreign_entity(name: str) -> str:
    """Return a document type whose entity ``&z;`` is a file of this machine."""
    return f'<!DOCTYPE {name} [<!ENTITY z SYSTEM "file:///etc/passwd">]>'


def docx_with_entities() -> bytes:
    return docx_of("&z;", document_type=entity_bomb("w:document"))


def odt_with_entities() -> bytes:
    return odt_of("&z;", document_type=entity_bomb("office:document-content"))


def program() -> bytes:
    """Return what begins like a Windows program."""
    return b"MZ\x90\x00" + bytes(range(256)) * 40


def vast_picture(side: int = 20_000) -> bytes:
    """Return a PNG of a few kilobytes that is drawn on so many pixels each way."""
    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack("!IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack("!I", len(content)) + kind + content
        + struct.pack("!I", zlib.crc32(kind + content))
        for kind, content in chunks
    )  # fmt: skip


def many_frames(count: int) -> bytes:
    """Return a TIFF of so many pages, all of which show the same eight blank rows."""
    tags = ((256, 8), (257, 8), (259, 1), (262, 1), (273, 8), (278, 8), (279, 8))
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    size = 2 + len(entries) + 4
    places = [*range(16, 16 + count * size, size), 0]
    frames = (
        struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)
        for following in places[1:]
    )
    return b"II*\0" + struct.pack("<I", places[0]) + bytes(8) + b"".join(frames)


def mail_with_attachments(count: int) -> bytes:
    header = (
        "From: a@example.org\nTo: b@example.org\nSubject: Envoi\n"
        "Date: Mon, 2 Nov 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="rive"\n\n'
    )
    body = "--rive\nContent-Type: text/plain\n\nCi-joint le genièvre attendu.\n"
    attachments = (
        f"--rive\nContent-Type: text/plain\nContent-Disposition: attachment; "
        f'filename="{number}.txt"\n\nNote {number}\n'
        for number in range(count)
    )
    return f"{header}{body}{''.join(attachments)}--rive--\n".encode()


def nested_mail(depth: int) -> bytes:
    """Return a message in a message in a message."""
    opening = "From: a@example.org\nTo: b@example.org\nSubject: Envoi\nMIME-Version: 1.0\n"
    return f"{opening}Content-Type: message/rfc822\n\n".encode() * depth + b"Fin\n"


def nested_page(depth: int) -> bytes:
    """Return a saved web page whose only words stand in so many boxes."""
    return b"<!doctype html><html><body>" + b"<div>" * depth + "Les mots cachés".encode()


def locked_office() -> bytes:
    """Return what Word makes of a text that it saves with a password, as far as anybody sees."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return start + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def nested_groups(depth: int) -> bytes:
    return rb"{\rtf1\ansi " + b"{" * depth + b"Les mots" + b"}" * depth + b"}"


def circular_form() -> bytes:
    """Return a PDF with two forms that draw one another."""
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9]"
        b" /Resources << /XObject << /F %d 0 R >> >> /Length 5 >>\nstream\n/F Do\nendstream"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        b" /Resources << /XObject << /F 5 0 R >> >> >>"
    )
    tree = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    content = b"<< /Length 5 >>\nstream\n/F Do\nendstream"
    return assemble([b"<< /Type /Catalog /Pages 2 0 R >>", tree, page, content, form % 6, form % 5])


def _with_flag(content: bytes, signature: bytes, place: int) -> bytes:
    changed = bytearray(content)
    found = changed.find(signature)
    while found >= 0:
        changed[found + place] |= 1
        found = changed.find(signature, found + 4)
    return bytes(changed)
