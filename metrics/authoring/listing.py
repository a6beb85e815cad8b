"""Lists rules and shows one of them: ``rules list`` and ``rules show``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from metrics.authoring.try_examples import Case, try_examples
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.ruleset import KINDS, RuleSet
from metrics.rules.toml_tables import did_you_mean

_SLOT = regex.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")
_SHOWN = 12  # words of a list


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule in one line."""

    kind: str
    rule_id: str
    place: str
    says: str


def list_rules(files: RuleFiles, kind: str | None = None, words: str = "") -> list[Listed]:
    """The rules of a kind (or of all), those only that hold ``words`` anywhere."""
    found = []
    for name, model in KINDS.items():
        if kind not in (None, name):
            continue
        for rule_id, entry in files.entries(name, model).items():
            if words in rule_id or words in str(files.table(name, rule_id)):
                found.append(Listed(name, rule_id, files.place(name, rule_id), _says(entry)))
    return found


def _says(entry: Entry) -> str:
    """The first line of what an entry says of itself."""
    stated = (getattr(entry, key, None) for key in ("doc", "definition", "document"))
    return str(next(filter(None, stated), "")).strip().partition("\n")[0]


def show_rule(rules: RuleSet, rule_id: str) -> str:
    """A rule as its file has it, its slots, and how its examples fare; of every kind it is in.

    Raises:
        KeyError: with a message, when there is no such rule.
    """
    files = rules.files
    ids = [(kind, name) for kind, model in KINDS.items() for name in files.entries(kind, model)]
    meant = [(kind, name) for kind, name in ids if rule_id in (name, _name(name))]
    if not meant:
        hint = did_you_mean(rule_id, [_name(name) for _, name in ids])
        raise KeyError(f"There is no rule {rule_id!r}.{hint}")
    return "\n\n".join("\n".join(_shown(rules, kind, name)) for kind, name in meant)


def _name(entry_id: str) -> str:
    """The id of an entry, of a word list without the file that calls it."""
    return entry_id.rpartition(":")[2]


def _shown(rules: RuleSet, kind: str, rule_id: str) -> Iterator[str]:
    files = rules.files
    yield f"{kind}  {files.origin(kind, rule_id)}"
    yield files.source(kind, rule_id)
    scopes = files.scopes(kind, rule_id)
    for name in dict.fromkeys(_SLOT.findall(str(files.table(kind, rule_id).get("pattern", "")))):
        words = rules.lexicon.words_of(name, scopes)
        if words:
            more = f" … {len(words)} in all" if len(words) > _SHOWN else ""
            yield f"${name}: {'、'.join(words[:_SHOWN])}{more}"
    yield from map(_result, try_examples(rules, [kind], rule_id))


def _result(case: Case) -> str:
    return f"{case.name}  {case.failure or 'right'}  {case.text.strip()}"
