"""Collections that grow: documents added to the tables of an earlier run.

A document is read again when its text, the rules, the program or the manifest's entry have changed;
else its rows stay as they are. Ids depend on texts alone, so they are the same as in one run over
all documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import polars as pl

from metrics.extraction.document_ids import Taken, with_own_ids
from metrics.extraction.extract import Engine, in_parts
from metrics.extraction.provenance import differences, provenance
from metrics.extraction.reader import Reader
from metrics.review.apply import apply_corrections
from metrics.review.corrections import Correction, identity, stored_corrections
from metrics.review.lookup import TextOf
from metrics.rules.ruleset import RuleSet
from metrics.runs.states import STANDS, is_lost
from metrics.sources.discovery import Found
from metrics.tables import frames
from metrics.tables.frames import Rows, SomeRows, Tables, TablesInParts, joined
from metrics.tables.slices import cut, sewn


def grow(
    earlier: TablesInParts,
    found: Iterable[Found],
    reader: Reader,
    engine: Engine,
    *,
    dropped: Collection[str] = (),
) -> tuple[TablesInParts, frozenset[str]]:
    """``earlier`` with documents in it, and the ids of the documents whose rows stayed.

    Changed documents take the place of what they were, new ones stand at the end, and those that
    are not given stay. One that cannot be read any more keeps the rows of its earlier reading, and
    its ``problem`` says so. Corrections have to be applied to what was read anew (`correct_anew`).

    Args:
        earlier: the tables of the run before.
        found: the files and documents of this run.
        reader: what reads them.
        engine: what has them read.
        dropped: the sources of documents that do not stay.
    """
    stays = ~pl.col("source").is_in(sorted(dropped))
    before = earlier.rest.documents.filter(stays)
    parts = engine(found, replace(reader, standing=_standing(before, reader)))
    notes = [note for part in parts for note in part.notes]
    anew = {note.source for note in notes if not note.stands}
    kept = before.filter(~pl.col("source").is_in(sorted(anew)))
    ids = frozenset(kept["document_id"])
    rows = earlier.targets.filter(stays & ~pl.col("source").is_in(sorted(anew)))
    ids_of_targets = rows.select("target_id").collect()["target_id"]
    new = with_own_ids(parts, Taken(_taken(before, anew, parts), ids_of_targets))
    problems = {n.source: f"{n.problem} {STANDS}" for n in notes if n.stands and n.problem}
    stay = [
        replace(piece, problems={piece.source: problems[piece.source]})
        if piece.source in problems
        else piece
        for piece in cut(earlier.parts)
        if piece.source not in anew and piece.source not in dropped
    ]
    pieces = [*stay, *cut(new)]
    sources = dict.fromkeys([*before["source"], *(piece.source for piece in pieces)])
    order = {source: at for at, source in enumerate(sources)}
    pieces.sort(key=lambda piece: order[piece.source])
    made = in_parts(sewn(pieces), reader.rules)
    return _with_dimensions(made, earlier.rest), ids


def _standing(before: pl.DataFrame, reader: Reader) -> dict[str, str | None]:
    """The sources that were read, each with the digest of the text with which its rows stay."""
    standing: dict[str, str | None] = {}
    for row in before.iter_rows(named=True):
        source = row["source"]
        if row["text_sha256"] is None or source in standing:
            continue
        now = provenance(reader.rules, reader.manifest.get(source))
        is_sound = not is_lost(row) and not differences(row, now)
        standing[source] = row["text_sha256"] if is_sound else None
    return standing


def _taken(
    before: pl.DataFrame, anew: Collection[str], parts: Iterable[SomeRows]
) -> dict[str, str]:
    """The ids of the run before with their sources, without those of texts that are gone."""
    texts = {
        row for part in parts for row in part.documents.select("source", "text_sha256").iter_rows()
    }
    rows = before.select("document_id", "source", "text_sha256").iter_rows()
    return {
        document_id: source
        for document_id, source, digest in rows
        if source not in anew or (source, digest) in texts
    }


def correct_anew(
    grown: TablesInParts,
    earlier: pl.DataFrame,
    kept: frozenset[str],
    corrections: Iterable[Correction],
    rules: RuleSet,
    text_of: TextOf,
) -> TablesInParts:
    """Applies new corrections, and once more the earlier ones of documents that were read anew.

    Only the documents that corrections speak of are held in memory.

    Args:
        grown: the tables that `grow` returned.
        earlier: the table ``corrections`` of the run before.
        kept: the ids of the documents whose rows, with their corrections, stayed.
        corrections: the new ones; one that is among the earlier ones counts once.
        rules: those of the run.
        text_of: the decoded text by its ``text_sha256``.
    """
    known = {identity(one) for one in stored_corrections(earlier)}
    new = [one for one in corrections if identity(one) not in known]
    earlier, new = _revised(earlier, new)
    is_done = pl.col("outcome").is_in(["applied", "settled"])
    in_place = earlier.filter(is_done & pl.col("document_id").is_in(sorted(kept)))
    again = earlier.join(in_place, "correction_id", "anti", maintain_order="left")
    todo = [*stored_corrections(again), *new]
    pieces = cut(grown.parts)
    sources = _spoken_of(todo, grown)
    rows = joined(piece for piece in pieces if piece.source in sources)
    asked = replace(
        grown.rest,
        targets=rows.targets,
        actuals=rows.actuals,
        numbers=rows.numbers,
        documents=rows.documents,
    )
    done = apply_corrections(asked, todo, rules, text_of)
    whole = Rows(done.targets, done.actuals, done.numbers, done.documents)
    corrected = {piece.source: piece for piece in cut([whole])}
    made = in_parts(sewn(corrected.get(piece.source, piece) for piece in pieces), rules)
    both = frames.check("corrections", pl.concat([in_place, done.corrections]))
    return replace(made, rest=replace(grown.rest, documents=made.rest.documents, corrections=both))


def _spoken_of(corrections: Iterable[Correction], grown: TablesInParts) -> frozenset[str]:
    """The sources of the documents that corrections may speak of."""
    corrections = list(corrections)
    ids = sorted({one.target_id for one in corrections if one.target_id})
    named = sorted({name for one in corrections for name in (one.source, one.document_id) if name})
    targets = grown.targets.filter(pl.col("target_id").is_in(ids)) if ids else None
    met = set() if targets is None else {*targets.select("source").collect()["source"]}
    is_named = pl.col("source").is_in(named) | pl.col("document_id").is_in(named)
    return frozenset({*met, *grown.rest.documents.filter(is_named)["source"]})


def _revised(earlier: pl.DataFrame, new: list[Correction]) -> tuple[pl.DataFrame, list[Correction]]:
    """The earlier corrections without those that the same line of the same sheet now says anew.

    What such a line no longer changes goes back to what was read.
    """
    old = {_line(one): one for one in stored_corrections(earlier)}
    revised = [
        replace(one, changes={**_taken_back(old.get(_line(one)), one), **one.changes})
        for one in new
    ]
    gone = {identity(old[_line(one)]) for one in new if _line(one) in old}
    stays = [identity(one) not in gone for one in stored_corrections(earlier)]
    return earlier.filter(pl.Series(stays, dtype=pl.Boolean)), revised


def _line(correction: Correction) -> tuple[object, ...]:
    return correction.place, correction.source, correction.quote, correction.start


def _taken_back(old: Correction | None, new: Correction) -> dict[str, Any]:
    if old is None or new.action != "edit" or not new.read:
        return {}
    return {name: new.read.get(name) for name in old.changes}


def _with_dimensions(grown: TablesInParts, earlier: Tables) -> TablesInParts:
    """The tables with what their rows point to: as the rules have it now, else as they had it."""
    made = grown.rest
    named = grown.targets.select("indicator_id").unique().collect()["indicator_id"]
    printed = grown.targets.select("unit").unique().collect()["unit"]
    regions = _completed(made.regions, earlier.regions, None)
    indicators = _completed(made.indicators, earlier.indicators, named)
    units = _completed(made.units, earlier.units, pl.concat([printed, indicators["unit"]]))
    said = grown.targets.select("commitment").unique().collect()["commitment"]
    commitments = _completed(made.commitments, earlier.commitments, said)
    rest = replace(
        made, regions=regions, indicators=indicators, units=units, commitments=commitments
    )
    return replace(grown, rest=rest)


def _completed(rows: pl.DataFrame, earlier: pl.DataFrame, named: pl.Series | None) -> pl.DataFrame:
    """``rows`` and the earlier ones that they lack and that are still named, by their key."""
    key = rows.columns[0]
    lacking = earlier.join(rows, key, "anti")
    if named is not None:
        lacking = lacking.filter(pl.col(key).is_in(named.drop_nulls().unique().implode()))
    return pl.concat([rows, lacking]).sort(key) if len(lacking) else rows
