"""Saying which role every number of a text plays: ``explain``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metrics.commands.options import Encoding
from metrics.commands.outcome import exit_codes


def explain(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A sentence or more.")] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the text from a file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    encoding: Encoding = None,
) -> None:
    """Say which role every number of a text plays, and why."""
    if (text is None) == (file is None):
        raise typer.BadParameter("Give either a TEXT or --file FILE.")
    import metrics

    with exit_codes():
        if file is not None:
            text = metrics.read_document(file, encoding=encoding).text
        explanation = metrics.explain(text or "")
        typer.echo(explanation.to_json() if as_json else str(explanation))
