"""Which forms of charts rows carry: the tables that pages and images ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import polars as pl

from charts.drawing.layers import Spec
from charts.forms.commitment import wordings
from charts.forms.coverage import matrix
from charts.forms.deadlines import timeline
from charts.forms.dots import dots
from charts.forms.due_months import due_months
from charts.forms.histogram import histogram
from charts.forms.parents import parents
from charts.forms.results import outcomes, steps
from charts.forms.spending import ratios
from charts.forms.strip import strip
from charts.forms.tiles import tiles
from charts.forms.years import years
from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison
from charts.selection.overview import Overview

_MANY = 12  # more values than these are first shown as a strip of dots
_PROVINCES = 8  # so many provinces on one indicator make a tile grid
_STEPPED = 2  # one region with a last result makes no picture of steps
_DATED = 2  # fewer targets with a deadline make no timeline


class Form(NamedTuple):
    """A form of the charts of one indicator: whether rows carry it, and how it is drawn."""

    name: str
    fits: Callable[[Comparison], bool]
    draw: Callable[[Comparison], Spec]


class View(NamedTuple):
    """A form of the charts over all documents, with the rows behind it."""

    name: str
    fits: Callable[[Overview], bool]
    draw: Callable[[Overview], Spec]
    rows: Callable[[Overview], pl.DataFrame]


def forms_of(of: Comparison) -> Iterator[Form]:
    """The forms that the rows carry, the comparison of all of them last."""
    return (form for form in FORMS if form.fits(of))


def main_form(of: Comparison) -> Form:
    """The one form that shows every document of the comparison."""
    return next(form for form in forms_of(of) if form.name in _WHOLE)


def views_of(of: Overview) -> Iterator[View]:
    """The views over all documents that the tables carry."""
    return (view for view in VIEWS if view.fits(of))


def _is_few(of: Comparison) -> bool:
    return of.stating <= of.among.limits.drawn


def _strip(of: Comparison) -> Spec:
    return strip(of, nameable=of.style.is_page)


def _carries_tiles(of: Comparison) -> bool:
    stated = of.among.provinces.intersection(of.rows["region_code"].to_list())
    return len(stated) >= _PROVINCES


def _carries_years(of: Comparison) -> bool:
    if not (_is_few(of) and of.is_latest):
        return False
    return len(of.whole.plan_years) > 1 and bool(of.of_several_years)


def _carries_parents(of: Comparison) -> bool:
    """Whether regions stand beside their parents; the same parent beside very many says nothing."""
    is_ranked = is_free_of_size(of.first["dimension"])
    if not (is_ranked and _is_few(of) and of.rows["region_level"].n_unique() > 1):
        return False
    differ = len({parent["target_id"] for _, parent in of.pairs}) > 1
    return bool(of.pairs) and (differ or len(of.pairs) <= _MANY)


def _carries_matrix(of: Overview) -> bool:
    is_asked = bool(of.matrix.indicator_ids) and not of.is_by_area
    return is_asked and len(of.listed) > 1 and not of.shared.is_empty()


def _carries_ratios(of: Overview) -> bool:
    return not of.is_by_area and not of.alike.is_empty()


def _deadlines(of: Overview) -> Spec:
    """Each document by month where they are few, else how many are due in each month."""
    return timeline(of) if len(of.listed) <= _MANY else due_months(of)


def _money(of: Overview) -> Spec:
    """What several documents count of one thing; prices of different things do not compare."""
    return ratios(of, found=of.alike)


def _carries_steps(of: Comparison) -> bool:
    return _is_few(of) and len(of.stepped) >= _STEPPED


def _carries_outcomes(of: Comparison) -> bool:
    """Whether its own goals were answered, or those of an earlier period and no page is nearer."""
    if not _is_few(of):
        return False
    return bool(of.answered) or (of.is_latest and of.last_answered is not None)


def _outcomes(of: Comparison) -> Spec:
    return outcomes(of if of.answered else of.last_answered or of)


_WHOLE = ("distribution", "values")

FORMS = (
    Form("distribution", lambda of: _is_few(of) and of.stating > _MANY, _strip),
    Form("distribution", lambda of: not _is_few(of), histogram),
    Form("tiles", _carries_tiles, tiles),
    Form("steps", _carries_steps, steps),
    Form("outcomes", _carries_outcomes, _outcomes),
    Form("years", _carries_years, years),
    Form("parents", _carries_parents, parents),
    Form("values", _is_few, dots),
)
"""The forms of one indicator in the order of a page."""

VIEWS = (
    View("coverage", _carries_matrix, matrix, lambda of: of.states(of.matrix.indicator_ids)),
    View("deadlines", lambda of: len(of.dated) >= _DATED, _deadlines, lambda of: of.due),
    View("wording", lambda of: not of.targets.is_empty(), wordings, lambda of: of.wordings),
    View("money", _carries_ratios, _money, lambda of: of.alike),
)
"""The views over all documents in the order of a page."""
