"""Charts made ready for a page: the words in HTML, the rest as a Vega-Lite specification."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from charts.drawing.layers import Spec
from charts.forms.choice import forms_of
from charts.selection.comparison import Comparison

_AXIS = 46  # pixels below a chart for its axis
_HEAD = 40  # pixels above a panel for its name
_UNKNOWN_HEIGHT = 300  # of a chart whose height follows from its rows
_STEPS = "steps"  # the form whose name says what stands beside the goals
_VALUES = "values"  # the form that shows every target


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of a page; ``notes`` are what its title says below the name."""

    anchor: str
    heading: str
    notes: list[str]
    description: str
    spec: dict[str, Any]

    @property
    def height(self) -> int:
        """Pixels to keep free for it until it is drawn."""
        panels = self.spec.get("facet")
        if panels:  # a phone has fewer of them side by side and makes itself room
            rows: int = -(-len(panels["sort"]) // self.spec["columns"])
            each: int = self.spec["spec"]["height"] + _HEAD + _AXIS
            return rows * each
        height = self.spec.get("height")
        return (round(height) if isinstance(height, int | float) else _UNKNOWN_HEIGHT) + _AXIS

    @property
    def is_wide(self) -> bool:
        """Whether it has a column for each of many names, which a phone shows by and by."""
        across = self.spec.get("encoding", {}).get("x", {})
        return bool(across.get("type") == "nominal")

    def bare(self) -> Drawing:
        """The drawing without the words around it, where the page says them."""
        return replace(self, heading="", notes=[])

    def linked(self, prefix: str | None, anchor: str | None = None) -> Drawing:
        """The drawing for a page on which its marks lead to rows of the page ``prefix``, if any."""
        spec = _with_links(self.spec, prefix)
        return replace(self, anchor=anchor or self.anchor, spec=spec)


def drawing(anchor: str, chart: Spec, heading: str | None = None) -> Drawing:
    """A chart for a page, which bears its title as a heading."""
    spec = dict(chart)
    title = spec.pop("title")
    lines = title["subtitle"]
    notes = [lines] if isinstance(lines, str) else lines
    said = [line for line in notes if line]
    return Drawing(anchor, heading or title["text"], said, spec.pop("description"), spec)


def indicator_drawings(of: Comparison, anchor: str) -> list[Drawing]:
    """The charts of one indicator: those that its rows carry, the comparison of all last."""
    words, drawn = of.style.words, []
    for form in forms_of(of):
        own = anchor if form.name == _VALUES else f"{anchor}-{form.name}"
        one = drawing(
            own,
            form.draw(of),
            of.period.of_before(words, f"form_{form.name}")
            if form.name == _STEPS
            else words[f"form_{form.name}"],
        )
        drawn.append(replace(one, notes=[]) if form.name == _VALUES else one)
    if len(drawn) == 1:  # the heading of the section is enough
        return [replace(drawn[0], heading="")]
    said: set[str] = set()
    told = []
    for one in drawn:
        told.append(replace(one, notes=[note for note in one.notes if note not in said]))
        said.update(one.notes)
    return told


def _with_links(value: Any, prefix: str | None) -> Any:
    """A specification whose references to rows of its page lead to another page, or nowhere."""
    if isinstance(value, dict):
        return {key: _with_links(item, prefix) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_links(item, prefix) for item in value]
    if isinstance(value, str) and value.startswith("#t-"):
        return None if prefix is None else prefix + value
    return value
