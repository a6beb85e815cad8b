"""Cards of the front page: an indicator with one chart that shows every document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charts.drawing.glyphs import glyphs_of
from charts.forms.choice import main_form
from charts.forms.dots import dots
from charts.pages.specs import Drawing, drawing
from charts.selection.changes import changes
from charts.selection.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Card:
    """What the front page shows of an indicator.

    Attributes:
        drawing: every document in the section's period, or the years of the one region read.
        glyphs: what its marks say.
        period: of what is drawn.
        stated_by: how many documents state it.
        told: what became of the goal over the years of one region; empty for several.
    """

    drawing: Drawing
    glyphs: frozenset[str]
    period: str
    stated_by: str
    told: str

    def linked(self, page: str) -> Card:
        """The card for a page on which its marks lead to another ``page``."""
        return replace(self, drawing=self.drawing.linked(page))


def card_of(of: Comparison, anchor: str) -> Card | None:
    """The card of an indicator in the period that stands for it; other periods have none.

    Of national figures it has the nearest only: a card is too small for those of all years.
    """
    if not of.is_latest:
        return None
    over_years = of.of_one_region
    shown = (over_years or of).beside_nearest_figure()
    spec = dots(shown, shown.each) if over_years else main_form(shown).draw(shown)
    rows = shown.each if shown.stating <= of.among.limits.drawn else shown.shown_rows
    glyphs = glyphs_of(rows, of.style.vocabulary) | {row["kind"] for row in shown.national}
    words = of.style.words
    read = sum(map(len, of.among.years_read.values())) if over_years else of.read
    return Card(
        drawing=drawing(anchor, spec),
        glyphs=frozenset(glyphs),
        period=_years(over_years) if over_years else of.period.label(words),
        stated_by=words["stated_by"].format(n=shown.stating, total=read),
        told=_told(over_years) if over_years else "",
    )


def _years(of: Comparison) -> str:
    """The plan years that state it, as one label."""
    first, last = (of.each[place]["plan_year"] for place in (0, -1))
    label = "period_year" if first == last else "period_years"
    return of.style.words[label].format(first=first, last=last)


def _told(of: Comparison) -> str:
    """The goal of each year and what became of it: 「2025 年 ≈ 6% → 2026 年 ≈ 6%（持平）」."""
    words, style = of.style.words, of.style
    said = [
        words["goal_of_year"].format(year=row["plan_year"], printed=style.printed(row))
        for row in of.each
    ]
    years = next(iter(of.among.years_read.values()))
    what = [words[what] for (_, year), (what, *_) in changes(of).items() if year == years[-1]]
    return " → ".join(said) + style.aside(*what)
