"""Which file of a folder of rules holds which kind: the folders bear the names of the stages."""

from __future__ import annotations

from metrics.rules.toml_tables import did_you_mean

WORDS = "words"
"""The kind of word lists, which stand in the table of this name of any file."""
PLACES = (
    "about", "clauses", "cues", "indicators", "indicators/benchmarks", "indicators/spelling",
    "layout", "quantities", "quantities/classifiers", "quantities/surfaces", "roles", "targets",
)  # fmt: skip
"""The files and folders of rules; a kind of rules is called as the place it stands in."""
LISTS_ONLY = "quantities"
"""The place whose own files hold nothing but word lists."""
UNITS_FILE = "quantities/units.pint"
REGIONS_FILE = "layout/regions.csv"

# The names of before the folders were named by stages, and where what they held stands now.
_MOVED = {
    "benchmarks": "indicators/benchmarks.toml",
    "phrases": "clauses/",
    "regions": REGIONS_FILE,
    "sections": "layout/",
    "spelling": "indicators/spelling.toml",
    "units": "quantities/ (units.pint, surfaces.toml, classifiers.toml)",
    "words": "the table [words] of the file whose patterns call the list, or of a file of clauses/",
}


def place_of(name: str) -> str | None:
    """The place of a file by its path in its folder, without suffix: ``roles/dates`` is roles.

    A place is a file, or a folder whose own files belong to it; folders inside are not read.
    """
    if name in PLACES:
        return name
    folder = name.rpartition("/")[0]
    return folder if folder in PLACES else None


def where_instead(name: str) -> str:
    """What to say of a file that is no place: where it belongs now, or what it may have meant."""
    first = name.split("/")[0]
    if first in _MOVED:
        return f" What stood in {first} stands in {_MOVED[first]} now."
    hint = did_you_mean(name, list(PLACES)) or did_you_mean(first, list(PLACES))
    return hint or f" Rules stand in {', '.join(PLACES)}."
