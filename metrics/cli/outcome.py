"""How a command ends: its exit code and what it prints.

Exit codes: 0 everything was read; 1 some documents could not be read or some corrections not be
applied and the rest is written, or examples of rules are wrong;
2 wrong usage, broken rules or a folder that cannot be written, and nothing is written; 130 Ctrl-C.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from metrics.errors import MetricsError

UNREAD = FAILED = 1
REFUSED = 2


def version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version as installed

    return installed("target-metrics")


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


def tell(message: str) -> None:
    """Prints a message to the error stream."""
    typer.echo(printable(message), err=True)


def printable(text: str) -> str:
    """``text`` without the characters of names and titles that would move a terminal's cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
