"""What a document was read with: the program, the rules, and what a manifest says of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from metrics.rules.ruleset import RuleSet
from metrics.sources.known_facts import KnownFacts

Provenance = tuple[str, str, str | None]
COLUMNS = ("program", "rules_digest", "options")
"""The columns of ``documents`` that hold a document's provenance."""


def provenance(rules: RuleSet, known: KnownFacts | None) -> Provenance:
    """Program version, digest of the rules, and the manifest's entry as JSON where there is one.

    Documents of the same text and provenance give the same rows. The encoding is no part of it,
    because it decides nothing but the text.
    """
    options = known.model_dump(exclude_none=True) if known else {}
    said = json.dumps(options, ensure_ascii=False, sort_keys=True) if options else None
    return program_version(), rules.digest, said


@cache
def program_version() -> str:
    """The version of the installed package."""
    try:
        return version("target-metrics")
    except PackageNotFoundError:  # run from sources that were never installed
        return "unknown"


def differences(then: Mapping[str, str | None], now: Provenance) -> list[str]:
    """In words what is different now; ``then`` is a row of ``documents``."""
    words = ("program", "rules", "manifest")
    return [
        f"other {word}"
        for word, name, value in zip(words, COLUMNS, now, strict=True)
        if then[name] != value
    ]
