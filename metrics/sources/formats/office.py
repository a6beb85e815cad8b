"""Old and foreign office documents (.doc .wps .rtf .odt), through LibreOffice where it is there.

LibreOffice turns them into .docx, so that numbers, tables and notes are read in one way.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import regex

from metrics.errors import DocumentError
from metrics.sources.formats.archives import refuse_bomb
from metrics.sources.formats.docx import read_docx
from metrics.sources.formats.html import read_html

_SECONDS = 120
_USUAL = regex.compile(
    r"[\p{Han}\p{P}\p{Latin}\p{Nd}\s\u3000-\u303f\uff00-\uffef\u2190-\u25ff&&[^À-ʯ]]+", regex.V1
)
_ODD_SHARE = 0.2  # of a text's characters
_ZIP = b"PK\x03\x04"


def read_office(data: bytes, suffix: str, max_bytes: int) -> tuple[str, str | None]:
    """The text of an office document, and a warning or None.

    Files are often something else than their ending says: web pages and .docx files come as .doc.

    Raises:
        DocumentError: when LibreOffice is not there or cannot read it.
    """
    if data.startswith(_ZIP):
        refuse_bomb(data, max_bytes)
        if b"word/document.xml" in data:
            return read_docx(data, max_bytes), None
    if data.lstrip()[:200].lower().startswith((b"<html", b"<!doctype html")):
        return read_html(data)
    text = read_docx(_converted(data, suffix), max_bytes)
    if len(_USUAL.sub("", text)) > _ODD_SHARE * len(text):
        # What LibreOffice does not know it takes for a text in the encoding of the West.
        raise DocumentError("is damaged: what LibreOffice finds in it is no text. Get it again.")
    return text, None


def find_office() -> str | None:
    """The program of LibreOffice, if there is one."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _converted(data: bytes, suffix: str) -> bytes:
    program = find_office()
    if program is None:
        raise DocumentError(
            f"is a {suffix} document, which LibreOffice must turn into .docx. Install it "
            "(Debian: libreoffice-writer-nogui), or save the document as .docx."
        )
    with TemporaryDirectory() as folder:
        file = Path(folder, f"document{suffix}")
        file.write_bytes(data)
        _run(program, file)
        made = file.with_suffix(".docx")
        if not made.is_file():
            raise DocumentError(
                "cannot be read by LibreOffice: it is damaged, or protected by a password. "
                "Save it as .docx without a password."
            )
        return made.read_bytes()


def _run(program: str, file: Path) -> None:
    command = [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(file.parent),
        str(file),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # its own group, because the program starts another one
    )
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"takes LibreOffice more than {_SECONDS} s. Save it as .docx."
        ) from error
    finally:
        if process.poll() is None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@lru_cache(maxsize=1)
def _profile() -> Path:
    """A profile of LibreOffice for this process, so that it never meets a running one."""
    folder = TemporaryDirectory(prefix="target-metrics-office-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)
