"""``views.sql``: the tables and the questions that readers ask of them, for DuckDB."""

from __future__ import annotations

from importlib.resources import files

from metrics.tables.dictionary import columns, description
from metrics.tables.frames import FILES

VIEWS = "views.sql"

_HEAD = """-- For DuckDB, started in this folder: duckdb -init views.sql
-- Each table is a view of its file; what the columns mean is their comment.

"""


def views_sql() -> str:
    """A view of each table's Parquet file with comments, and a view for each question."""
    lines = []
    for table in FILES:
        lines.append(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM '{table}.parquet';")
        for row in columns().filter(table=table).iter_rows(named=True):
            text = description(row).replace("'", "''")
            lines.append(f"COMMENT ON COLUMN {table}.\"{row['column']}\" IS '{text}';")
        lines.append("")
    questions = files(__package__).joinpath("duckdb_views.sql").read_text("utf-8")
    return _HEAD + "\n".join(lines) + "\n" + questions
