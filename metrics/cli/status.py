"""What a collection holds and what in it is stale: ``status``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.options import Encoding, Manifest, OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import FAILED, exit_codes, printable, say
from metrics.cli.sources import Reading, options_of


def status(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What earlier runs wrote.")],
    encoding: Encoding = None,
    manifest: Manifest = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Say what a folder holds, which files have changed since and which are new; 1 when any are."""
    from metrics.runs.states import NEW, states
    from metrics.sources.formats import Bounds
    from metrics.sources.formats.rows import Columns
    from metrics.tables.held import read_held

    with exit_codes():
        made = read_held(folder)
        last = options_of(folder)
        named = last.manifest if last.manifest and last.manifest.is_file() else None
        reading = Reading(
            load_given_rules(rules, only_rules), encoding or last.encoding, manifest or named
        )
        stale = new = 0
        for state in states(
            made,
            reading.rules,
            bounds=Bounds(reading.encoding, last.max_bytes),
            columns=Columns(*last.columns),
            manifest=reading.known(),
            paths=last.paths,
        ):
            if state.stale == (NEW,):
                new += 1
                say(f"new\t{printable(state.source)}")
            elif state.stale:
                stale += 1
                say(f"stale\t{printable(state.source)}\t{printable('; '.join(state.stale))}")
        files = made.documents["source"].n_unique()
        say(
            f"{len(made.documents)} documents in {files} files, {len(made.targets)} targets, "
            f"{made.targets['corrected'].count()} of them corrected; "
            f"{len(made.corrections)} corrections; {stale} files stale, {new} new."
        )
    if stale or new:
        raise typer.Exit(FAILED)
