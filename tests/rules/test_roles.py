"""The characters around a number leave few rules to ask, and never fewer than could decide it."""

from __future__ import annotations

from metrics.quantities.scanner import scanner_of
from metrics.rules.roles import SurroundingRule


def test_the_rule_that_decides_is_always_asked(rules) -> None:
    """Of every example, whole and cut off behind each of its numbers."""
    scanner = scanner_of(rules)
    entries = rules.files.entries("roles", SurroundingRule).values()
    phrases = {one.text for entry in entries for one in entry.example}
    phrases |= {text for entry in entries for one in entry.counter for text in one.texts}
    tried = 0
    for phrase in sorted(phrases):
        for mention in scanner.scan(phrase):
            for end in (len(phrase), mention.number_end):
                number = mention.start, mention.number_end
                found = rules.roles.candidates(phrase, mention.number_end, end)
                decided = rules.roles.decide(phrase, [number], 0, end)
                assert decided == [found[0][0] if found else None], (phrase, end)
                tried += 1
    assert tried > 500
