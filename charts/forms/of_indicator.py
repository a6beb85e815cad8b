"""The charts of one indicator, from rows of the targets table."""

from __future__ import annotations

import altair as alt
import polars as pl

from charts.drawing.chart_types import facet_chart, layer_chart
from charts.forms.dots import dots
from charts.forms.parents import parents
from charts.forms.strip import strip
from charts.forms.tiles import tiles
from charts.forms.years import years
from charts.selection.collection import Collection
from charts.selection.comparison import Comparison
from charts.selection.given_frames import Frame, takes_frames
from charts.words.style import LIGHT, Palette, Style


@takes_frames
def compare(
    targets: Frame,
    indicator_id: str,
    *,
    mode: str | None = None,
    benchmarks: Frame | None = None,
    documents: Frame | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """A dot plot of the targets on one indicator, one row for each target.

    A dot is an exact value; a triangle points to where values may still be (at least, at most), and
    its text tells ≥ from >; a bar is a range; a diamond is approximate. Marks of wishes (力争) are
    hollow, those of duties (确保) have a bar across. National aims are dashed lines, results solid
    ones. The picture shows one period, by default the latest that documents share. Modes,
    units and periods are never mixed: of several the one that most documents share is drawn.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to compare.
        mode: level, change or output; by default the one that most documents share.
        benchmarks: the benchmarks table, for the national figures.
        documents: the documents table, to count and name all documents and not only these.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode).

    Example:
        >>> compare(targets, "inclusive_kindergarten_coverage")  # doctest: +SKIP
    """
    listed = targets if documents is None else documents
    among = Collection(listed, Style(lang, palette), benchmarks)
    return layer_chart(dots(Comparison.asked(targets, indicator_id, mode, among, name)))


@takes_frames
def distribution(
    targets: Frame,
    indicator_id: str,
    *,
    highlight: str | None = None,
    menu: bool = False,
    documents: Frame | None = None,
    benchmarks: Frame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """A strip of dots, one for each document, each at its own value; equal values are stacked.

    The height says only how many there are. Marks and lines are those of ``compare``.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        highlight: the name of a document as charts print it (its region), to stand out.
        menu: whether the reader can choose the highlighted region from a list, in a page.
        documents: the documents table, to count and name all documents and not only these.
        benchmarks: the benchmarks table, for the national figures.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no document of these has
            the name to highlight.

    Example:
        >>> distribution(targets, "gdp_growth", highlight="咸宁市")  # doctest: +SKIP
    """
    listed = targets if documents is None else documents
    among = Collection(listed, Style(lang, palette), benchmarks)
    of = Comparison.asked(targets, indicator_id, mode, among, name)
    return layer_chart(strip(of, highlight=highlight, menu=menu))


@takes_frames
def tile_grid(
    targets: Frame,
    indicator_id: str,
    regions: Frame,
    *,
    documents: Frame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """A square for each province with the value that its plan prints, coloured by at most 5 steps.

    The steps are one hue from light to dark; a colour never says more than the printed value.
    Provinces that were read and do not state the indicator say so; those not read are dashed.

    Args:
        targets: rows of the targets table; only those of provinces are drawn.
        indicator_id: the canonical indicator to show.
        regions: the regions table, which tells what is a province.
        documents: the documents table, which tells what was read; by default what has targets.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours of all but the tiles.

    Raises:
        ValueError: when no province states this indicator (in this mode).

    Example:
        >>> tile_grid(tables.targets, "gdp_growth", tables.regions)  # doctest: +SKIP
    """
    listed = targets if documents is None else documents
    among = Collection(listed, Style(lang, palette), regions=regions)
    stated = targets.filter(pl.col("region_code").is_in(list(among.provinces)))
    return layer_chart(tiles(Comparison.asked(stated, indicator_id, mode, among, name)))


@takes_frames
def change_over_years(
    targets: Frame,
    indicator_id: str,
    *,
    documents: Frame | None = None,
    mode: str | None = None,
    name: str | None = None,
    columns: int = 4,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.FacetChart:
    """A panel for each region with plans of several years: its goal in each, on one common axis.

    Values are printed as the plans print them. A line joins two plans that follow each other in
    the years read; it never crosses a year whose plan was not read. Where a plan that was read
    does not state the goal any more, a dashed stub ends open, and where one states it for the
    first time, it begins open. Words say raised, held or lowered.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        documents: the documents table, which tells which plans were read; by default those that
            have targets.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        columns: panels beside each other, each 200 pixels wide.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no region that states it
            was read in several plan years.

    Example:
        >>> change_over_years(tables.targets, "gdp_growth")  # doctest: +SKIP
    """
    listed = targets if documents is None else documents
    among = Collection(listed, Style(lang, palette))
    of = Comparison.asked(targets, indicator_id, mode, among, name)
    if not of.of_several_years:
        raise ValueError(
            f"no region that states {indicator_id} was read in several plan years: "
            "a change needs two plans of one region, with their regions and years known."
        )
    return facet_chart(years(of, columns=columns))


@takes_frames
def against_parent(
    targets: Frame,
    indicator_id: str,
    regions: Frame,
    *,
    documents: Frame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Each region's goal beside that of the nearest region above it, for the same year.

    The region is a dot (a triangle for a bound, a bar for a range), the parent an upright line,
    joined by a thin line; both values are printed. Rows keep the order of the documents below
    their parent. An amount or count of a parent contains those of its parts, which the chart says.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        regions: the regions table, which tells the parent of each region.
        documents: the documents table, to name documents as other charts do.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or there is no region whose
            parent states it for the same year.

    Example:
        >>> against_parent(tables.targets, "gdp_growth", tables.regions)  # doctest: +SKIP
    """
    listed = targets if documents is None else documents
    among = Collection(listed, Style(lang, palette), regions=regions)
    of = Comparison.asked(targets, indicator_id, mode, among, name)
    if not of.pairs:
        raise ValueError(
            f"no region that states {indicator_id} has a parent that states it for the same year. "
            "Pairs need documents of both levels in one run, with their regions and years known, "
            "and a regions table with region_code and parent_code."
        )
    return layer_chart(parents(of))
