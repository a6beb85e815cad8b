"""Examples and counter-examples in rule files: real phrases that say what a rule decides."""

from __future__ import annotations

import datetime
from typing import Any, Self

import regex
from pydantic import ConfigDict, model_validator

from metrics.rules.rulefiles import Entry


def _or_string(schema: dict[str, Any]) -> None:
    """In the JSON Schema of a rule file: an example is a string, or a table that says more."""
    table = dict(schema)
    schema.clear()
    schema["anyOf"] = [{"type": "string", "description": table.get("description", "")}, table]


_MARKED = regex.compile(r"【(?P<number>[^【】]+)】")


class RowExample(Entry):
    """A real clause, and the whole row that one of its numbers becomes.

    ``quote`` tells which number, when it is not the first; ``expect`` holds every column of the
    row that has a value, under the names of `metrics.explain`.
    """

    text: str
    quote: str | None = None
    expect: dict[str, Any]


class PhraseExample(Entry):
    """A phrase that a pattern finds; written as a string where nothing more is said of it.

    ``found`` is what the pattern matches, where that matters.
    """

    model_config = ConfigDict(json_schema_extra=_or_string)

    text: str
    found: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class NumberExample(Entry):
    """A phrase with one of its numbers; as a string the number is marked: 第【33届】运动会."""

    model_config = ConfigDict(json_schema_extra=_or_string)

    text: str
    number: str
    start: int = 0
    """Where the number stands in the text, when it is not its first occurrence."""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        marks = list(_MARKED.finditer(value))
        if len(marks) != 1:
            raise ValueError("mark one number: 第【33届】运动会")
        (mark,) = marks
        return {
            "text": value[: mark.start()] + mark.group("number") + value[mark.end() :],
            "number": mark.group("number"),
            "start": mark.start(),
        }

    @model_validator(mode="after")
    def _number_is_there(self) -> Self:
        if self.number not in self.text:
            raise ValueError(f"the text has no {self.number!r}")
        return self


class CueExample(Entry):
    """A phrase that holds the cue, in a plan for 2024.

    ``due`` is the day the cue names, and ``found`` its words, where they matter.
    """

    model_config = ConfigDict(json_schema_extra=_or_string)

    text: str
    due: datetime.date | None = None
    found: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Counter(Entry):
    """Phrases that the rule must leave alone, and why."""

    text: str | tuple[str, ...]
    why: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The phrases."""
        return (self.text,) if isinstance(self.text, str) else self.text


class NumberCounter(Counter):
    """Phrases in which the rule must leave the marked numbers alone, and why."""

    @property
    def numbers(self) -> tuple[NumberExample, ...]:
        """The phrases with their numbers."""
        return tuple(NumberExample.model_validate(text) for text in self.texts)

    @model_validator(mode="after")
    def _each_marks_a_number(self) -> Self:
        for text in self.texts:
            NumberExample.model_validate(text)
        return self
