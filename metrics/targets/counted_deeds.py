"""Parts what is counted from what it does: 「4500家企业|上云」, 「2万名毕业生|到基层就业」."""

from __future__ import annotations

from metrics.targets.clauses import Clause
from metrics.targets.fate import PlanSentence
from metrics.targets.target import Target
from metrics.values import replace

_PERSON = "person"


def without_deed(sentence: PlanSentence, clause: Clause, target: Target) -> Target:
    """A count whose name is what it counts; what that does narrows it.

    What is done with persons stays whole: 「完成1万名乡村医生培训」. So does a name that is
    narrowed by something else, as there is no place for its deed, but not by what follows it:
    「2万名毕业生|到山区|稳定就业」.
    """
    if target.mention.dimension != "count":
        return target
    further = target.scope or ""
    if further and target.indicator + further not in sentence.text:
        return target
    phrases = sentence.rules.phrases
    said = phrases["counted_deed"].match(target.indicator)
    said = said or phrases["village_deed"].match(target.indicator)
    if said is None and clause.object:  # 完成9个小区的|节能改造, and not 手术2000例
        said = phrases["deed_of_counted"].match(target.indicator)
    if said is None and target.surface.unit == _PERSON and clause.object:
        governing = [word.text for word in (*clause.leads, *clause.before)]
        if not any(map(phrases["takes_deed"].fullmatch, governing)):
            said = phrases["person_deed"].match(target.indicator)
    if said is None:
        return target
    return replace(target, indicator=said["thing"], scope=said["done"] + further)
