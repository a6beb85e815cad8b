"""A row of the table ``targets``: made once, here, for tables, explanations and examples alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from metrics.extraction.pipeline import Sentence
from metrics.layout.metadata import Facts
from metrics.quantities.scanner import Mention
from metrics.rules.indicators import CatalogueEntry
from metrics.rules.ruleset import RuleSet
from metrics.rules.topics import topics_of
from metrics.tables.bounds import bounds
from metrics.targets.periods import TimesAround, period_of
from metrics.targets.target import Target, canonical
from metrics.text.wrapped_lines import ReadText

Row = dict[str, Any]


@dataclass(frozen=True)
class ReadDocument:
    """The document that rows are of: its ids, its text as it is printed, what it says of itself."""

    rules: RuleSet
    source: str
    document_id: str
    text: str
    facts: Facts
    read: ReadText

    def said(self, start: int, end: int) -> str:
        """What stands, as printed, where ``read.text[start:end]`` was read."""
        start, end = self.read.printed(start, end)
        return self.text[start:end]

    @cached_property
    def columns(self) -> Row:
        """What all rows of the document share."""
        return {
            "source": self.source,
            "document_id": self.document_id,
            "document_title": self.facts.title,
            "issuer": self.facts.issuer,
            **self.facts.region_columns(),
            "plan_year": self.facts.plan_year,
            "plan_end_year": self.facts.plan_end_year,
        }


def rows_of(sentence: Sentence, document: ReadDocument) -> Iterator[Row]:
    """The rows of a sentence, in the order of their numbers."""
    if not any(fate.targets for fate in sentence.fates):
        return
    times = times_around(sentence, document)
    for fate in sentence.fates:
        for target in fate.targets:
            yield row_of(target, sentence, document, times)


def times_around(sentence: Sentence, document: ReadDocument) -> TimesAround:
    """The words of time that the numbers of a sentence are for."""
    facts, span = document.facts, sentence.span
    return TimesAround(
        phrases=document.rules.phrases,
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        paragraph=span.start,
        section=span.section,
        plan=sentence.plan or facts.years,
        looks_back=span.kind == "review",
        told=sentence.told,
    )


def placed(document: str, start: int, end: int, indicator: str, nth: int) -> str:
    """What a target is known by until its sentence is read (`TargetIds`): no two share it."""
    return f"{document} {start} {end} {indicator} {nth}"


def row_of(
    target: Target,
    sentence: Sentence,
    document: ReadDocument,
    times: TimesAround | None = None,
    id_of: Callable[[str, int, int, str, int], str] = placed,
) -> Row:
    """The row of a target; every column but the one that corrections fill.

    ``id_of`` makes the ids of the row and of the one it is a part of, from the document's id and
    a place.
    """
    period = period_of(target, times or times_around(sentence, document))
    mention, surface = target.mention, target.surface
    unit, entry = canonical(target, document.rules)
    value, high = _in_unit(mention.low or Decimal(0), target), None
    if mention.high is not None:
        high = _in_unit(mention.high, target)
    return {
        "target_id": id_of(document.document_id, *target.place),
        **document.columns,
        "section": sentence.span.section,
        "item_no": sentence.span.item_no,
        **_quoted(mention, sentence, document),
        "indicator": target.indicator,
        "indicator_id": entry.indicator_id if entry else None,
        "topic": _topic(entry, target, sentence, document),
        "scope": target.scope,
        "value": value,
        "value_high": high,
        "unit": unit,
        "dimension": surface.dimension,
        "classifier": surface.classifier,
        "unit_text": _printed_unit(mention, sentence.text, document),
        "comparator": target.comparator,
        **bounds(target.comparator, value, high),
        "mode": target.mode,
        "direction": target.direction,
        "deadline": target.deadline,
        "deadline_text": target.deadline_text,
        "per": target.per,
        "commitment": target.commitment,
        "breakdown": target.breakdown,
        "part_of": id_of(document.document_id, *target.total.place) if target.total else None,
        "baseline": _baseline(target),
        "responsible": sentence.responsible,
        "period_kind": period.kind,
        "period_start": period.start,
        "period_end": period.end,
        "goal_tier": target.tier,
        "binding": target.binding,
        "doubt": target.doubt,
        "rule_id": target.rule_id,
    }


def _quoted(mention: Mention, sentence: Sentence, document: ReadDocument) -> Row:
    """The sentence and the value's expression in it, as they are printed."""
    begins, ends = document.read.printed(sentence.start, sentence.end)
    start, end = document.read.printed(mention.start, mention.end)
    said = document.text[begins:ends]
    begins += len(said) - len(said.lstrip())
    return {
        "sentence": said.strip(),
        "start": start,
        "end": end,
        "quote": document.text[start:end],
        "quote_at": start - begins,
    }


def _topic(
    entry: CatalogueEntry | None, target: Target, sentence: Sentence, document: ReadDocument
) -> str | None:
    """The topic of the catalogue's indicator, else the one that words tell."""
    if entry is not None:
        return entry.topic
    whole = target.indicator + (target.scope or "")  # 高校毕业生|到基层就业 is of employment
    is_said = whole in sentence.text[sentence.start : sentence.end]
    return topics_of(document.rules).topic_of(
        whole if is_said else target.indicator,
        target.scope,
        before=sentence.text[sentence.start : target.mention.start],
        section=sentence.span.section,
        title=document.facts.title,
    )


def _baseline(target: Target) -> float | None:
    return None if target.baseline is None else _in_unit(Decimal(repr(target.baseline)), target)


def _in_unit(number: Decimal, target: Target) -> float:
    """A number of the printed unit in the unit of the tables."""
    return float(number * target.surface.factor)


def _printed_unit(mention: Mention, text: str, document: ReadDocument) -> str:
    """The unit as the document prints it, not as it is read: 萬個, not 万个."""
    start = mention.end - len(mention.printed)
    is_here = text[start : mention.end] == mention.printed  # in tables it stands in the head
    return document.said(start, mention.end) if is_here else mention.printed
