"""Interface texts of charts and pages, Chinese first."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

COMPARATOR_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}


def _read(language: str) -> dict[str, Any]:
    text = files(__package__).joinpath("languages", f"{language}.toml").read_text("utf-8")
    return tomllib.loads(text)


_LANGUAGES = {language: _read(language) for language in ("zh", "en")}

LABELS: dict[str, dict[str, str]] = {
    language: {name: text for name, text in known.items() if isinstance(text, str)}
    for language, known in _LANGUAGES.items()
}
"""The interface texts by language and name."""

MAGNITUDES: dict[str, list[tuple[float, str]]] = {
    language: [(float(size), name) for size, name in known["magnitudes"].items()]
    for language, known in _LANGUAGES.items()
}
"""Large numbers on axes, the largest first: from which value on, and what one is called."""

ENGLISH_NAMES: dict[str, dict[str, str]] = {
    name: known for name, known in _LANGUAGES["en"].items() if not isinstance(known, str)
}
"""English names of topics, of regions by code, of the ends of their names, and letters of ids."""
