"""The arguments and options that several commands share."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from metrics.cli.outcome import tell
from metrics.sources.formats import MAX_BYTES

if TYPE_CHECKING:
    from metrics.rules.ruleset import RuleSet


def _known_encoding(name: str | None) -> str | None:
    if name is not None:
        try:
            codecs.lookup(name)
        except LookupError as error:
            raise typer.BadParameter(f"{name!r} is no encoding. Try utf-8 or gb18030.") from error
    return name


def load_given_rules(rules: list[Path] | None, only_rules: list[Path] | None) -> RuleSet:
    """The rules that the options name; what they replace is told on the error stream."""
    from metrics.rules.ruleset import load_rules

    if rules and only_rules:
        raise typer.BadParameter("Give --rules or --only-rules, not both.")
    loaded = load_rules(*(only_rules or rules or ()), only=bool(only_rules))
    for line in loaded.files.replaced:
        tell(line)
    return loaded


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH",
        help="Files (.txt .md .docx .pdf .html .zip, .doc .wps .rtf .odt with LibreOffice, or a "
        ".csv .xlsx .parquet with a document a row) or folders.",
    ),
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
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="N",
        min=1,
        help="Refuse larger files, and archives and office documents that unpack to more.",
    ),
]
TextColumn = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Of .csv, .xlsx and .parquet: the column of texts (default: text)."
    ),
]
TitleColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="Likewise of titles (title).")
]
RegionColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="Likewise of regions (names or codes).")
]
YearColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="Likewise of the plans' years (default: year).")
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="CSV or TOML: source, title, issuer, region, plan_year, plan_end_year."
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="A folder of rules to add to the built-in ones (repeatable)."),
]
OnlyRules = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="Use just this folder of rules (repeatable)."),
]
DocumentTimeout = Annotated[
    float | None,
    typer.Option(
        metavar="SECONDS",
        min=0.01,
        help="Give up on a document after this time (default: 30 s and 1 s for 10,000 characters).",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes that read documents (default: all cores, one for less than 7 MB).",
    ),
]
EngineName = Annotated[
    Literal["local", "dask"],
    typer.Option("--engine", help="Where documents are read: on this machine or on a cluster."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Of a Dask cluster (default: one of this machine)."),
]
Date = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date to print on the page.")
]
Lang = Annotated[
    Literal["zh", "en"], typer.Option(help="The language of the page; quotes stay as they are.")
]


def _formats(names: str | None) -> str | None:
    if names is None:
        return None
    from metrics.tables.spreadsheets import ALSO

    for name in names.split(","):
        if name not in ALSO:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(ALSO)}.")
    return names


Corrections = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE", help="A reviewed sheet (.csv, .xlsx) of target-metrics review (repeatable)."
    ),
]
Append = Annotated[
    bool,
    typer.Option("--append", help="Add to what DIR holds; unchanged documents are not read again."),
]
DropGone = Annotated[
    bool, typer.Option("--drop-gone", help="With --append: drop documents whose file is gone.")
]
ForgetCorrections = Annotated[
    bool,
    typer.Option(
        "--forget-corrections", help="Do not apply the corrections of the run in DIR again."
    ),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", help="Also tell what was mended by the way, such as caches.")
]
Also = Annotated[
    str | None,
    typer.Option(
        metavar="FORMATS",
        callback=_formats,
        help="Write the tables also as csv, xlsx or csv,xlsx.",
    ),
]
Images = Annotated[
    Literal["svg", "png"] | None,
    typer.Option(help="Write the charts as image files too, into DIR/images."),
]
SingleFile = Annotated[
    bool, typer.Option("--single-file", help="Write one page that holds everything.")
]
WholeTexts = Annotated[
    bool,
    typer.Option(
        "--whole-texts",
        help="Show whole texts also of more than 400 documents (default: sentences of targets).",
    ),
]


@dataclass(frozen=True)
class OutputOptions:
    """Where the files of a run go, and in which formats the tables are written."""

    out: Out = None
    also: Also = None


@dataclass(frozen=True)
class WordingOptions:
    """What is printed on pages."""

    date: Date = None
    lang: Lang = "zh"


@dataclass(frozen=True)
class PageFileOptions:
    """Which files the pages are."""

    single_file: SingleFile = False
    images: Images = None
    whole_texts: WholeTexts = False


@dataclass(frozen=True)
class SourceOptions:
    """How the files that are given become texts, and what is known of them beforehand."""

    encoding: Encoding = None
    max_bytes: MaxBytes = MAX_BYTES
    text_column: TextColumn = None
    title_column: TitleColumn = None
    region_column: RegionColumn = None
    year_column: YearColumn = None
    manifest: Manifest = None

    @property
    def columns(self) -> tuple[str | None, ...]:
        """Those of text, title, region and year."""
        return (self.text_column, self.title_column, self.region_column, self.year_column)


@dataclass(frozen=True)
class RuleOptions:
    """By what texts are read, and what people corrected in the rows."""

    rules: Rules = None
    only_rules: OnlyRules = None
    document_timeout: DocumentTimeout = None
    corrections: Corrections = None


@dataclass(frozen=True)
class EarlierOptions:
    """What of an earlier run in the folder stays."""

    append: Append = False
    drop_gone: DropGone = False
    forget_corrections: ForgetCorrections = False


@dataclass(frozen=True)
class WorkOptions:
    """What does the work and how much it tells; nothing of it shows in the tables."""

    verbose: Verbose = False
    jobs: Jobs = None
    engine: EngineName = "local"
    scheduler: Scheduler = None
