"""How a command ends: its exit code and what it prints.

Exit codes: 0 everything was read; 1 some documents could not be read or some corrections not be
applied and the rest is written, or examples of rules are wrong;
2 wrong usage, broken rules, no document read or a folder that cannot be written, and nothing is
written; 130 Ctrl-C.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

import typer

from metrics.errors import MetricsError

if TYPE_CHECKING:
    from rich.table import Table

UNREAD = FAILED = 1
REFUSED = 2
_ENDLESS = 10_000  # columns of a file, into which names are written whole


def version() -> str:
    """The version of the installed package."""
    from metrics import __version__

    return __version__


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turns what is wrong with the input into messages and the exit code."""
    try:
        yield
    except MetricsError as error:
        for line in str(error).split("\n"):
            tell(line)
        raise typer.Exit(REFUSED) from error
    except KeyboardInterrupt:
        tell("Interrupted. No half-written run is left; the same command goes on where it stopped.")
        raise


def check_charts() -> None:
    """Makes sure that the package of charts is the one that belongs to this program.

    Raises:
        ShadowedError: where another one called so is found first.
    """
    from metrics.errors import ShadowedError
    from metrics.paths import package

    spec = find_spec("charts")
    origin = None if spec is None else spec.origin
    if origin is None or Path(origin).resolve().parent.parent != package().parent:
        place = origin or "charts"
        raise ShadowedError(
            f"{place}: another package called charts stands in the way of target-metrics. "
            "Remove or rename it, or run in another folder."
        )


def tell(message: str) -> None:
    """Prints a message to the error stream."""
    typer.echo(printable(message), err=True)


def say(text: object, *, as_json: bool = False) -> None:
    """Prints a result, of one line or more, with what would move a terminal's cursor escaped.

    Args:
        text: what to print.
        as_json: whether it is JSON, which stays JSON: characters are escaped as it escapes them.
    """
    escaped = _escaped_json if as_json else _escaped
    typer.echo("".join(c if c in "\n\t" else escaped(c) for c in str(text)))


def show_table(table: Table) -> None:
    """Prints a table, cut to the width of a terminal; in a file or a pipe nothing is cut."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console = Console(width=_ENDLESS)
    console.print(table)


def count_of(number: int, noun: str) -> str:
    """A number with its noun, such as ``1 place`` and ``2 places``."""
    return f"{number:d} {noun}" if number == 1 else f"{number:d} {noun}s"


def printable(text: str) -> str:
    """``text`` without the characters of names and titles that would move a terminal's cursor."""
    return "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    """A character, or its escape where it shows nothing; spaces of all widths show."""
    if character.isprintable() or category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode()


def _escaped_json(character: str) -> str:
    if character.isprintable() or category(character) == "Zs":
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


@contextmanager
def told(verbose: bool) -> Iterator[None]:
    """Tells on the error stream what the engine notes by the way, where that is asked for."""
    if not verbose:
        yield
        return
    log = logging.getLogger("metrics")
    handler = _Telling()
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


class _Telling(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(f"{record.getMessage()}.")
