"""Saying which role every number of a text plays: ``explain``."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.options import Encoding, OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import exit_codes, printable, say

_CONTAINERS = (".zip", ".csv", ".xlsx", ".parquet")  # named here: what reads them starts slowly


def explain(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A sentence or more.")] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the text from a file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    encoding: Encoding = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Say which role every number of a text plays, which rules looked at it, and why one won."""
    if (text is None) == (file is None):
        raise typer.BadParameter("Give either a TEXT or --file FILE.")
    if text is not None:
        _refuse_what_is_no_text(text)
    import metrics

    with exit_codes():
        if file is not None:
            text = metrics.read_document(file, encoding=encoding).text
        explanation = metrics.explain(text or "", load_given_rules(rules, only_rules))
        say(explanation.to_json() if as_json else explanation, as_json=as_json)


def _refuse_what_is_no_text(text: str) -> None:
    """Raises where nothing is given, or a path in the place of a sentence."""
    from metrics.sources.formats import READERS

    if not text.strip():
        raise typer.BadParameter("The text is empty. Give a sentence, or --file FILE.")
    is_file = is_beside_files = False
    with suppress(OSError, ValueError):  # a long text is the name of no file
        is_file = Path(text).is_file()
        is_beside_files = Path(text).parent.is_dir()
    if is_file:
        raise typer.BadParameter(printable(f"{text} is a file. Give it as --file {text}."))
    # A unit holds a separator too (微克/立方米), but then no folder is called so, nor is it ASCII.
    has_separator = any(one and one in text for one in (os.sep, os.altsep))
    is_path = has_separator and (is_beside_files or text.isascii() or Path(text).is_absolute())
    if is_path or text.lower().endswith((*READERS, *_CONTAINERS)):
        what = f"{text} looks like a file and does not exist. Check the path, and give --file FILE."
        raise typer.BadParameter(printable(what))
