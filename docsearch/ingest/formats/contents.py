"""What files hold besides their text: the files of an archive, of a message, of a PDF."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Final, NamedTuple

from pypdf import PageObject

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed, describe
from docsearch.ingest.formats.archive import Archive, Budget, open_archive
from docsearch.ingest.formats.kinds import kind_of
from docsearch.ingest.formats.mail import attached, open_mail
from docsearch.ingest.pdf.document import open_pdf
from docsearch.ingest.readings import MediaType

OPENED_UNASKED: Final = frozenset({MediaType.ZIP, MediaType.EML})
"""What holds files because that is its purpose; a PDF may, and is opened when somebody asks."""

_BLOCK: Final = 1 << 20
_HELD_BYTES: Final = 8 << 20
_DEEPEST_ARCHIVE: Final = 3

# What systems and office programmes leave behind for themselves.
_JUNK_FOLDERS: Final = frozenset({"__macosx", ".git", ".svn", "$recycle.bin"})
_JUNK_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_JUNK_STARTS: Final = (".", "~$")


class Member(NamedTuple):
    """A file inside another; its blocks follow unless ``reason`` says why it is left there."""

    name: str
    reason: FailureReason | None = None


Unpacked = Iterator[Member | bytes]


def unpack(path: Path, media_type: MediaType, limit: int) -> Unpacked:
    """Yield every file inside that can be read here, each followed by its bytes in blocks.

    Files above ``limit`` bytes and of other kinds are named with the reason. Archives inside
    archives are opened under the bounds of the outermost. To be run isolated.
    """
    return _OPENERS[media_type](path, limit)


def _from_archive(path: Path, limit: int) -> Unpacked:
    with open_archive(path) as archive:
        yield from _members(archive, limit, 1)


def _from_mail(path: Path, limit: int) -> Unpacked:
    for number, (name, content) in enumerate(attached(open_mail(path)), start=1):
        yield from _sorted_out(name or f"{number}", [content], limit, Budget(), 1)


def _from_pdf(path: Path, limit: int) -> Unpacked:
    for name, content in _pdf_attachments(path):
        yield from _sorted_out(name, [content], limit, Budget(), 1)


_OPENERS: Final[Mapping[MediaType, Callable[[Path, int], Unpacked]]] = {
    MediaType.ZIP: _from_archive,
    MediaType.EML: _from_mail,
    MediaType.PDF: _from_pdf,
}


def _members(archive: Archive, limit: int, depth: int) -> Unpacked:
    if archive.locked:
        raise ExtractionFailed(FailureReason.ENCRYPTED, "the archive needs a password")
    for name, shown in archive.shown_names().items():
        if not _is_junk(shown):
            blocks = archive.blocks(name)
            yield from _sorted_out(shown, blocks, limit, archive.budget, depth)


def _is_junk(name: str) -> bool:
    *folders, last = PurePosixPath(name.replace("\\", "/").lower()).parts or [""]
    return (
        last.startswith(_JUNK_STARTS)
        or last in _JUNK_FILES
        or not _JUNK_FOLDERS.isdisjoint(folders)
    )


def _sorted_out(
    name: str, blocks: Iterable[bytes], limit: int, budget: Budget, depth: int
) -> Unpacked:
    """Yield a file once it is known whole and readable, the files inside it, or why it is not."""
    with SpooledTemporaryFile(max_size=_HELD_BYTES) as held:
        try:
            _hold(held, blocks, limit)
            kind = kind_of(held)
            if kind == MediaType.ZIP:
                yield from _nested(name, held, limit, budget, depth)
                return
        except ExtractionFailed as failure:
            yield Member(name, failure.reason)
            return
        yield Member(name)
        held.seek(0)
        while block := held.read(_BLOCK):
            yield block


def _hold(held: IO[bytes], blocks: Iterable[bytes], limit: int) -> None:
    size = 0
    for block in blocks:
        size += len(block)
        if size > limit:
            raise ExtractionFailed(FailureReason.TOO_LARGE, f"more than {limit} bytes")
        held.write(block)


def _nested(name: str, held: IO[bytes], limit: int, budget: Budget, depth: int) -> Unpacked:
    if depth >= _DEEPEST_ARCHIVE:
        raise ExtractionFailed(FailureReason.TOO_LARGE, f"archives {depth} deep")
    held.seek(0)
    with open_archive(held, budget=budget) as archive:
        yield from _members(archive, limit, depth + 1)


def _pdf_attachments(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is attached to the whole file, then to places on its pages."""
    with path.open("rb") as file:
        reader = open_pdf(file)
        try:
            for name, contents in reader.attachments.items():
                for content in contents:
                    yield name, content
            for page in reader.pages:
                yield from _annotated(page)
        except MemoryError:
            raise
        except Exception as error:
            raise ExtractionFailed(FailureReason.DAMAGED, describe(error)) from error


def _annotated(page: PageObject) -> Iterator[tuple[str, bytes]]:
    for reference in page.get("/Annots") or ():
        # One broken annotation is no reason to leave the others.
        with suppress(KeyError, AttributeError, TypeError, ValueError):
            note = reference.get_object()
            if note.get("/Subtype") == "/FileAttachment":
                specification = note["/FS"].get_object()
                name = specification.get("/UF") or specification.get("/F") or ""
                yield str(name), specification["/EF"]["/F"].get_data()
