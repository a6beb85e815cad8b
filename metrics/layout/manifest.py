"""What a user says of documents: a CSV or TOML file that overrides title, issuer, region, years."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import ValidationError

from metrics.errors import MetricsError
from metrics.rules.regions import Region, RegionTable
from metrics.rules.toml_tables import did_you_mean, line_of
from metrics.sources.known_facts import KnownFacts


class ManifestError(MetricsError, ValueError):
    """A manifest that cannot be used; each line names the file, the line and what to do."""


def read_manifest(file: Path, table: RegionTable) -> dict[str, KnownFacts]:
    """The entries of a manifest by source, the input file as the tables name it.

    A CSV file has a column ``source`` and columns named like the fields of an entry; a TOML file
    has a table ``["source"]`` for each of them.

    Raises:
        ManifestError: with every problem found, as ``file:line: what``.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        rows = _toml_rows(text) if file.suffix.lower() == ".toml" else _csv_rows(text)
    except OSError as error:
        raise ManifestError(f"{file}: cannot be read: {error.strerror}. Check the path.") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{file}: is not UTF-8 (byte {error.start}). Save it so.") from error
    except (tomllib.TOMLDecodeError, csv.Error, ValueError) as error:
        raise ManifestError(f"{file}: {error}") from error
    entries: dict[str, KnownFacts] = {}
    problems = []
    for line, source, fields in rows:
        place = f"{file}:{line}"
        if not source or source in entries:
            what = f"{source!r} stands twice" if source else "names no source"
            problems.append(f"{place}: {what}. Give each source one row.")
            continue
        try:
            entries[source] = KnownFacts.model_validate(fields)
            problems += _region_problems(place, entries[source], table)
        except ValidationError as error:
            for detail in error.errors():
                key = str(detail["loc"][0])
                known = did_you_mean(key, list(KnownFacts.model_fields))
                what = "unknown." + known if detail["type"] == "extra_forbidden" else detail["msg"]
                problems.append(f"{place}: {key}: {what} (got {detail['input']!r}).")
    if problems:
        raise ManifestError("\n".join(problems))
    return entries


def unmatched(entries: Mapping[str, KnownFacts], sources: Iterable[str]) -> list[str]:
    """The sources that a manifest names and that are none of ``sources``.

    A name that ends in ``#`` among ``sources`` stands for all that is in a container.
    """
    there = set(sources)
    return [one for one in entries if one not in there and f"{one.partition('#')[0]}#" not in there]


def regions_named(name: str, table: RegionTable) -> list[Region]:
    """The regions that a code or a name of a manifest may mean."""
    return [table.by_code[name]] if name in table.by_code else table.read(name)


def _region_problems(place: str, entry: KnownFacts, table: RegionTable) -> list[str]:
    found = regions_named(entry.region, table) if entry.region else []
    if entry.region is None or len(found) == 1:
        return []
    several = ", ".join(f"{one.region_code} {one.name}" for one in found)
    what = f"may be {several}" if found else "is no region of the table"
    return [f"{place}: region: {entry.region!r} {what}. Give the code of the region."]


def _csv_rows(text: str) -> list[tuple[int, str, Mapping[str, object]]]:
    reader = csv.DictReader(text.splitlines())
    if "source" not in (reader.fieldnames or ()):
        raise ValueError("has no column source. Name the columns in the first line.")
    rows: list[tuple[int, str, Mapping[str, object]]] = []
    for row in reader:
        fields = {str(name): value for name, value in row.items() if value and name != "source"}
        rows.append((reader.line_num, row["source"] or "", fields))
    return rows


def _toml_rows(text: str) -> list[tuple[int, str, Mapping[str, object]]]:
    return [
        (line_of(text, source), source, fields if isinstance(fields, dict) else {source: fields})
        for source, fields in tomllib.loads(text).items()
    ]
