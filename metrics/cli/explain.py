"""Saying which role every number of a text plays: ``explain``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.options import Encoding, OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import exit_codes, say


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
    import metrics

    with exit_codes():
        if file is not None:
            text = metrics.read_document(file, encoding=encoding).text
        explanation = metrics.explain(text or "", load_given_rules(rules, only_rules))
        say(explanation.to_json() if as_json else explanation, as_json=as_json)
