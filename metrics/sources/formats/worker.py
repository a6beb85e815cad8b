"""Reads PDFs in a process of its own, which may hang, crash or fill memory without harm to a run.

The library that reads them is C++ and cannot be interrupted. One process reads file after file and
is started anew after one that it did not survive.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO

from metrics.errors import DocumentError

_SECONDS, _BYTES_A_SECOND = 9.0, 200_000  # of work that every file gets, and more for larger ones
_MOST_SECONDS = 60.0
_PATIENCE = 4.0  # times as long it may take on a machine that is busy with other things
_MEMORY = 700_000_000  # of address space, of which it takes 200 MB itself
_LONGEST_REASON = 200  # characters of an error in a problem
_REQUEST, _ANSWER = struct.Struct(">QQ"), struct.Struct(">Q")


class PdfWorker:
    """The process, started when the first file comes."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = ThreadPoolExecutor(1)  # reads answers, so that waiting can be given up

    def read(self, data: bytes, max_characters: int) -> tuple[str, str | None, int]:
        """What `metrics.sources.formats.pdf` reads of a PDF: text, warning, count of dropped lines.

        Raises:
            DocumentError: also when the process did not survive the file.
        """
        answer = self._waiting.submit(self._ask, data, max_characters)
        try:
            text, warning, dropped, problem = answer.result(_PATIENCE * _seconds_for(data))
        except TimeoutError as error:
            self.close()
            raise DocumentError(_TOO_LONG) from error
        except (OSError, EOFError) as error:
            if self.close(1.0) in _OUT_OF_TIME:
                raise DocumentError(_TOO_LONG) from error
            raise DocumentError(
                "makes the PDF reader fail: it is damaged, or fills memory. Save its text as .txt."
            ) from error
        except BaseException:
            self.close()  # Ctrl-C: an answer that comes later must not be taken for the next one's
            raise
        if problem is not None:
            raise DocumentError(problem)
        return text, warning, dropped

    def close(self, patience: float = 0.0) -> int | None:
        """Ends the process and returns how it ended; the next file starts another one."""
        process, self._process = self._process, None
        code = None
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(patience)  # it may just be ending by itself
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()
        return code

    def _ask(self, data: bytes, max_characters: int) -> tuple[str, str | None, int, str | None]:
        process = self._process = self._process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_REQUEST.pack(len(data), max_characters) + data)
        process.stdin.flush()
        (length,) = _ANSWER.unpack(_exactly(process.stdout, _ANSWER.size))
        text, warning, dropped, problem = json.loads(_exactly(process.stdout, length))
        return text, warning, dropped, problem


_TOO_LONG = "takes the PDF reader too long: it is damaged, or made to. Save its text as .txt."
_OUT_OF_TIME = [-signal.SIGPROF] if hasattr(signal, "SIGPROF") else []


def _seconds_for(data: bytes) -> float:
    return min(_SECONDS + len(data) / _BYTES_A_SECOND, _MOST_SECONDS)


def _started() -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": paths},
    )


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


worker = PdfWorker()
atexit.register(worker.close)


def _serve() -> None:
    """Answers until the input ends: what the process does."""
    from metrics.sources.formats.pdf import read_pdf

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := requests.read(_REQUEST.size):
        length, max_characters = _REQUEST.unpack(head)
        text, warning, dropped, problem = "", None, 0, None
        data = requests.read(length)
        if hasattr(signal, "setitimer"):  # ends this process after so much work
            signal.setitimer(signal.ITIMER_PROF, _seconds_for(data))
        try:
            text, warning, dropped = read_pdf(data, max_characters)
        except DocumentError as error:
            problem = str(error)
        except MemoryError:
            problem = "fills the memory of the PDF reader. Save its text as .txt."
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
            problem = f"makes the PDF reader fail ({reason}). Save its text as .txt, and report it."
        answer = json.dumps([text, warning, dropped, problem]).encode()
        answers.write(_ANSWER.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _serve()
