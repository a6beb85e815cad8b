"""What a collection holds and what in it is stale: ``status``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.options import Encoding, Manifest, OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import FAILED, exit_codes, printable
from metrics.cli.sources import Reading


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What earlier runs wrote.")],
    encoding: Encoding = None,
    manifest: Manifest = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Say what a folder holds and which files have changed since; 1 when something is stale."""
    from metrics.runs.append import states
    from metrics.tables.atomic_folder import run_metadata
    from metrics.tables.parquet import read_tables

    with exit_codes():
        made = read_tables(folder)
        last = json.loads(run_metadata(folder).get("options", "{}"))
        named = last.get("manifest")
        given = manifest or (Path(named) if named and Path(named).is_file() else None)
        reading = Reading(
            load_given_rules(rules, only_rules), encoding or last.get("encoding"), given
        )
        stale = 0
        for state in states(
            made, reading.rules, manifest=reading.known(), encoding=reading.encoding
        ):
            stale += bool(state.stale)
            if state.stale:
                told = ("stale", printable(state.source), printable("; ".join(state.stale)))
                typer.echo("\t".join(told))
        files = made.documents["source"].n_unique()
        typer.echo(
            f"{len(made.documents)} documents in {files} files, {len(made.targets)} targets, "
            f"{made.targets['corrected'].count()} of them corrected; "
            f"{len(made.corrections)} corrections; {stale} files stale."
        )
    if stale:
        raise typer.Exit(FAILED)
