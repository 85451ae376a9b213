"""Sections of a Word document of before 2007 (.doc), converted by LibreOffice where installed."""

import ctypes
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from docsearch.domain.documents import FailureReason
from docsearch.ingest.failures import ExtractionFailed
from docsearch.ingest.formats.docx_text import read_docx
from docsearch.ingest.readings import PageReading, Properties

_COMMAND: Final = "soffice"
_PROGRAM: Final = "soffice.bin"
_SECONDS: Final = 100
_WRITTEN_BYTES: Final = 500_000_000

_START_AGAIN: Final = 81
"""What LibreOffice says when it has just made its profile."""

_PR_SET_PDEATHSIG: Final = 1
_OWN_USERS_AND_NETWORK: Final = 0x10000000 | 0x40000000

# No macro runs, nothing linked is fetched, nor asked for.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read_doc(
    path: Path, first_section: int, section_limit: int
) -> Iterator[Properties | PageReading]:
    """Yield the properties, then the sections from ``first_section`` on; raise ExtractionFailed."""
    with TemporaryDirectory(prefix="docsearch-doc-") as name:
        converted = _convert(path, Path(name))
        yield from read_docx(converted, first_section, section_limit)


def _convert(path: Path, folder: Path) -> Path:
    """Return the document written anew as .docx in the folder."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS, encoding="utf-8")
    source = folder / "text.doc"
    shutil.copyfile(path, source)
    command = [
        _program(),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
        str(folder),
        str(source),
    ]
    status = _run(command, folder)
    if status == _START_AGAIN:
        status = _run(command, folder)
    converted = source.with_suffix(".docx")
    if not converted.is_file():
        detail = f"LibreOffice ended with status {status} and wrote nothing"
        raise ExtractionFailed(FailureReason.DAMAGED, detail)
    return converted


def _program() -> str:
    """Return the programme itself: the scripts around it would outlive a kill."""
    command = shutil.which(_COMMAND)
    program = Path(command).resolve().with_name(_PROGRAM) if command else None
    if program is None or not program.is_file():
        raise ExtractionFailed(FailureReason.CONVERTER_MISSING, f"{_COMMAND} is not installed")
    return str(program)


def _run(command: list[str], folder: Path) -> int:
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    running = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # This process has one thread.
        preexec_fn=_confine,
    )
    try:
        return running.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        detail = f"LibreOffice was stopped after {_SECONDS} seconds"
        raise ExtractionFailed(FailureReason.TOO_SLOW, detail) from None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _confine() -> None:
    """Die with the caller, write no more than a document needs, and see no network."""
    library = ctypes.CDLL(None)
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_WRITTEN_BYTES, _WRITTEN_BYTES))
    # Refused in some containers, which have rules of their own.
    library.unshare(_OWN_USERS_AND_NETWORK)
