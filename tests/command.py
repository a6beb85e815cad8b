"""Calls the command as a user would, and reads what it wrote."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from typer.testing import CliRunner, Result

from metrics.cli import main


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def documents_in(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "documents.parquet")
