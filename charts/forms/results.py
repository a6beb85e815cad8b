"""Goals beside results: from the last result to the goal, and from the goal to what was reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import kind_line, steps_line, title
from charts.drawing.glyphs import (
    BEFORE,
    BOUNDS,
    FACT,
    glyphs_of,
    key_line,
    promises,
    ranges,
    shape_of,
)
from charts.drawing.layers import (
    ROWS_AXIS,
    Spec,
    expression,
    field,
    halo,
    layer,
    quantity,
)
from charts.drawing.marks import worded_value
from charts.selection.changes import manner
from charts.selection.comparison import Comparison, Row
from charts.selection.results import Result, kept, of_verdict
from charts.words.style import Palette
from charts.words.values import high_end

_ROW = 30
_GAP = 10  # pixels between a mark and its text


def steps(of: Comparison) -> Spec:
    """From each region's last result to its goal, the largest step up first.

    An open square is the last result, as the same report gives it; the goal has the marks of all
    charts. Regions whose report gives no last result are counted, not drawn.

    Args:
        of: what to draw; it has ``stepped`` rows.
    """
    words, results = of.style.words, of.among.results.before
    pairs = [(row, results[row["target_id"]].beside(row, of.style)) for row in of.stepped]
    pairs.sort(key=lambda pair: pair[1].difference or 0.0)
    said = steps_line(of, of.stepped)
    left = len(of.shown_rows) - len(pairs)
    note = of.period.of_before(words, "steps_left", n=left) if left else ""
    return _dumbbells(of, pairs, before_glyph(of), said, note)


def before_glyph(of: Comparison) -> str:
    """What the open square says: the last year's result, or that of the years before."""
    return BEFORE[of.period.is_span]


def outcomes(of: Comparison) -> Spec:
    """Each region's goal and what its next report says was reached, the best first.

    A filled square is the result. Regions whose next report is silent stand last and say so: a
    report that does not mention a goal does not say that it was missed.

    Args:
        of: what to draw; it has ``answered`` rows.
    """
    words, results = of.style.words, of.among.results.after
    pairs = [(row, results[row["target_id"]].beside(row, of.style)) for row in of.answered]
    pairs.sort(key=lambda pair: (pair[1].difference is None, -(pair[1].difference or 0.0)))
    return _dumbbells(of, pairs, "after", _kept_said(of), words["silence_note"])


def _kept_said(of: Comparison) -> str:
    """How many goals were reached, missed and not mentioned; nothing where there are none."""
    words = of.style.words
    reached, missed, silent = kept(of.answered, of.among.results)
    if not reached + missed:
        return words["kept_silent"].format(silent=silent) if silent else ""
    return words["front_kept"].format(
        n=reached + missed, reached=reached, missed=missed, silent=silent
    )


def _dumbbells(
    of: Comparison, pairs: Sequence[tuple[Row, Result]], side: str, said: str, note: str
) -> Spec:
    style = of.style
    spans = [(row["value"], high_end(row)) for row, _ in pairs]
    spans += [(one.value, one.value) for _, one in pairs if one.value is not None]
    axis = axis_of(of, spans)
    rows = [_drawn(of, row, result, side, axis) for row, result in pairs]
    glyphs = glyphs_of((row for row, _ in pairs), style.vocabulary) | {side}
    place = {
        "axis": ROWS_AXIS,
        "field": "row",
        "scale": {"domain": [row["row"] for row in rows]},
        "type": "nominal",
    }
    return layered(
        _layers(rows, side, style.palette),
        rows,
        {"x": axis.channel("value"), "y": place},
        _ROW * len(rows),
        title=title(of.heading, kind_line(of), said, note, key_line(glyphs, style)),
        description=f"{of.heading}: {said or rows[0]['said']}",
        palette=style.palette,
    )


def _drawn(of: Comparison, row: Row, result: Result, side: str, axis: ValueAxis) -> dict[str, Any]:
    """A row of the chart: the goal, the result, and the text beside the outer one of the two."""
    words, name = of.style.words, of.names[row["document_id"]]
    goal = worded_value(row, of.style)
    fact = result.printed or words[f"verdict_{result.verdict}"]
    last, first = (fact, goal) if side == "after" else (goal, fact)
    ends = [row["value"], high_end(row)] + ([] if result.value is None else [result.value])
    is_right = axis.place(max(ends)) < 1 - axis.place(min(ends)) or axis.place(min(ends)) < 0.5
    verdict = of_verdict(result)
    text = f"{first} → {last}"
    if side == "after" and result.printed and verdict == "other":
        text += of.style.aside(words[f"verdict_{result.verdict}"])
    return {
        "row": name,
        "value": row["value"],
        "end": high_end(row),
        "bound": BOUNDS[row["comparator"]],
        "shape": shape_of(BOUNDS[row["comparator"]]),
        "manner": manner(row, of.style.vocabulary),
        "fact": result.value,
        "verdict": verdict,
        "text": text,
        "text_at": max(ends) if is_right else min(ends),
        "text_dx": _GAP if is_right else -_GAP,
        "text_align": "left" if is_right else "right",
        "said": f"{name}: {text}{of.style.original(row)}",
        "href": f"#t-{row['target_id']}",
    }


def _layers(rows: list[dict[str, Any]], side: str, palette: Palette) -> list[Spec]:
    there = "isValid(datum.fact)"
    line = layer(
        "rule", {"x2": {"field": "fact"}}, only=there, aria=False, color=palette.soft,
        strokeWidth=1.5,
    )  # fmt: skip
    inside = palette.ink if side == "after" else palette.paper
    fact = layer(
        "point", {"x": quantity("fact")}, only=there, aria=False, fill=inside, opacity=1,
        shape=FACT, size=80, stroke=palette.ink if side == "after" else palette.soft,
        strokeWidth=2,
    )  # fmt: skip
    text = layer(
        "text", {"text": field("text"), "x": quantity("text_at")},
        align=expression("datum.text_align"), aria=False, baseline="middle", color=palette.ink,
        dx=expression("datum.text_dx"), fontSize=12,
    )  # fmt: skip
    marks = [*ranges(rows, palette, height=11), *promises(rows, palette, size=110, width=2)]
    return [line, *marks, fact, halo(text, palette, 4), text]
