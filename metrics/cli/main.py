"""The command line ``target-metrics``; its commands are in ``metrics.cli``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from metrics.cli import rules
from metrics.cli.convert import convert
from metrics.cli.diff import diff
from metrics.cli.explain import explain
from metrics.cli.outcome import version
from metrics.cli.outcomes import outcomes
from metrics.cli.panel import panel
from metrics.cli.review import review
from metrics.cli.run import extract, report, run
from metrics.cli.status import status
from metrics.runs.processes import collect_seldom

app = typer.Typer(
    name="target-metrics",
    help="Turns Chinese government plans and work reports into tables of numeric targets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help would double the time it takes
)
for command in (run, extract, report, explain, review, diff, outcomes, panel, status, convert):
    app.command()(command)
app.add_typer(rules.app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"target-metrics {version()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal may lack Chinese letters
            stream.reconfigure(errors="backslashreplace")
    collect_seldom()
    app()
