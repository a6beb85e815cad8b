"""The kinds of charts that forms make, as Altair knows them."""

from __future__ import annotations

import altair as alt

from charts.drawing.captions import wrapped_title
from charts.drawing.layers import Spec

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.ConcatChart


def layer_chart(spec: Spec) -> alt.LayerChart:
    """The chart of a specification of layers."""
    made: alt.LayerChart = alt.LayerChart.from_dict(wrapped_title(spec))
    return made


def facet_chart(spec: Spec) -> alt.FacetChart:
    """The chart of a specification of panels."""
    made: alt.FacetChart = alt.FacetChart.from_dict(wrapped_title(spec))
    return made


def unit_chart(spec: Spec) -> alt.Chart:
    """The chart of a specification of one kind of marks."""
    made: alt.Chart = alt.Chart.from_dict(wrapped_title(spec))
    return made
