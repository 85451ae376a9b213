"""Small PDFs written by hand: sound ones, and ones made to harm their reader."""

import codecs
import io
import zlib
from collections.abc import Iterable, Mapping, Sequence

from pypdf import PdfReader, PdfWriter

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_of(*pages: str, information: Mapping[str, str] | None = None, catalog: str = "") -> bytes:
    """Return a PDF whose pages show these lines in Helvetica."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        _page_tree(numbers),
        _FONT,
    ]
    for number, text in zip(numbers, pages, strict=True):
        objects += [_page(number + 1), _stream(_drawing(text))]
    return assemble(objects, information)


def one_bad_page(before: str, after: str) -> bytes:
    """Return three pages, the middle one of which cannot be parsed."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        _page_tree([4, 6, 8]),
        _FONT,
        _page(5),
        _stream(_drawing(before)),
        _page(7),
        _stream(b"[" * 50_000 + b"]" * 50_000 + b" TJ"),
        _page(9),
        _stream(_drawing(after)),
    ]
    return assemble(objects)


def repeated(page_count: int) -> bytes:
    """Return a PDF that shows one and the same page many times."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        _page_tree([4] * page_count),
        _FONT,
        _page(5),
        _stream(_drawing("Article premier")),
    ]
    return assemble(objects)


def flate_bomb(megabytes: int = 2_000) -> bytes:
    """Return a PDF whose only page unfolds to so much, compressed twice over."""
    packer = zlib.compressobj(9)
    block = bytes(1_000_000)
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    content = _stream(zlib.compress(packed), "/Filter [/FlateDecode /FlateDecode]")
    return _one_page(content)


def drawn(
    *pages: Sequence[tuple[float, float, str]],
    entries: str = "",
    shapes: bytes = b"",
    matrix: bytes = b"",
) -> bytes:
    """Return a PDF whose pages show each text at x and y, its letters from left to right.

    Letters of any script have the shapes and widths of Helvetica's, size 10; ``entries`` go into
    every page, ``shapes`` into its content, ``matrix`` before it.
    """
    letters = sorted({letter for page in pages for _, _, text in page for letter in text} - {" "})
    codes = {letter: 0x41 + rank for rank, letter in enumerate(letters)} | {" ": 0x20}
    numbers = range(5, 5 + 2 * len(pages), 2)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        _page_tree(numbers),
        _FONT[:-2] + b" /ToUnicode 4 0 R >>",
        _stream(_to_unicode(codes)),
    ]
    for number, page in zip(numbers, pages, strict=True):
        content = b"\n".join(
            b"BT /F1 10 Tf %f %f Td <%b> Tj ET"
            % (x, y, bytes(codes[letter] for letter in text).hex().encode())
            for x, y, text in page
        )
        objects += [_page(number + 1, entries), _stream(matrix + content + shapes)]
    return assemble(objects)


def nested_marks(*texts: str, depth: int = 20_000) -> bytes:
    """Return a page for each text; pdfium runs out of memory on those that begin with ``!``."""
    numbers = range(4, 4 + 2 * len(texts), 2)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", _page_tree(numbers), _FONT]
    for number, text in zip(numbers, texts, strict=True):
        marks = b"/P BMC " * depth if text.startswith("!") else b""
        objects += [_page(number + 1), _stream(marks + _drawing(text.lstrip("!")))]
    return assemble(objects)


def with_outline(part: str, chapter: str) -> bytes:
    """Return two pages and a table of contents: a part on page one, its chapter on page two."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 8 0 R >>",
        _page_tree([4, 6]),
        _FONT,
        _page(5),
        _stream(_drawing(part)),
        _page(7),
        _stream(_drawing(chapter)),
        b"<< /Type /Outlines /First 9 0 R /Last 9 0 R /Count 2 >>",
        f"<< /Title {_text_string(part)} /Parent 8 0 R /Dest [4 0 R /Fit]"
        " /First 10 0 R /Last 10 0 R /Count 1 >>".encode(),
        f"<< /Title {_text_string(chapter)} /Parent 9 0 R /Dest [6 0 R /Fit] >>".encode(),
    ]
    return assemble(objects)


