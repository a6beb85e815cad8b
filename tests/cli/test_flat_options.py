"""Options that come as objects: which there are, in what order, and what the command is given."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from metrics.cli.flat_options import flat


@dataclass(frozen=True)
class Where:
    folder: Annotated[str, typer.Option(help="Must be given.")]
    formats: Annotated[str | None, typer.Option("--also")] = None


@dataclass(frozen=True)
class How:
    jobs: Annotated[int, typer.Option(min=1)] = 2
    files: Annotated[list[str] | None, typer.Option()] = None


def copy(
    path: Annotated[str, typer.Argument()], where: Where, how: How, quiet: bool = False
) -> None:
    """Copies."""
    print(path, where, how, quiet)


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        ("a --folder b", "a Where(folder='b', formats=None) How(jobs=2, files=None) False"),
        (
            "--files c --jobs 3 a --also d --folder b --files e --quiet",
            "a Where(folder='b', formats='d') How(jobs=3, files=['c', 'e']) True",
        ),
    ],
)
def test_the_command_is_given_objects(arguments: str, given: str) -> None:
    app = typer.Typer()
    app.command()(flat(copy))
    assert CliRunner().invoke(app, arguments.split()).stdout == f"{given}\n"


@pytest.mark.parametrize("arguments", ["a", "a --folder b --jobs 0", "a --folder b --formats c"])
def test_wrong_options_are_refused(arguments: str) -> None:
    app = typer.Typer()
    app.command()(flat(copy))
    assert CliRunner().invoke(app, arguments.split()).exit_code == 2


def test_options_stand_in_the_order_of_the_fields() -> None:
    assert list(signature(flat(copy)).parameters) == [
        "path", "folder", "formats", "jobs", "files", "quiet",
    ]  # fmt: skip


def test_no_two_options_have_one_name() -> None:
    def twice(one: Where, other: Where) -> None:
        pass

    with pytest.raises(
        TypeError, match=r"twice: several options are called \['folder', 'formats'\]"
    ):
        flat(twice)
