"""The kinds of charts that forms make."""

from __future__ import annotations

import altair as alt

AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart | alt.ConcatChart
