"""The rows of a comparison chart: one for each target, after those of the national figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from charts.drawing.axis import ValueAxis
from charts.drawing.glyphs import BOUNDS, shape_of
from charts.selection.changes import manner
from charts.selection.comparison import Comparison
from charts.words.labels import COMPARATOR_SIGNS
from charts.words.style import Style
from charts.words.values import high_end, is_soft

Row = Mapping[str, Any]
_GAP = 12  # pixels between a mark and its text
_LATIN, _LETTER = 0xFF, (7, 13)  # pixels of a letter: Latin ones and digits, all others
_NARROW = 240  # pixels of the axis on a phone, where room is scarce
_DECEMBER = 12
_EDGE = 0.16  # of the axis, free beside its ends
_MIDDLE = (
    0.55  # of the axis; where nothing else decides, texts right of it stand left of their mark
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What one row of the chart shows."""

    row: str
    kind: str
    bound: str
    manner: str
    value: float
    end: float
    text: str
    href: str | None = None
    source: str | None = None
    original: str = ""

    @property
    def shape(self) -> str:
        """What its shape is; national figures are lines."""
        return shape_of(self.bound)

    def drawn(self, axis: ValueAxis, lines: list[float]) -> dict[str, Any]:
        """The row of the chart's data: the mark and the place of its text beside it.

        ``lines`` are the national figures, whose lines the text should not stand on.
        """
        right = self._fits_better_right(axis, lines)
        return {
            "row": self.row,
            "kind": self.kind,
            "bound": self.bound if self.kind == "target" else None,
            "shape": self.shape,
            "manner": self.manner,
            "value": self.value,
            "end": self.end,
            "text": self.text,
            "text_at": self.end if right else self.value,
            "text_dx": _GAP if right else -_GAP,
            "text_align": "left" if right else "right",
            "text_room": self._text_width if right else -self._text_width,
            "said": f"{self.row}: {self.text}{self.original}",
            "href": self.href,
        }

    @property
    def _text_width(self) -> int:
        """Pixels of the text, about."""
        return sum(_LETTER[ord(letter) > _LATIN] for letter in self.text)

    def _fits_better_right(self, axis: ValueAxis, lines: list[float]) -> bool:
        """Whether the text has more room, or crosses fewer lines, right of the mark than left."""
        width = (_GAP + self._text_width) / _NARROW
        left, right = axis.place(self.value), axis.place(self.end)
        places = [axis.place(line) for line in lines if line not in (self.value, self.end)]
        crossed_right = sum(right < place < right + width for place in places)
        crossed_left = sum(left - width < place < left for place in places)
        outside_right, outside_left = right + width > 1 + _EDGE, left - width < -_EDGE
        worse_right = (outside_right, crossed_right, right > _MIDDLE)
        return worse_right <= (outside_left, crossed_left, right <= _MIDDLE)


def target_marks(of: Comparison, rows: Sequence[Row]) -> list[Mark]:
    """A mark for each of these rows of a comparison, in their order."""
    return [
        Mark(
            row=label,
            kind="target",
            bound=BOUNDS[row["comparator"]],
            manner=manner(row, of.style.vocabulary),
            value=row["value"],
            end=high_end(row),
            text=worded_value(row, of.style),
            href=f"#t-{row['target_id']}",
            original=of.style.original(row),
        )
        for row, label in zip(rows, _row_labels(rows, of.names, of.style), strict=True)
    ]


def national_marks(of: Comparison) -> list[Mark]:
    """A mark for each national figure of a comparison's indicator."""
    return [
        Mark(
            row=of.style.words[f"national_{row['kind']}"].format(year=row["year"]),
            kind=row["kind"],
            bound="exact",
            manner="",
            value=row["value"],
            end=row["value"],
            text=_national(of, row),
            source=row["document"] + (f"; {row['note']}" if row["note"] else ""),
        )
        for row in of.national
    ]


def _national(of: Comparison, row: Row) -> str:
    """A national figure, which no document of these prints."""
    if of.style.lang == "zh":
        return f"{COMPARATOR_SIGNS[row['comparator']]}{row['value']:g}{of.unit}"
    return of.style.printed(row)


def worded_value(row: Row, style: Style) -> str:
    """The text at a mark: 「≥ 93%（力争，11月底前）」."""
    said = [style.wording(row)] if is_soft(row, style.vocabulary) else []
    if _has_own_deadline(row):
        said.append(style.due(row))
    return style.printed(row) + style.aside(*said)


def _has_own_deadline(row: Row) -> bool:
    """Whether a target is due another day than all of its plan: 今年 and 年底 say nothing more."""
    deadline = row["deadline"]
    if deadline is None or not row["deadline_text"]:
        return False
    last_year = row["plan_end_year"] or row["plan_year"]
    return bool((deadline.year, deadline.month) != (last_year, _DECEMBER))


def _row_labels(rows: Sequence[Row], names: Mapping[str, str], style: Style) -> list[str]:
    """A unique label for each row: the document, and what tells its several targets apart."""
    several_years = len({row["plan_year"] for row in rows}) > 1
    stated = Counter(row["document_id"] for row in rows)
    labels: list[str] = []
    for row in rows:
        parts = [names[row["document_id"]]]
        if several_years and row["plan_year"] and str(row["plan_year"]) not in parts[0]:
            parts.append(str(row["plan_year"]))
        if stated[row["document_id"]] > 1:
            parts += filter(None, (row["scope"], style.due(row)))
        label = " · ".join(parts)
        same = sum(other == label or other.startswith(f"{label} (") for other in labels)
        labels.append(f"{label} ({same + 1})" if same else label)
    return labels
