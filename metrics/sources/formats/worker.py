"""Reads PDFs and workbooks in processes of their own, which may hang, crash or fill memory.

The libraries that read them are C++ and Rust: they cannot be interrupted, and end their process
where a damaged file makes them ask for more memory than there is. One process of each kind reads
file after file and is started anew after one that it did not survive.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from metrics.errors import DocumentError
from metrics.sources.formats.workbooks import Sheet

_SECONDS, _BYTES_A_SECOND = 9.0, 200_000  # of work that every file gets, and more for larger ones
_MOST_SECONDS = 60.0
_PATIENCE = 4.0  # times as long it may take on a machine that is busy with other things
_LONGEST_REASON = 200  # characters of an error in a problem
_REQUEST, _ANSWER = struct.Struct(">QQ"), struct.Struct(">Q")


@dataclass(frozen=True)
class _Kind:
    """What reads a kind of files, and how it is spoken of.

    Attributes:
        name: what the files are called.
        instead: what to do with a file that cannot be read.
        read: gives the function that reads bytes, with the bound that comes with them.
        memory: the bytes of address space that every file gets.
        memory_a_byte: and so many more for each of the bound.
    """

    name: str
    instead: str
    read: Callable[[], Callable[[bytes, int], Any]]
    memory: int
    memory_a_byte: int = 0

    @property
    def too_long(self) -> str:
        return f"takes the {self.name} reader too long: it is damaged, or made to. {self.instead}"


class Worker:
    """The process that reads one kind of files, started when the first file comes."""

    def __init__(self, kind: str) -> None:
        """Names the kind, ``pdf`` or ``workbook``; nothing is started yet."""
        self._name, self._kind = kind, _KINDS[kind]
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = ThreadPoolExecutor(1)  # reads answers, so that waiting can be given up

    def read(self, data: bytes, bound: int) -> Any:
        """What the reader of the kind returns.

        Args:
            data: the bytes of the file.
            bound: of a PDF how many characters it may hold, of a workbook to how many bytes it
                unpacks.

        Raises:
            DocumentError: also when the process did not survive the file.
        """
        answer = self._waiting.submit(self._ask, data, bound)
        try:
            result, problem = answer.result(_PATIENCE * _seconds_for(data))
        except TimeoutError as error:
            self.close()
            raise DocumentError(self._kind.too_long) from error
        except (OSError, EOFError) as error:
            if self.close(1.0) in _OUT_OF_TIME:
                raise DocumentError(self._kind.too_long) from error
            raise DocumentError(
                f"makes the {self._kind.name} reader fail: it is damaged, or fills memory. "
                f"{self._kind.instead}"
            ) from error
        except BaseException:
            self.close()  # Ctrl-C: an answer that comes later must not be taken for the next one's
            raise
        if problem is not None:
            raise DocumentError(problem)
        return result

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

    def _ask(self, data: bytes, bound: int) -> tuple[Any, str | None]:
        process = self._process = self._process or _started(self._name)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(_REQUEST.pack(len(data), bound) + data)
        process.stdin.flush()
        (length,) = _ANSWER.unpack(_exactly(process.stdout, _ANSWER.size))
        result, problem = json.loads(_exactly(process.stdout, length))
        return result, problem


def _pdf() -> Callable[[bytes, int], tuple[str, str | None, int]]:
    from metrics.sources.formats.pdf import read_pdf

    return read_pdf


def _workbook() -> Callable[[bytes, int], Sheet]:
    from metrics.sources.formats.workbooks import read_workbook

    return read_workbook


_KINDS = {
    "pdf": _Kind("PDF", "Save its text as .txt.", _pdf, 700_000_000),  # it takes 200 MB itself
    "workbook": _Kind("workbook", "Save it as .csv.", _workbook, 500_000_000, 12),
}
_OUT_OF_TIME = [-signal.SIGPROF] if hasattr(signal, "SIGPROF") else []


def _seconds_for(data: bytes) -> float:
    return min(_SECONDS + len(data) / _BYTES_A_SECOND, _MOST_SECONDS)


def _started(kind: str) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-m", __name__, kind],
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


pdfs, workbooks = Worker("pdf"), Worker("workbook")
atexit.register(pdfs.close)
atexit.register(workbooks.close)


def _serve(kind: _Kind) -> None:
    """Answers until the input ends: what the process does."""
    read = kind.read()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := requests.read(_REQUEST.size):
        length, bound = _REQUEST.unpack(head)
        data = requests.read(length)
        _limit(kind.memory + kind.memory_a_byte * bound, _seconds_for(data))
        result, problem = None, None
        try:
            result = read(data, bound)
        except DocumentError as error:
            problem = str(error)
        except MemoryError:
            problem = f"fills the memory of the {kind.name} reader. {kind.instead}"
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
            problem = f"makes the {kind.name} reader fail ({reason}). {kind.instead}"
            problem = f"{problem.removesuffix('.')}, and report it."
        said = json.dumps([result, problem], ensure_ascii=False)
        answer = said.encode("utf-8", "surrogatepass")
        answers.write(_ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _limit(memory: int, seconds: float) -> None:
    """Ends this process after so much work, or where it asks for more memory."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            memory = min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _serve(_KINDS[sys.argv[1]])
