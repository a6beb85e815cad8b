"""What a reader of a rule file is told of an entry that is not as its model wants it."""

from __future__ import annotations

from collections.abc import Collection

import regex
from pydantic import ValidationError

from metrics.rules.toml_tables import did_you_mean

_SHOWN = 60  # characters of a wrong value


def explain(error: ValidationError, known_keys: Collection[str]) -> list[tuple[str, str]]:
    """What is wrong with an entry: the keys, and what to say of each; one thing of one key."""
    said: dict[str, str] = {}
    missing: dict[str, str] = {}
    for detail in error.errors():
        # A part such as "tuple[str, ...]" only tells which of several forms was tried.
        parts = [str(part) for part in detail["loc"] if "[" not in str(part) and part != "str"]
        key = ".".join(parts)
        known = regex.findall("'([^']+)'", str(detail.get("ctx", {}).get("expected", "")))
        if detail["type"] == "extra_forbidden":
            hint = did_you_mean(parts[-1], list(known_keys))
            said.setdefault(key, f"unknown key.{hint}")
        elif detail["type"] == "missing":
            missing[key] = "is missing. Add it."
        else:
            message = detail["msg"].removeprefix("Value error, ")
            if not parts:  # of the entry as a whole: what is wrong with it may begin with a key
                first, _, rest = message.partition(": ")
                is_key = first in known_keys
                said.setdefault(first if is_key else "", f"{rest if is_key else message}.")
                continue
            given = repr(detail["input"])
            short = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
            hint = did_you_mean(str(detail["input"]), known)
            said.setdefault(key, f"{message.rstrip('.')} (got {short}).{hint}")
    # A misspelt key is one mistake, not the lack of one key and another too many.
    meant = {key for key in missing if any(f"mean {key}?" in what for what in said.values())}
    return [*said.items(), *((key, what) for key, what in missing.items() if key not in meant)]
