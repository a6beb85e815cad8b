"""target-metrics: numeric targets of Chinese government plans, as tables.

The names below are the public interface; they are imported when first used, so that importing
the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from metrics.errors import MetricsError, RuleError
    from metrics.extraction.arrow import extract_table
    from metrics.extraction.explain import Explanation, explain
    from metrics.extraction.extract import extract
    from metrics.quantities.quantities import Quantity, find_quantities
    from metrics.rules.ruleset import RuleSet, load_rules
    from metrics.sources.discovery import read_document, read_documents
    from metrics.sources.documents import Document
    from metrics.tables.frames import Tables
    from metrics.tables.parquet import read_tables, write_tables

_HOMES = {
    "Document": "sources.documents",
    "Explanation": "extraction.explain",
    "MetricsError": "errors",
    "Quantity": "quantities.quantities",
    "RuleError": "errors",
    "RuleSet": "rules.ruleset",
    "Tables": "tables.frames",
    "explain": "extraction.explain",
    "extract_table": "extraction.arrow",
    "extract": "extraction.extract",
    "find_quantities": "quantities.quantities",
    "load_rules": "rules.ruleset",
    "read_document": "sources.discovery",
    "read_documents": "sources.discovery",
    "read_tables": "tables.parquet",
    "write_tables": "tables.parquet",
}

__all__ = [
    "Document",
    "Explanation",
    "MetricsError",
    "Quantity",
    "RuleError",
    "RuleSet",
    "Tables",
    "explain",
    "extract",
    "extract_table",
    "find_quantities",
    "load_rules",
    "read_document",
    "read_documents",
    "read_tables",
    "write_tables",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from metrics.extraction.provenance import program_version

        return program_version()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"metrics.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
