"""Documents of an Arrow table in, targets as an Arrow table out."""

from __future__ import annotations

from typing import Any

import polars as pl

from metrics.extraction.extract import extract
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document


def extract_table(documents: Any, rules: RuleSet | None = None) -> Any:
    """The targets of an Arrow table of documents: what a cluster runs on each of its batches.

    Args:
        documents: an Arrow table or record batch with the string columns ``source`` and ``text``.
        rules: by default the built-in ones.

    Returns:
        The table ``targets`` of these documents as a `pyarrow.Table` whose columns are string,
        int64, double, bool and date32, also when there is no row.

    Raises:
        ImportError: when pyarrow is not installed.
    """
    import pyarrow

    given = pl.DataFrame(documents).select("source", "text")
    read = [Document(source, text) for source, text in given.iter_rows()]
    targets = extract(read, rules).targets
    table = targets.to_arrow(compat_level=pl.CompatLevel.oldest())
    plain = [
        field.with_type(pyarrow.string()) if pyarrow.types.is_large_string(field.type) else field
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(plain))
