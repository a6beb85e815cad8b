"""Changes one pattern at a time and asks whether the examples or the annotated documents notice.

A mutant drops one alternative of a pattern, or widens one character class to any character. One
that survives is tested by no example: add a phrase that only this alternative reads.

    python scripts/mutate_rules.py --examples-only         # all, in a minute or two
    python scripts/mutate_rules.py --sample 60             # figures, and the mutants that survive
    python scripts/mutate_rules.py --kind roles --id ordinal --examples-only
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

import regex

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from scoring import score  # noqa: E402

from metrics import Document, extract, read_document  # noqa: E402
from metrics.authoring.try_examples import try_examples  # noqa: E402
from metrics.paths import builtin_rules  # noqa: E402
from metrics.rules import patterns, roles  # noqa: E402
from metrics.rules.cues import load_cues  # noqa: E402
from metrics.rules.layout import load_sections  # noqa: E402
from metrics.rules.patterns import PatternCompiler  # noqa: E402
from metrics.rules.phrases import load_phrases  # noqa: E402
from metrics.rules.roles import load_roles  # noqa: E402
from metrics.rules.rulefiles import RuleFiles  # noqa: E402
from metrics.rules.ruleset import KINDS, RuleSet, build_rules  # noqa: E402
from metrics.rules.targets import load_grammar  # noqa: E402

KINDS_WITH_PATTERNS = ("clauses", "cues", "layout", "roles", "targets")
ANY = r"[\s\S]"


@dataclass(frozen=True)
class Mutant:
    """A rule with a changed pattern."""

    kind: str
    rule_id: str
    change: str
    pattern: str | tuple[str, ...]


def mutants(kind: str, rule_id: str, pattern: str | tuple[str, ...]) -> Iterator[Mutant]:
    if isinstance(pattern, tuple):
        for i, one in enumerate(pattern):
            rest = pattern[:i] + pattern[i + 1 :]
            if rest:
                yield Mutant(kind, rule_id, f"without pattern {i + 1}: {one}", rest)
            for change, changed in changes(one):
                yield Mutant(kind, rule_id, change, (*pattern[:i], changed, *pattern[i + 1 :]))
    else:
        for change, changed in changes(pattern):
            yield Mutant(kind, rule_id, change, changed)


def changes(pattern: str) -> Iterator[tuple[str, str]]:
    for start, end, is_last in alternatives(pattern):
        cut = (start - 1, end) if is_last else (start, end + 1)
        yield f"without |{pattern[start:end]}", pattern[: cut[0]] + pattern[cut[1] :]
    for start, end in classes(pattern):
        yield (
            f"{pattern[start:end]} at {start} widened",
            pattern[:start] + ANY + pattern[end:],
        )


def alternatives(pattern: str) -> Iterator[tuple[int, int, bool]]:
    """The alternatives of every group that has several: where they lie, and whether they end it."""
    groups: list[list[int]] = [[0]]
    for i, character in tokens(pattern):
        if character == "(":
            opening = regex.compile(r"\((?:\?(?:<?[=!]|:|>|P?<\w+>|[a-z]+:))?").match(pattern, i)
            groups.append([opening.end()])
        elif character == "|":
            groups[-1].append(i + 1)
        elif character == ")":
            yield from spans(groups.pop(), i)
    yield from spans(groups.pop(), len(pattern))


def spans(starts: list[int], end: int) -> Iterator[tuple[int, int, bool]]:
    if len(starts) < 2:
        return
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        yield start, (end if is_last else starts[number + 1] - 1), is_last


def classes(pattern: str) -> Iterator[tuple[int, int]]:
    for i, character in tokens(pattern):
        if character == "[":
            end = i + 1
            while pattern[end] != "]" or end == i + 1 or pattern[end - 1] == "\\":
                end += 1
            yield i, end + 1


def tokens(pattern: str) -> Iterator[tuple[int, str]]:
    """The characters that have a meaning: not escaped, and of a class only its bracket."""
    i = 0
    while i < len(pattern):
        if pattern[i] == "\\":
            i += 2
            continue
        yield i, pattern[i]
        if pattern[i] == "[":
            i += 1
            while pattern[i] != "]" or pattern[i - 1] == "\\":
                i += 1
        i += 1


def compile_once() -> None:
    """Keeps what is made of every pattern: a mutant changes one of some thousand."""
    compile_anew = regex.compile
    kept = lru_cache(None)(compile_anew)

    def compiled(pattern, flags=0, **lists):
        return compile_anew(pattern, flags, **lists) if lists else kept(pattern, flags)

    regex.compile = compiled
    patterns.needed_words = lru_cache(None)(patterns.needed_words)
    roles.around_of = lru_cache(None)(roles.around_of)


class Judge:
    """Says what notices a mutant."""

    def __init__(self, *, examples_only: bool) -> None:
        self.files = RuleFiles((builtin_rules(),))
        self.rules = build_rules(self.files)
        assert self.rules is not None, self.files.problems
        wrong = [case.name for case in try_examples(self.rules) if case.failure]
        assert not wrong, wrong  # they would notice anything
        self.compiler = PatternCompiler(self.files, self.rules.lexicon)
        self.gold = [] if examples_only else [*self._gold()]
        self.scores = [self._score(self.rules, *one) for one in self.gold]

    def _gold(self) -> Iterator[tuple[Document, list[dict]]]:
        for folder in (REPOSITORY / "tests" / "gold", REPOSITORY.parent / "shared" / "gold"):
            for path in sorted(folder.glob("*.jsonl")):
                rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
                targets = [row for row in rows if row["role"] == "target"]
                texts = [path.with_suffix(suffix) for suffix in (".txt", ".md")]
                yield read_document(next(text for text in texts if text.exists())), targets

    def _score(self, rules: RuleSet, document: Document, gold: list[dict]) -> dict[str, float]:
        return score(gold, extract([document], rules).targets.to_dicts())

    def all_mutants(self, kinds: list[str], rule_id: str | None) -> list[Mutant]:
        return [
            mutant
            for kind in kinds
            for name, entry in self.files.entries(kind, KINDS[kind]).items()
            if rule_id in (None, name)
            for mutant in mutants(kind, name, entry.pattern)
        ]

    def _rebuilt(self, kind: str) -> RuleSet:
        """The rules, those of the kind read anew."""
        files, lexicon, compiler = self.files, self.rules.lexicon, self.compiler
        if kind == "clauses":
            return replace(self.rules, phrases=load_phrases(files, compiler))
        if kind == "cues":
            return replace(self.rules, cues=load_cues(files, compiler))
        if kind == "layout":
            return replace(self.rules, sections=load_sections(files, lexicon, compiler))
        if kind == "roles":
            return replace(self.rules, roles=load_roles(files, compiler))
        return replace(self.rules, grammar=load_grammar(files, lexicon, compiler))

    def noticed_by(self, mutant: Mutant) -> str | None:
        entry = self.files.entries(mutant.kind, KINDS[mutant.kind])[mutant.rule_id]
        changed = entry.model_copy(update={"pattern": mutant.pattern})
        self.files.substitute(mutant.kind, mutant.rule_id, changed)
        try:
            rules = self._rebuilt(mutant.kind)
            if self.files.problems:
                self.files.problems.clear()
                return "the check of the rules"
            own = try_examples(rules, [mutant.kind], mutant.rule_id)  # most are noticed there
            of_kind = try_examples(rules, [mutant.kind])
            others = try_examples(rules, [kind for kind in KINDS if kind != mutant.kind])
            if any(case.failure for case in chain(own, of_kind, others)):
                return "an example"
            for one, before in zip(self.gold, self.scores, strict=True):
                after = self._score(rules, *one)
                if any(after[figure] < before[figure] for figure in before):
                    return "a score"
            return None
        finally:
            self.files.substitute(mutant.kind, mutant.rule_id, entry)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kind", action="append", choices=KINDS_WITH_PATTERNS)
    parser.add_argument("--id")
    parser.add_argument("--sample", type=int, help="so many at random (default: all)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--examples-only", action="store_true")
    parser.add_argument("--floor", type=float, default=0, help="exit 1 below this share")
    options = parser.parse_args()
    compile_once()
    judge = Judge(examples_only=options.examples_only)
    found = judge.all_mutants(options.kind or list(KINDS_WITH_PATTERNS), options.id)
    if options.sample:
        found = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    survivors = 0
    by: dict[str, int] = {}
    for mutant in found:
        noticed = judge.noticed_by(mutant)
        if noticed is None:
            survivors += 1
            print(f"survives: {mutant.kind} [{mutant.rule_id}] {mutant.change}")
        else:
            by[noticed] = by.get(noticed, 0) + 1
    share = 1 - survivors / max(len(found), 1)
    print(f"{len(found)} mutants, {share:.1%} noticed: {by}")
    return int(share < options.floor)


if __name__ == "__main__":
    sys.exit(main())
