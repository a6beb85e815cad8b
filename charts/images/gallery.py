"""The comparisons of a run as image files: one for each shared indicator and each view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from charts.drawing import theme
from charts.drawing.chart_types import AnyChart
from charts.forms.dots import compare
from charts.forms.histogram import histogram
from charts.forms.strip import distribution
from charts.images.writer import write_images
from charts.pages.sections import Report, section_groups
from charts.pages.specs import LARGE
from charts.pages.views import drawn_views
from metrics.tables.frames import Tables, TablesInParts

_MANY = 12  # more values than these are drawn as a strip of dots


def build_images(
    tables: Tables | TablesInParts,
    folder: Path,
    format: Literal["svg", "png"] = "svg",
    *,
    lang: str = "zh",
) -> list[Path]:
    """Writes the charts of a report into ``folder`` and returns the paths.

    Args:
        tables: the tables of a run.
        folder: an existing folder.
        format: ``svg``, drawn with the fonts of the reader, or ``png``.
        lang: language of the charts' own words, ``zh`` or ``en``.

    Raises:
        ValueError: for a PNG file where no font has Chinese letters.
    """
    return write_images(dict(_charts(Report.of(tables, lang))), folder, format)


def _charts(report: Report) -> Iterator[tuple[str, AnyChart]]:
    tables, lang = report.tables, report.lang
    indicator_ids = []
    for anchor, name, group in section_groups(report):
        indicator_id = group["indicator_id"][0]
        indicator_ids.append(indicator_id)
        stating = group["document_id"].n_unique()
        draw = compare if stating <= _MANY else distribution if stating <= LARGE else histogram
        yield (
            anchor,
            draw(
                group, indicator_id, benchmarks=tables.benchmarks, documents=tables.documents,
                name=name, lang=lang,
            ),
        )  # fmt: skip
    for name, chart, _ in drawn_views(report, indicator_ids, None, theme.LIGHT):
        yield name, chart
