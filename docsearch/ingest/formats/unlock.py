"""Copies of locked files that need no password any more."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import pypdfium2
from pypdf import PasswordType, PdfReader

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.archive import open_archive
from docsearch.ingest.readings import MediaType

_BLOCK: Final = 1 << 20
_REMOVE_SECURITY: Final = 3


def unlock(path: Path, media_type: MediaType, password: str) -> Iterator[bytes]:
    """Yield a copy of the file without its password, in blocks.

    Raises ExtractionFailed: ENCRYPTED for a wrong password. To be run isolated.
    """
    try:
        password.encode()
    except UnicodeEncodeError:
        raise ExtractionFailed(FailureReason.ENCRYPTED, "no keyboard types that") from None
    with TemporaryFile() as target:
        _UNLOCKERS[media_type](path, password, target)
        target.seek(0)
        while block := target.read(_BLOCK):
            yield block


def _unlock_pdf(path: Path, password: str, target: IO[bytes]) -> None:
    with path.open("rb") as file:
        try:
            reader = PdfReader(file, strict=False)
            opened = not reader.is_encrypted or reader.decrypt(password)
        except MemoryError:
            raise
        except Exception as error:
            raise ExtractionFailed(FailureReason.DAMAGED, type(error).__name__) from error
    if opened == PasswordType.NOT_DECRYPTED:
        raise ExtractionFailed(FailureReason.ENCRYPTED, "the password does not open it")
    try:
        with pypdfium2.PdfDocument(path, password=password) as pdf:
            pdf.save(target, flags=_REMOVE_SECURITY)
    except pypdfium2.PdfiumError as error:
        raise ExtractionFailed(FailureReason.DAMAGED, type(error).__name__) from error


def _unlock_archive(path: Path, password: str, target: IO[bytes]) -> None:
    with (
        open_archive(path, password=password.encode()) as archive,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as plain,
    ):
        for name, shown in archive.shown_names().items():
            with plain.open(shown, "w") as entry:
                for block in archive.blocks(name):
                    entry.write(block)


_UNLOCKERS: Final[Mapping[MediaType, Callable[[Path, str, IO[bytes]], None]]] = {
    MediaType.PDF: _unlock_pdf,
    MediaType.ZIP: _unlock_archive,
}

UNLOCKABLE: Final = frozenset(_UNLOCKERS)
