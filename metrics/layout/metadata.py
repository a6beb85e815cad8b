"""What a document says of itself: title, issuer, region, and the years it plans for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from metrics.layout.manifest import regions_named
from metrics.layout.region import FoundRegion, find_region
from metrics.layout.titles import (
    HEAD,
    HEADING_LENGTH,
    headline,
    read_issuer,
    read_title,
    title_in_text,
)
from metrics.layout.years import read_years
from metrics.rules.layout import SectionVocabulary
from metrics.sources.known_facts import KnownFacts
from metrics.text.periods import Years

__all__ = ["HEAD", "HEADING_LENGTH", "Facts", "amend", "read_facts", "read_title"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself.

    ``is_titled`` tells whether the title stands in its text, and is not its file's name.
    """

    title: str | None = None
    is_titled: bool = False
    issuer: str | None = None
    region: FoundRegion = field(default_factory=FoundRegion)
    region_label: str | None = None
    parent_region: str | None = None
    plan_year: int | None = None
    plan_end_year: int | None = None

    @property
    def years(self) -> Years | None:
        """The years of the plan, where its first one is known."""
        first = self.plan_year
        return None if first is None else Years(first, max(first, self.plan_end_year or first))

    def region_columns(self) -> dict[str, str | None]:
        """The columns on the region that targets and documents share."""
        region = self.region.region
        return {
            "region": region.name if region else None,
            "region_label": self.region_label,
            "region_code": region.region_code if region else None,
            "region_level": region.level if region else None,
            "parent_region": self.parent_region,
        }


def read_facts(body: str, title: str | None, source: str, vocabulary: SectionVocabulary) -> Facts:
    """The facts of a document from its text, its title line and the name of its file."""
    patterns = vocabulary.patterns
    stem = source.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    title = title or title_in_text(body, vocabulary) or headline(body, vocabulary)
    is_generic = title is None or patterns["generic_title"].match(title) is not None
    issuer = read_issuer(title or "", body, vocabulary)
    found = find_region(
        vocabulary.regions,
        patterns,
        title=title or "",
        issuer=issuer or "",
        head=body[:HEAD],
        body=body,
        source=source,
    )
    hidden = patterns["region_label"].search(body) if found.label is None else None
    parent = vocabulary.regions.parent(found.region) if found.region else None
    year, end_year = read_years(body, title or "", stem, vocabulary)
    return Facts(
        title=stem if stem and is_generic else title,
        is_titled=not is_generic,
        issuer=issuer,
        region=found,
        region_label=hidden.group() if hidden else found.label,
        parent_region=parent.name if parent else None,
        plan_year=year,
        plan_end_year=end_year,
    )


def amend(facts: Facts, known: KnownFacts | None, vocabulary: SectionVocabulary) -> Facts:
    """``facts`` with what a manifest, or the row that the text stood in, knows better."""
    if known is None:
        return facts
    given = known.model_dump(exclude_none=True, exclude={"region"})
    if known.region is not None:
        regions = regions_named(known.region, vocabulary.regions)
        region = regions[0] if len(regions) == 1 else None
        parent = vocabulary.regions.parent(region) if region else None
        evidence = f"manifest: {known.region}"
        given["region"] = FoundRegion(
            region, known.region, evidence, () if region else tuple(regions)
        )
        given["region_label"] = (facts.region_label or region.name) if region else known.region
        given["parent_region"] = parent.name if parent else None
    return replace(facts, **given)
