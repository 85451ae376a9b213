"""Files of every format but PDF, made for tests with the libraries that write them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from typing import Any, Final

import docx
from odf import dc, meta, text
from odf.opendocument import OpenDocumentText
from PIL import Image, ImageDraw

FRENCH: Final = (
    "Rapport national sur les droits de l’homme",
    "Le Comité note avec satisfaction l’œuvre accomplie : « réformes », visites et été 2019.",
    "Il recommande à l’État partie de ratifier le Protocole facultatif dès que possible.",
)
ARABIC: Final = (
    "التقرير الوطني حول حقوق الإنسان",
    "تلاحظ اللجنة بارتياح ما أُنجز من إصلاحات، وتشكر الدولة الطرف على تعاونها.",
    "وتوصي بالتصديق على البروتوكول الاختياري في أقرب الآجال؛ المادة 12 من الدستور.",
)
LEGACY_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Files = Mapping[str, str | bytes]


def docx_of(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """Return a Word file whose first paragraph is a heading."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, author
    for index, paragraph in enumerate(paragraphs):
        document.add_paragraph(paragraph, style="Heading 1" if index == 0 else None)
    return saved(document)


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def odt_of(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """Return an OpenDocument text whose first paragraph is a heading."""
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text=title))
    document.meta.addElement(meta.InitialCreator(text=author))
    document.meta.addElement(meta.CreationDate(text="2019-05-02T10:00:00"))
    for index, paragraph in enumerate(paragraphs):
        element = text.H(outlinelevel=1) if index == 0 else text.P()
        element.addText(paragraph)
        document.text.addElement(element)
    return saved(document)


def rtf_of(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """Return a Rich Text file as Word writes it: every letter beyond ASCII by its number."""
    body = "\\par\n\\pard ".join(map(_rtf_escaped, paragraphs))
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}"
        f"{{\\info{{\\title {_rtf_escaped(title)}}}{{\\author {_rtf_escaped(author)}}}"
        "{\\creatim\\yr2019\\mo5\\dy2\\hr10}}"
        f"{{\\stylesheet{{\\s1 heading 1;}}}}\\pard\\s1 {body}\\par}}"
    ).encode("ascii")


def _rtf_escaped(paragraph: str) -> str:
    return "".join(one if one.isascii() else f"\\u{ord(one)}?" for one in paragraph)


def html_of(*paragraphs: str, title: str = "", charset: str = "utf-8", around: str = "") -> bytes:
    """Return a web page whose first paragraph is a heading."""
    heading, *others = paragraphs
    body = "".join(f"<p>{one}</p>\n" for one in others)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title}</title></head>'
        f"<body>{around}<div><h1>{heading}</h1>\n{body}</div></body></html>"
    ).encode(charset)


_CONTAINER: Final = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    ' version="1.0"><rootfiles><rootfile full-path="OEBPS/content.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub_of(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """Return a book with a chapter for each paragraph, stored out of their order."""
    chapters = {f"c{index}": paragraph for index, paragraph in enumerate(paragraphs)}
    items = "".join(
        f'<item id="{one}" href="text/{one}.xhtml" media-type="application/xhtml+xml"/>'
        for one in chapters
    )
    order = "".join(f'<itemref idref="{one}"/>' for one in chapters)
    entries = "".join(
        f'<li><a href="text/{one}.xhtml">{paragraph}</a></li>'
        for one, paragraph in chapters.items()
    )
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        f"<dc:date>2019-05-02</dc:date></metadata><manifest>{items}"
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"</manifest><spine>{order}</spine></package>"
    )
    nav = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f'<body><nav epub:type="toc"><ol>{entries}</ol></nav></body></html>'
    )
    pages = {
        f"OEBPS/text/{one}.xhtml": (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
            f"<body><p>{paragraph}</p></body></html>"
        )
        for one, paragraph in reversed(chapters.items())
    }
    return zip_of(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "OEBPS/content.opf": package,
            "OEBPS/nav.xhtml": nav,
            **pages,
        }
    )


def mail_of(
    *paragraphs: str, subject: str = "", attachments: Files | None = None, html: str = ""
) -> bytes:
    """Return a message in plain text, with an HTML version if there is one."""
    message = EmailMessage()
    message["From"] = "Amina Benali <amina@example.org>"
    message["To"] = "centre@example.org"
    message["Date"] = "Thu, 02 May 2019 10:00:00 +0100"
    message["Subject"] = subject
    message.set_content("\n\n".join(paragraphs))
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in (attachments or {}).items():
        content = content.encode() if isinstance(content, str) else content
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


def zip_of(files: Files, *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these files, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def picture_of(
    *texts: str, kind: str = "PNG", size: tuple[int, int] = (400, 560), **options: Any
) -> bytes:
    """Return a picture, a TIFF with a page for each text."""
    pages = []
    for written in texts:
        page = Image.new("RGB", size, "white")
        ImageDraw.Draw(page).text((20, 20), written, fill="black")
        pages.append(page)
    target = io.BytesIO()
    more: dict[str, Any] = {"save_all": True, "append_images": pages[1:]} if pages[1:] else {}
    pages[0].save(target, kind, **more, **options)
    return target.getvalue()


def changed_docx(content: bytes, changes: Mapping[str, tuple[str, str]], **more: str) -> bytes:
    """Return a Word file with text of its parts replaced, and with more parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, (before, after) in changes.items():
        part = parts[name]
        assert isinstance(part, bytes)
        assert before.encode() in part, before
        parts[name] = part.replace(before.encode(), after.encode())
    return zip_of({**parts, **more})


def paragraphs_of(sections: Sequence[str]) -> list[str]:
    """Return the paragraphs of sections."""
    return [one for section in sections for one in section.split("\n\n")]


def locked_zip(files: Files, password: str) -> bytes:
    """Return an archive under the password of old, which the standard library can only read."""
    content = bytearray(zip_of(files, compression=zipfile.ZIP_STORED))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    target, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.filename.encode()
        stored = content[entry.header_offset + 30 + len(name) :][: entry.file_size]
        check = bytes(11) + bytes([entry.CRC >> 24])
        body = _encrypted(check + stored, password.encode())
        sizes = struct.pack("<3I2H", entry.CRC, len(body), entry.file_size, len(name), 0)
        head = struct.pack("<5H", 20, 1, 0, 0, 33) + sizes
        place = len(target)
        target += b"PK\x03\x04" + head + name + body
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head
        directory += struct.pack("<3H2I", 0, 0, 0, 0, place) + name
    end = struct.pack("<4H2IH", 0, 0, len(entries), len(entries), len(directory), len(target), 0)
    return bytes(target + directory + b"PK\x05\x06" + end)


def _encrypted(content: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc(byte, keys[0])
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[1] >> 24, keys[2])

    for byte in password:
        turn(byte)
    coded = bytearray()
    for byte in content:
        key = keys[2] | 2
        coded.append(byte ^ ((key * (key ^ 1)) >> 8 & 0xFF))
        turn(byte)
    return bytes(coded)


def _crc(byte: int, crc: int) -> int:
    return zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
