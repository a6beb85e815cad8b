"""``datapackage.json``: the tables described for tools that know the Frictionless standard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from metrics.tables.dictionary import columns, description
from metrics.tables.foreign_keys import FOREIGN_KEYS
from metrics.tables.frames import FILES

PACKAGE = "datapackage.json"
Format = Literal["parquet", "csv"]

_TYPES = {
    "string": "string",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "date32": "date",
}
_FORMATS: dict[Format, dict[str, str]] = {
    "parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
    "csv": {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8-sig"},
}


def datapackage_json(metadata: Mapping[str, str], kind: Format = "parquet") -> str:
    """The description of all tables of a run as JSON; the same run gives the same text.

    Args:
        metadata: what the files tell about the run.
        kind: the format of the files that it describes.
    """
    package = {
        "profile": "tabular-data-package" if kind == "csv" else "data-package",
        "name": "target-metrics",
        "title": "Numeric targets of Chinese government plans and work reports",
        "version": metadata.get("version", ""),
        "run": dict(metadata),
        "resources": [_resource(table, kind) for table in FILES],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: str, kind: Format) -> dict[str, Any]:
    says = (FILES[table].__doc__ or "").strip()
    return {
        "name": table,
        "path": f"{table}.{kind}",
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "description": says,
        **_FORMATS[kind],
        "schema": {
            "fields": [_field(row, kind) for row in columns().filter(table=table).to_dicts()],
            "primaryKey": FILES[table].primary_key(),
            "foreignKeys": [
                {
                    "fields": [key.column],
                    "reference": {
                        "resource": "" if key.points_to == table else key.points_to,
                        "fields": [key.key],
                    },
                }
                for key in FOREIGN_KEYS
                if key.table == table
            ],
        },
    }


def _field(row: Mapping[str, Any], kind: Format) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": row["column"],
        "type": _TYPES[row["type"]],
        "description": description(dict(row)),
        "example": row["example"],
    }
    if row["unit"]:
        field["unit"] = row["unit"]
    # A CSV file cannot tell an empty text (the unit of a plain index) from one that is not there.
    if row["required"] and (kind != "csv" or row["type"] != "string" or row["key"]):
        field["constraints"] = {"required": True}
    return field
