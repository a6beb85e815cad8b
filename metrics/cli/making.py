"""How a run is made: documents read, tables and pages written together into one folder.

The engine is imported inside the functions, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from metrics.cli.outcome import tell, version
from metrics.cli.sources import TEXTS, Reading, Workers, keep_texts, text_of

if TYPE_CHECKING:
    from metrics.extraction.extract import Engine
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


@dataclass(frozen=True)
class Writing:
    """Where the files of a run go and which there are; ``also`` as the option has it."""

    folder: Path
    also: str | None = None
    page: Page | None = None

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
    *,
    append: bool = False,
) -> tuple[TablesInParts, Path]:
    """Reads documents and writes everything; returns the tables, and the page or the folder.

    With ``append`` the documents of an earlier run in the folder stay, and of those that are given
    only the changed ones are read again.
    """
    from metrics.review.corrections import read_corrections
    from metrics.sources.left_out import LeftOut
    from metrics.tables.atomic_folder import output_folder

    corrections = [one for file in reading.corrections for one in read_corrections(file)]
    metadata: dict[str, str] = {}
    folder = writing.folder
    with output_folder(folder, metadata=metadata) as staged, _kept_if_cut_off(folder) as spool:
        texts = staged / TEXTS
        texts.mkdir()
        earlier = _earlier(folder, append, bool(corrections))
        left_out = LeftOut()
        found = reading.found(paths, left_out)
        with workers.engine(len(found), texts, spool, left_out) as engine:
            made = _read(found, reading, engine, earlier, corrections, folder / TEXTS, texts)
        made = _accounted_for(made, reading, left_out)
        metadata |= _metadata(made.rest, reading)
        place = _stage(made, staged, writing, metadata)
    return made, place


def _accounted_for(made: TablesInParts, reading: Reading, left_out: LeftOut) -> TablesInParts:
    """The tables with what was left out, which is told, and so are rows of the manifest."""
    from metrics.tables import frames

    line = left_out.line()
    if line:
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
    earlier: TablesInParts | None,
    corrections: list[Correction],
    earlier_texts: Path,
    texts: Path,
) -> TablesInParts:
    """The tables of the documents, with those of an earlier run and the corrections in them."""
    from metrics.extraction.extract import collect
    from metrics.runs.append import correct_anew, grow
    from metrics.tables.frames import Tables, TablesInParts

    if earlier is None and not corrections:
        made = collect(found, reading.reader(), engine)
        keep_texts(made.rest, earlier_texts, texts)
        return made
    earlier = earlier or TablesInParts.of(Tables.empty())
    grown, kept = grow(earlier, found, reading.reader(), engine)
    keep_texts(grown.rest, earlier_texts, texts)
    kept_text = partial(text_of, texts)
    return correct_anew(
        grown, earlier.rest.corrections, kept, corrections, reading.rules, kept_text
    )


@contextmanager
def _kept_if_cut_off(folder: Path) -> Iterator[Path]:
    """A folder for what was read, which stays when the run is cut off, so that it can go on."""
    spool = folder / BATCHES
    try:
        yield spool
    except Exception:
        shutil.rmtree(spool, ignore_errors=True)
        raise
    shutil.rmtree(spool, ignore_errors=True)


def _earlier(folder: Path, append: bool, is_corrected: bool) -> TablesInParts | None:
    """The tables to add to; where they are replaced, it is told that their corrections go."""
    from metrics.tables.atomic_folder import MANIFEST
    from metrics.tables.parquet import read_in_parts

    if not (folder / MANIFEST).is_file():
        return None
    if append:
        return read_in_parts(folder)
    forgotten = 0 if is_corrected else _corrections_in(folder)
    if forgotten:
        tell(f"{folder}: {forgotten} corrections of the earlier run are not in this one.")
        tell("Give --append to keep them, or their sheet by --corrections.")
    return None


def _corrections_in(folder: Path) -> int:
    import polars as pl

    try:
        return len(pl.read_parquet(folder / "corrections.parquet"))
    except (OSError, pl.exceptions.PolarsError):  # what cannot be read is replaced all the same
        return 0


def make_anew(writing: Writing) -> Path:
    """Writes tables and pages from the tables of an earlier run; returns the page."""
    from metrics.tables.atomic_folder import output_folder, run_metadata
    from metrics.tables.parquet import read_in_parts

    folder = writing.folder
    metadata = run_metadata(folder)
    with output_folder(folder, metadata=metadata) as staged:
        if (folder / TEXTS).is_dir():
            shutil.copytree(folder / TEXTS, staged / TEXTS)
        return _stage(read_in_parts(folder), staged, writing, metadata)


def _metadata(tables: Tables, reading: Reading) -> dict[str, str]:
    """What the files tell about how they were made."""
    sources = tables.documents["source"].unique(maintain_order=True).to_list()
    return {
        "version": version(),
        "rules": reading.rules.digest,
        "rules_version": reading.rules.version,
        "options": json.dumps(reading.options, ensure_ascii=False),
        "sources": json.dumps(sources, ensure_ascii=False),
    }


def _stage(
    made: TablesInParts, staged: Path, writing: Writing, metadata: Mapping[str, str]
) -> Path:
    """Writes tables and pages, so that they always belong together; returns where to look."""
    import polars as pl

    from metrics.tables.parquet import stage_tables

    page = writing.page
    pages: Pages | None = None if page is None else "single" if page.single_file else "site"
    stage_tables(made, staged, metadata=metadata, pages=pages, also=writing.formats)
    if page is None:
        return writing.folder
    made = replace(made, targets=pl.scan_parquet(staged / "targets.parquet"))
    from charts.images.gallery import build_images
    from charts.pages.single_page import build_report
    from charts.pages.site import build_site

    told: dict[str, Any] = {
        "date": page.date.date().isoformat() if page.date else None,
        "lang": page.lang,
        "version": metadata["version"],
        "rules_digest": metadata["rules"],
        "rules_version": metadata.get("rules_version", ""),
    }
    if page.images:
        (staged / IMAGES).mkdir()
        build_images(made, staged / IMAGES, page.images, lang=page.lang)
    if page.single_file:
        file = build_report(made, staged, **told)
    else:
        file = build_site(made, staged, texts=staged / TEXTS, **told)
    return writing.folder / file.relative_to(staged)
