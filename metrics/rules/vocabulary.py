"""The closed vocabularies of rule files: what is not listed here is refused where it is read."""

from __future__ import annotations

from typing import Literal, get_args

Mode = Literal["level", "change", "output"]
Direction = Literal["increase", "decrease"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]

Place = Literal[
    "before", "after", "lead", "tail", "tail_start", "numeral", "range", "no_number", "no_unit",
    "denominator", "quantity", "topic", "topic_head", "broad_topic", "pattern",
]  # fmt: skip
"""Where the words of a list count."""
WordKind = Literal[
    "reach", "state", "rise", "fall", "surpass", "cumulative", "output", "activity", "obtain",
    "bound", "near", "bound_after", "lead", "nominal", "name",
]  # fmt: skip
"""What the words of a list at a number say; a slot of a clause may be called by it."""
SetKey = Literal["comparator", "direction", "per", "unit", "topic"]
"""What a word may put into the row."""

VALUES: dict[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "direction": get_args(Direction),
    "mode": get_args(Mode),
}
"""The values of what a list or a rule sets, where they are closed."""
SETS: dict[Place, tuple[SetKey, ...]] = {
    "before": ("comparator", "direction"),
    "after": ("comparator",),
    "lead": ("comparator", "direction"),
    "denominator": ("per",),
    "quantity": ("comparator", "unit"),
    "topic": ("topic",),
    "topic_head": ("topic",),
    "broad_topic": ("topic",),
}
"""What the words of a place can set; those of any other set nothing."""
AT_NUMBERS: tuple[Place, ...] = ("before", "after", "lead")
"""The places whose lists have kinds."""
