"""Reads PDFs and binary tables in processes of their own.

The libraries that read them are C++ and Rust: they cannot be interrupted, and a damaged file makes
them ask for any amount of memory. Nothing of that does harm to a run. One process reads file after file and
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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO, Any

from metrics.errors import DocumentError

_SECONDS, _BYTES_A_SECOND = 9.0, 200_000  # of work that every file gets, and more for larger ones
_MOST_SECONDS = 60.0
_PATIENCE = 4.0  # times as long it may take on a machine that is busy with other things
_LONGEST_REASON = 200  # characters of an error in a problem
_REQUEST, _ANSWER = struct.Struct(">QQ"), struct.Struct(">Q")


class Worker:
    """The process, started when the first file comes.

    Args:
        kind: What it reads, a key of `_READERS`.
        memory: Bytes of address space that it may take.
    """

    def __init__(self, kind: str, memory: int) -> None:
        self._kind = kind
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting = ThreadPoolExecutor(1)  # reads answers, so that waiting can be given up

    def read(self, data: bytes, *options: Any) -> Any:
        """What the reader of its kind gives for a file, as JSON holds it.

        Raises:
            DocumentError: also when the process did not survive the file.
        """
        answer = self._waiting.submit(self._ask, data, options)
        try:
            value, problem = answer.result(_PATIENCE * _seconds_for(len(data)))
        except TimeoutError as error:
            self.close()
            raise DocumentError(self._told(_TOO_LONG)) from error
        except (OSError, EOFError) as error:
            is_late = self.close(1.0) in _OUT_OF_TIME
            raise DocumentError(self._told(_TOO_LONG if is_late else _FAILED)) from error
        except BaseException:
            self.close()  # Ctrl-C: an answer that comes later must not be taken for the next one's
            raise
        if problem is not None:
            raise DocumentError(problem)
        return value

    def _told(self, problem: str) -> str:
        return problem.format(kind=self._kind)

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

    def _ask(self, data: bytes, options: tuple[Any, ...]) -> tuple[Any, str | None]:
        process = self._process = self._process or _started(self._kind, self._memory)
        assert process.stdin is not None
        assert process.stdout is not None
        head = json.dumps(options).encode()
        process.stdin.write(_REQUEST.pack(len(head), len(data)) + head + data)
        process.stdin.flush()
        (length,) = _ANSWER.unpack(_exactly(process.stdout, _ANSWER.size))
        value, problem = json.loads(_exactly(process.stdout, length))
        return value, problem


_TOO_LONG = "takes the {kind} reader too long: it is damaged, or made to. Save its text as .txt."
_FAILED = "makes the {kind} reader fail: it is damaged, or fills memory. Save its text as .txt."
_OUT_OF_TIME = [-signal.SIGPROF] if hasattr(signal, "SIGPROF") else []


def _seconds_for(size: int) -> float:
    return min(_SECONDS + size / _BYTES_A_SECOND, _MOST_SECONDS)


def _started(kind: str, memory: int) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path or os.curdir for path in sys.path)
    return subprocess.Popen(
        [sys.executable, "-m", __name__, kind, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Each thread of polars would reserve memory of its own.
        env=os.environ | {"PYTHONPATH": paths, "POLARS_MAX_THREADS": "1"},
    )


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return data


pdfs = Worker("PDF", 700_000_000)  # of which it takes 200 MB itself
tables = Worker("table", 1_600_000_000)  # of which polars reserves 700 MB without using them
atexit.register(pdfs.close)
atexit.register(tables.close)


def _read_pdf(data: bytes, max_characters: int) -> Any:
    from metrics.sources.formats.pdf import read_pdf

    return read_pdf(data, max_characters)


def _read_table(data: bytes, suffix: str, columns: list[str | None], max_bytes: int) -> Any:
    from metrics.sources.formats.rows import Columns, read_rows

    table = read_rows(data, suffix, Columns(*columns), max_bytes)
    rows = [[row.text, row.facts.model_dump(exclude_none=True), row.doubts] for row in table.rows]
    return rows, table.other_sheets, table.doubt


_READERS: dict[str, Callable[..., Any]] = {"PDF": _read_pdf, "table": _read_table}


def _serve(kind: str, memory: int) -> None:
    """Answers until the input ends: what the process does."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := requests.read(_REQUEST.size):
        options, length = _REQUEST.unpack(head)
        given = json.loads(requests.read(options))
        data = requests.read(length)
        if hasattr(signal, "setitimer"):  # ends this process after so much work
            signal.setitimer(signal.ITIMER_PROF, _seconds_for(length))
        value, problem = None, None
        try:
            value = _READERS[kind](data, *given)
        except DocumentError as error:
            problem = str(error)
        except MemoryError:
            problem = f"fills the memory of the {kind} reader. Save its text as .txt."
        except Exception as error:
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
            problem = (
                f"makes the {kind} reader fail ({reason}). Save its text as .txt, and report it."
            )
        answer = json.dumps([value, problem]).encode()
        answers.write(_ANSWER.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _serve(sys.argv[1], int(sys.argv[2]))
