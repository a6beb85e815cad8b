"""The arguments and options that several commands share."""

from __future__ import annotations

import codecs
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer


def _known_encoding(name: str | None) -> str | None:
    if name is not None:
        try:
            codecs.lookup(name)
        except LookupError as error:
            raise typer.BadParameter(f"{name!r} is no encoding. Try utf-8 or gb18030.") from error
    return name


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Files (.txt, .md, .docx) or folders.")
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to write (default: reports/<name of the input>)."),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        callback=_known_encoding,
        help="Of the text files (default: byte order mark, then UTF-8, then GB18030).",
    ),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="CSV or TOML: source, title, issuer, region, plan_year, plan_end_year."
    ),
]
Date = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date to print on the page.")
]
Lang = Annotated[
    Literal["zh", "en"], typer.Option(help="The language of the page; quotes stay as they are.")
]
SingleFile = Annotated[
    bool, typer.Option("--single-file", help="Write one page that holds everything.")
]
