"""The comparisons of a run as image files: one for each shared indicator and each view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from charts.drawing.layers import Spec
from charts.forms.choice import forms_of, main_form, views_of
from charts.images.writer import write_specs
from charts.pages.model import Report
from charts.pages.sections import comparisons
from charts.pages.views import overview, record_spec
from charts.words.style import LIGHT
from metrics.tables.frames import Tables, TablesInParts

_OF_RESULTS = ("steps", "outcomes")  # forms with a file of their own, beside the main one


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
    return write_specs(dict(_charts(Report.of(tables, lang, LIGHT))), folder, format)


def _charts(report: Report) -> Iterator[tuple[str, Spec]]:
    indicator_ids = []
    for anchor, of in comparisons(report):
        indicator_ids.append(of.first["indicator_id"])
        yield anchor, main_form(of).draw(of)
        for form in forms_of(of):
            if form.name in _OF_RESULTS:
                yield f"{anchor}-{form.name}", form.draw(of)
    of_all = overview(report, indicator_ids, None)
    for view in views_of(of_all):
        yield view.name, view.draw(of_all)
    if (kept := record_spec(report)) is not None:
        yield "record", kept
