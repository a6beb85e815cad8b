"""How a run is made: documents read, tables and pages written together into one folder.

The engine is imported inside the functions, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from metrics.cli.outcome import check_charts, tell, version
from metrics.cli.progress import moved_into_place, working
from metrics.cli.sources import Reading, Workers, paths_before

if TYPE_CHECKING:
    import polars as pl

    from metrics.extraction.extract import Engine
    from metrics.extraction.reader import Reader, SomeReadings
    from metrics.review.corrections import Correction
    from metrics.sources.discovery import Found
    from metrics.sources.left_out import LeftOut
    from metrics.tables.frames import Tables, TablesInParts
    from metrics.tables.spreadsheets import Also
    from metrics.tables.wide import Pages

BATCHES = ".run-batches"  # rows of batches that a run which was cut off has read
IMAGES = "images"


@dataclass(frozen=True)
class Page:
    """How the pages are written."""

    date: datetime | None = None
    lang: str = "zh"
    single_file: bool = False
    images: Literal["svg", "png"] | None = None
    whole_texts: bool = False


@dataclass(frozen=True)
class Kept:
    """That documents are added to those of an earlier run, and whether vanished ones go."""

    drop_gone: bool = False


@dataclass(frozen=True)
class Writing:
    """Where files go, which there are (``also`` as given), and what of an earlier run stays."""

    folder: Path
    also: str | None = None
    page: Page | None = None
    append: Kept | None = None
    forget_corrections: bool = False

    @property
    def formats(self) -> list[Also]:
        """The further formats of the tables."""
        from metrics.tables.spreadsheets import ALSO

        asked = (self.also or "").split(",")
        return [name for name in ALSO if name in asked]


def make(
    paths: list[Path],
    reading: Reading,
    workers: Workers,
    writing: Writing,
) -> tuple[TablesInParts, Path]:
    """Reads documents and writes everything; returns the tables, and the page or the folder.

    To append means that the documents of an earlier run in the folder stay, and of those that are
    given only the changed ones are read again. Corrections of an earlier run are applied again.

    Raises:
        NothingReadError: when no document can be read; nothing is written then.
    """
    from metrics.review.corrections import read_corrections
    from metrics.sources.left_out import LeftOut
    from metrics.tables.texts import keep_texts

    if writing.page is not None:
        check_charts()
    corrections = [one for file in reading.corrections for one in read_corrections(file)]
    metadata: dict[str, str] = {}
    folder = writing.folder
    with moved_into_place(folder, metadata) as staged, _kept_if_cut_off(folder) as spool:
        earlier = _earlier(writing)
        texts = list(earlier.texts)
        left_out = LeftOut()
        found = reading.found(paths, left_out)
        with workers.engine(len(found), texts, spool, left_out) as engine:
            read = _refusing_nothing(engine)
            made = _read(found, reading, read, earlier, corrections, texts)
        keep_texts(made.rest.documents, texts, staged)
        made = _accounted_for(made, reading, left_out)
        before = paths_before(folder) if writing.append else []
        metadata |= _metadata(made.rest, reading, [*before, *paths])
        place = _stage(made, staged, writing, metadata)
    return made, place


def _accounted_for(made: TablesInParts, reading: Reading, left_out: LeftOut) -> TablesInParts:
    """The tables with what was left out, which is told, and so are rows of the manifest."""
    from metrics.tables import frames

    if line := left_out.line():
        tell(line)
    reading.tell_unmatched(made.rest.documents["source"])
    kinds = list(left_out.kinds())
    columns = {name: [getattr(one, name) for one in kinds] for name in frames.types_of("left_out")}
    rows = frames.check("left_out", frames.frame("left_out", columns))
    return replace(made, rest=replace(made.rest, left_out=rows))


def _read(
    found: list[Found],
    reading: Reading,
    engine: Engine,
    earlier: Earlier,
    corrections: list[Correction],
    texts: list[Path],
) -> TablesInParts:
    """The tables of the documents, with those of an earlier run and the corrections in them.

    ``texts`` are the files of their texts, once they have been read.
    """
    from metrics.extraction.extract import collect
    from metrics.runs.append import correct_anew, grow
    from metrics.tables.texts import Texts

    made, kept = earlier.tables, frozenset[str]()
    if made is None:
        made = collect(found, reading.reader(), engine)
    else:
        made, kept = grow(made, found, reading.reader(), engine, dropped=earlier.gone)
    if earlier.corrections.is_empty() and not corrections:
        return made
    text_of = Texts(*texts).get
    return correct_anew(made, earlier.corrections, kept, corrections, reading.rules, text_of)


@contextmanager
def _kept_if_cut_off(folder: Path) -> Iterator[Path]:
    """A folder for what was read, which stays when the run is cut off, so that it can go on."""
    spool = folder / BATCHES
    if spool.is_symlink():  # what it leads to is none of ours
        spool.unlink()
    try:
        yield spool
    except Exception:
        shutil.rmtree(spool, ignore_errors=True)
        raise
    shutil.rmtree(spool, ignore_errors=True)


def _refusing_nothing(engine: Engine) -> Engine:
    """An engine that raises where it could read none of the documents."""
    from metrics.errors import NothingReadError

    def read(found: Iterable[Found], reader: Reader) -> Sequence[SomeReadings]:
        parts = engine(found, reader)
        problems: dict[str, str] = {}
        for part in parts:
            if any(note.stands and note.problem is None for note in part.notes):
                return parts
            problems |= {note.source: note.problem for note in part.notes if note.problem}
            columns = part.documents.select("source", "problem", "text_sha256")
            for source, problem, digest in columns.iter_rows():
                if digest is not None:  # it was read, perhaps with a doubt
                    return parts
                problems[source] = problem
        raise NothingReadError(problems)

    return read


@dataclass(frozen=True)
class Earlier:
    """What there is of an earlier run.

    Attributes:
        corrections: its table ``corrections``, without rows where there are none to apply.
        tables: its tables, where documents are added to them.
        gone: the sources that are dropped.
        texts: the file of its texts, likewise.
    """

    corrections: pl.DataFrame
    tables: TablesInParts | None = None
    gone: frozenset[str] = frozenset()
    texts: Sequence[Path] = ()


def _earlier(writing: Writing) -> Earlier:
    """What of the run in the folder goes on in the next one."""
    from metrics.runs.states import gone_of
    from metrics.tables.atomic_folder import MANIFEST
    from metrics.tables.frames import frame
    from metrics.tables.parquet import read_in_parts
    from metrics.tables.texts import text_files_of

    folder, append = writing.folder, writing.append
    none = frame("corrections", {})
    if not (folder / MANIFEST).is_file():
        return Earlier(none)
    if append is None:
        return Earlier(none if writing.forget_corrections else _corrections_in(folder))
    tables = read_in_parts(folder)
    gone = gone_of(tables.rest.documents) if append.drop_gone else frozenset()
    for source in sorted(gone):
        tell(f"{source}: the file is gone, and its rows are dropped.")
    return Earlier(tables.rest.corrections, tables, gone, text_files_of(folder))


def _corrections_in(folder: Path) -> pl.DataFrame:
    """The corrections of the run in a folder; of one of another version, or damaged, none."""
    import polars as pl

    from metrics.errors import SchemaMismatchError
    from metrics.tables.frames import check, frame

    try:
        rows = check("corrections", pl.read_parquet(folder / "corrections.parquet"))
    except (OSError, pl.exceptions.PolarsError, SchemaMismatchError) as error:
        tell(f"{folder}: the corrections of the earlier run cannot be applied again: {error}")
        return frame("corrections", {})
    if len(rows):
        tell(f"{folder}: {len(rows)} corrections of the earlier run are applied again.")
    return rows


def make_anew(writing: Writing) -> Path:
    """Writes tables and pages from the tables of an earlier run; returns the page."""
    from metrics.tables.atomic_folder import run_metadata
    from metrics.tables.parquet import read_in_parts
    from metrics.tables.texts import text_files_of

    check_charts()
    folder = writing.folder
    metadata = run_metadata(folder)
    with moved_into_place(folder, metadata) as staged:
        for file in text_files_of(folder):
            shutil.copyfile(file, staged / file.name)
        return _stage(read_in_parts(folder), staged, writing, metadata)


def _metadata(tables: Tables, reading: Reading, paths: Iterable[Path]) -> dict[str, str]:
    """What the files tell about how they were made."""
    named = dict.fromkeys(path.as_posix() for path in paths)
    sources = tables.documents["source"].unique(maintain_order=True).to_list()
    return {
        "version": version(),
        "rules": reading.rules.digest,
        "rules_version": reading.rules.version,
        "options": _json(reading.options | {"paths": list(named)}),
        "sources": json.dumps(sources, ensure_ascii=False),
    }


def _json(values: object) -> str:
    text = json.dumps(values, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # of a file whose name is no UTF-8
        return json.dumps(values)
    return text


def _stage(
    made: TablesInParts, staged: Path, writing: Writing, metadata: Mapping[str, str]
) -> Path:
    """Writes tables and pages, so that they always belong together; returns where to look."""
    import polars as pl

    from metrics.tables.parquet import stage_tables
    from metrics.tables.texts import Texts, text_files_of

    page = writing.page
    pages: Pages | None = None if page is None else "single" if page.single_file else "site"
    with working("Writing tables"):
        stage_tables(made, staged, metadata=metadata, pages=pages, also=writing.formats)
    if page is None:
        return writing.folder
    targets, answered = (pl.scan_parquet(staged / f"{n}.parquet") for n in ("targets", "outcomes"))
    made = replace(made, targets=targets, outcomes=answered)
    told: dict[str, Any] = {
        "date": page.date.date().isoformat() if page.date else None,
        "version": metadata.get("version", version()),
        "rules_digest": metadata.get("rules", ""),
        "rules_version": metadata.get("rules_version", ""),
    }
    if page.images:
        from charts.images.gallery import build_images  # imports Altair, which takes a while

        (staged / IMAGES).mkdir()
        with working("Drawing images"):
            build_images(made, staged / IMAGES, page.images, lang=page.lang)
    with working("Writing pages"):
        from charts.pages.model import Report
        from charts.pages.single_page import build_report
        from charts.pages.site import write_site

        if page.single_file:
            file = build_report(made, staged, lang=page.lang, **told)
        else:
            texts = Texts(*text_files_of(staged))
            report = Report.of(made, page.lang)
            file = write_site(report, staged, texts, told, whole_texts=page.whole_texts)
    return writing.folder / file.relative_to(staged)
