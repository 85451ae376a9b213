"""Messages (.eml, and pages that browsers save as .mht): their parts, headers and texts."""

import email
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final, cast

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.charsets import decode
from docsearch.ingest.formats.sections import Block
from docsearch.ingest.formats.web_page import decode_page, read_page

_SAVED_PAGE: Final = "Snapshot-Content-Location"
_STUB_SHARE: Final = 0.2
_DEEPEST_MESSAGE: Final = 5


def open_mail(path: Path) -> EmailMessage:
    """Return the message in a file; raise ExtractionFailed for parts in parts without end."""
    try:
        return email.message_from_bytes(path.read_bytes(), policy=default)
    except RecursionError as error:
        raise ExtractionFailed(FailureReason.DAMAGED, "its parts have no end") from error


def header(message: EmailMessage, name: str) -> str:
    """Return a header as text, also where letters stand in it that no header may hold."""
    raw = next(
        (str(value) for key, value in message.raw_items() if key.lower() == name.lower()), ""
    )
    if not raw.isascii():
        return " ".join(decode(raw.encode("utf-8", "surrogateescape")).split())
    # The standard library stumbles over some of what people send.
    with suppress(Exception):
        return " ".join(str(message[name] or "").split())
    return " ".join(raw.split())


def sent_at(message: EmailMessage) -> datetime | None:
    """Return when the message says it was sent."""
    with suppress(Exception):
        return cast(datetime | None, message["date"].datetime)
    return None


def text_blocks(message: EmailMessage, level: int = 1) -> Iterator[Block]:
    """Yield subject, sender, receivers and text, then the messages that were forwarded with it."""
    subject = header(message, "Subject")
    if subject:
        yield Block(subject, level)
    if not message[_SAVED_PAGE]:
        yield Block(_people_and_moment(message))
    yield from _body(message)
    if level < _DEEPEST_MESSAGE:
        for part in message.walk():
            if part is not message and part.get_content_type() == "message/rfc822":
                for inner in part.iter_parts():
                    yield from text_blocks(cast(EmailMessage, inner), level + 1)


def attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of what people attached, in forwarded messages too.

    Pictures that belong to the layout of a message are no attachments.
    """
    for part in message.walk():
        name = part.get_filename() or ""
        layout = part.get("Content-ID") or part.get("Content-Location")
        wanted = part.get_content_disposition() == "attachment" or (name and not layout)
        if wanted and not part.is_multipart():
            yield name, _payload(part)


def _people_and_moment(message: EmailMessage) -> str:
    """Return who wrote to whom and when, without a word of any language."""
    receivers = ", ".join(filter(None, (header(message, "To"), header(message, "Cc"))))
    moment = sent_at(message)
    when = f"{moment:%Y-%m-%d %H:%M}" if moment else header(message, "Date")
    return "\n".join(filter(None, (header(message, "From"), receivers and f"→ {receivers}", when)))


def _body(message: EmailMessage) -> Iterator[Block]:
    texts = [part for part in _texts(message) if part.get_content_subtype() == "plain"]
    pages = [part for part in _texts(message) if part.get_content_subtype() == "html"]
    plain = [block for part in texts for block in _plain_blocks(part)]
    whole = not message[_SAVED_PAGE]
    rich = [
        block
        for part in pages[: 1 if not whole else None]
        for block in read_page(_decoded(part, decode_page), whole=whole).blocks
    ]
    # « Your programme cannot show this message » is not the message.
    stub = _letters(plain) < _letters(rich) * _STUB_SHARE
    yield from rich if stub else plain


def _texts(part: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that are read as the message, without attachments and other messages."""
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return
    if part.get_content_maintype() == "text":
        yield part
    elif part.get_content_maintype() == "multipart":
        for inner in part.iter_parts():
            yield from _texts(cast(EmailMessage, inner))


def _plain_blocks(part: EmailMessage) -> Iterator[Block]:
    text = _decoded(part, decode).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_param("format") == "flowed":
        text = text.replace("\n-- \n", "\n--\n").replace(" \n", " ")
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield Block(paragraph.strip("\n"))


def _decoded(part: EmailMessage, undeclared: Callable[[bytes], str]) -> str:
    """Return the text of a part in its declared charset, or as ``undeclared`` tells it."""
    content = _payload(part)
    charset = part.get_content_charset()
    if charset:
        with suppress(LookupError, UnicodeError):
            return content.decode(charset)
    return undeclared(content)


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _letters(blocks: list[Block]) -> int:
    return sum(sum(map(str.isalpha, block.text)) for block in blocks)