def circular_outline() -> bytes:
    """Return a page and a table of contents whose entries follow one another without end."""
    entries = [
        b"<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>",
        b"<< /Title (a) /Parent 6 0 R /Dest [4 0 R /Fit] /Next 8 0 R /First 8 0 R >>",
        b"<< /Title (b) /Parent 6 0 R /Dest [4 0 R /Fit] /Next 7 0 R /First 7 0 R >>",
    ]
    return _one_page(_stream(_drawing("a")), more=entries, catalog="/Outlines 6 0 R")


def self_calling_form() -> bytes:
    form = _stream(
        b"/F Do",
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 6 0 R >> >>",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R"
        b" /Resources << /Font << /F1 3 0 R >> /XObject << /F 6 0 R >> >> >>"
    )
    return _one_page(_stream(b"/F Do"), page=page, more=[form])


def nested_arrays(depth: int = 200_000) -> bytes:
    return _one_page(_stream(b"[" * depth + b"]" * depth + b" TJ"))


def nested_dictionary(depth: int = 100_000) -> bytes:
    return _one_page(_stream(b""), more=[b"<< /A " * depth + b">>" * depth], catalog="/A 6 0 R")


def deep_page_tree(depth: int = 5_000) -> bytes:
    """Return a PDF whose page hangs at the end of a long chain of page tree nodes."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [
        f"<< /Type /Pages /Count 1 /Kids [{number + 1} 0 R] >>".encode()
        for number in range(2, depth)
    ]
    objects.append(b"<< /Type /Page /MediaBox [0 0 9 9] >>")
    return assemble(objects)


def circular_page_tree() -> bytes:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R] >>"]
    return assemble(objects)


def encrypted(content: bytes, *, user_password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt(user_password, owner_password="gardien", algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def assemble(objects: Sequence[bytes], information: Mapping[str, str] | None = None) -> bytes:
    """Return the file that holds these objects, numbered from 1, the catalogue first."""
    bodies = list(objects)
    trailer = "/Root 1 0 R"
    if information:
        entries = " ".join(f"/{key} {_text_string(text)}" for key, text in information.items())
        bodies.append(f"<< {entries} >>".encode())
        trailer += f" /Info {len(bodies)} 0 R"
    written = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(written)
    entries_of_table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(bodies) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{entries_of_table}".encode()
    written += f"trailer << /Size {size} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(written)


def _one_page(
    content: bytes, *, page: bytes | None = None, more: Sequence[bytes] = (), catalog: str = ""
) -> bytes:
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        _page_tree([4]),
        _FONT,
        page or _page(5),
        content,
        *more,
    ]
    return assemble(objects)


def _page_tree(numbers: Iterable[int]) -> bytes:
    kids = [f"{number} 0 R" for number in numbers]
    return f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()


def _page(contents: int, entries: str = "") -> bytes:
    return (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]"
        f" /Resources << /Font << /F1 3 0 R >> >> /Contents {contents} 0 R {entries} >>"
    ).encode()


def _to_unicode(codes: Mapping[str, int]) -> bytes:
    pairs = "\n".join(
        f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


def _stream(content: bytes, entries: str = "") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (
        len(content),
        entries.encode(),
        content,
    )


def _drawing(text: str) -> bytes:
    lines = [b"(%b) Tj T*" % _escaped(line) for line in text.split("\n")]
    return b"BT /F1 12 Tf 72 720 Td 14 TL\n%b\nET" % b"\n".join(lines)


def _escaped(line: str) -> bytes:
    encoded = line.encode("cp1252")
    for character in (b"\\", b"(", b")"):
        encoded = encoded.replace(character, b"\\" + character)
    return encoded


def _text_string(text: str) -> str:
    return "<" + codecs.BOM_UTF16_BE.hex() + text.encode("utf-16-be").hex() + ">"
