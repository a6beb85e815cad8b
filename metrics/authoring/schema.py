"""JSON Schema of the rule files, for editors that complete and check while one types."""

from __future__ import annotations

import ast
import inspect
import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from metrics.rules.places import WORDS
from metrics.rules.rulefiles import Entry
from metrics.rules.ruleset import KINDS

_DRAFT = "http://json-schema.org/draft-07/schema#"  # what TOML editors understand
_EXTENDS = {
    "type": "boolean",
    "description": "In an added folder: add to the lists of the entry of this id, keep the rest.",
}


@cache
def bad_entries() -> dict[str, list[dict[str, Any]]]:
    """Entries that are refused, by kind; each with ``why``."""
    return tomllib.loads(files(__package__).joinpath("bad_entries.toml").read_text("utf-8"))


def rule_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a rule file of ``kind``: a table of entries by id, and ``words``.

    A file of any kind may hold word lists in that table; the kind of word lists is a file that
    holds nothing else. Every key has a description; ``x-bad-examples`` of an entry are entries
    that are refused, each with the reason.

    Raises:
        KeyError: when there is no such kind.
    """
    lists, definitions = _entry_schema(WORDS)
    entry: dict[str, Any] | Literal[False] = False
    if kind != WORDS:
        entry, more = _entry_schema(kind)
        definitions |= more
    return {
        "$schema": _DRAFT,
        "title": f"rules/{kind}",
        "description": KINDS[kind].__doc__ or "",
        "type": "object",
        "properties": {
            WORDS: {
                "type": "object",
                "description": KINDS[WORDS].__doc__ or "",
                "additionalProperties": lists,
            }
        },
        "additionalProperties": entry,
        "definitions": definitions,
    }


def _entry_schema(kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of one entry of a kind, and the definitions that it refers to."""
    entry = KINDS[kind].model_json_schema(ref_template="#/definitions/{model}")
    definitions = entry.pop("$defs", {})
    models = _models()
    for name, schema in (*definitions.items(), (KINDS[kind].__name__, entry)):
        said = _said_of_keys(models[name])
        for form in (schema, *schema.get("anyOf", ())):
            for key in said.keys() & form.get("properties", {}).keys():
                form["properties"][key]["description"] = said[key]
    entry["properties"] = {**entry["properties"], "extends": _EXTENDS}
    entry["x-bad-examples"] = bad_entries()[kind]
    return entry, definitions


@cache
def _models() -> dict[str, type[Entry]]:
    """All that stands in rule files, by the name of its class."""

    def below(model: type[Entry]) -> Iterator[type[Entry]]:
        for one in model.__subclasses__():
            yield one
            yield from below(one)

    return {model.__name__: model for model in below(Entry)}


def _said_of_keys(model: type[Entry]) -> dict[str, str]:
    """The text below each key in the source of a model, and of those that it adds to."""
    said: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if not issubclass(owner, Entry):
            continue
        (made,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
        assert isinstance(made, ast.ClassDef)
        for key, below in zip(made.body, made.body[1:], strict=False):
            if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name):
                match below:
                    case ast.Expr(ast.Constant(str(text))):
                        said[key.target.id] = inspect.cleandoc(text)
    return said
