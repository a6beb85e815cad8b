"""What a document says of itself: title, issuer, region, and the years it plans for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import regex

from metrics.layout.manifest import regions_named
from metrics.layout.region import FoundRegion, find_region
from metrics.rules.layout import SectionVocabulary
from metrics.sources.known_facts import KnownFacts

HEADING_LENGTH = 48  # a longer line is a paragraph with a heading run into it
_OPENING = 200  # where a plan without a title line names its period
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACED_DIGITS = regex.compile(r"(?<=\d) +(?=\d)")  # old PDF text spaces its digits out
HEAD = 4000  # what a document says of itself stands at its head


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself."""

    title: str | None = None
    issuer: str | None = None
    region: FoundRegion = field(default_factory=FoundRegion)
    region_label: str | None = None
    parent_region: str | None = None
    plan_year: int | None = None
    plan_end_year: int | None = None

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


def read_title(lines: list[str], vocabulary: SectionVocabulary) -> str | None:
    """The first of the lines that is a title, rather one that names more than its kind."""
    titles = [
        line.strip()
        for line in lines
        if len(line) <= HEADING_LENGTH and vocabulary.patterns["title_line"].match(line)
    ]
    telling = (one for one in titles if not vocabulary.patterns["generic_title"].match(one))
    return next(telling, titles[0] if titles else None)


def read_facts(body: str, title: str | None, source: str, vocabulary: SectionVocabulary) -> Facts:
    """The facts of a document from its text, its title line and the name of its file."""
    stem = source.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    head = body[:HEAD]
    found = find_region(
        vocabulary.regions,
        vocabulary.patterns,
        title=title or "",
        head=head,
        body=body,
        source=source,
    )
    hidden = vocabulary.patterns["region_label"].search(body) if found.label is None else None
    parent = vocabulary.regions.parent(found.region) if found.region else None
    issuer = vocabulary.patterns["issuer_name"].match(title or "")
    plain_head = _SPACED_DIGITS.sub("", head.translate(_WIDE_DIGITS))
    year, end_year = _years(body, plain_head, f"{title or ''} {stem}", vocabulary)
    return Facts(
        title=stem
        if stem and (not title or vocabulary.patterns["generic_title"].match(title))
        else title,
        issuer=issuer.group("issuer") if issuer else None,
        region=found,
        region_label=hidden.group() if hidden else found.label,
        parent_region=parent.name if parent else None,
        plan_year=year,
        plan_end_year=end_year,
    )


def _years(
    body: str, head: str, title: str, vocabulary: SectionVocabulary
) -> tuple[int | None, int | None]:
    patterns = vocabulary.patterns
    is_report = patterns["report_sign"].search(head)
    period = patterns["plan_period"].search(title if is_report else title + head[:_OPENING])
    if period:
        return int(period.group("year")), int(period.group("end"))
    if not is_report and patterns["plan_title"].search(title):
        ordinal = patterns["plan_ordinal"].search(title)
        if ordinal:
            digits = ordinal.group("ordinal")
            number = 10 + "一二三四五六七八九".find(digits[1]) + 1 if len(digits) > 1 else 10
            return 1951 + 5 * number, 1955 + 5 * number
    review = patterns["year_of_review"].search(head)
    plan = patterns["year_of_plan"].search(body)
    named = patterns["year_of_title"].search(title)
    session = patterns["year_of_session"].search(head)
    if plan and review and int(plan.group("year")) == int(review.group("year")) + 1:
        return int(plan.group("year")), None
    if named:
        return int(named.group("year")), None
    if session:
        late = int(session.group("month")) >= 11
        return int(session.group("year")) + late, None
    if review:
        return int(review.group("year")) + 1, None
    opening = next((m for m in patterns["plan_year_opens"].finditer(body) if m.group("year")), None)
    found = plan or opening
    return (int(found.group("year")), None) if found else (None, None)


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
