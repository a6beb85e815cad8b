"""Values as documents print them, and as English readers do: 40.4万亩, 404,000 mu."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from charts.words.labels import COMPARATOR_SIGNS, ENGLISH_NAMES, MAGNITUDES
from charts.words.vocabulary import BUILT_IN, Vocabulary

Row = Mapping[str, Any]
_MONEY, _COUNT = "money", "count"
_MULTIPLE, _SLASHES = "fold", "/／"
# Two numbers with one sign between them, or a dash of several.
_RANGE = re.compile(
    r"(?P<sign>\D*)(?P<low>\d[\d.]*)(?P<between>\D*?)(?:[-–—~]+|\D)(?P<high>\d[\d.]*)(?P<unit>\D*)"
)
_DIGITS = 10  # that a value may have
_DIGITS_SHOWN = 5  # of a value that was brought to another unit
_SHORTEST = 3  # letters of a word; shorter units are symbols
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def printed_value(row: Row, lang: str = "zh", vocabulary: Vocabulary = BUILT_IN) -> str:
    """The value with the sign of its comparator: 「≥ 93%」, 「≥ 404,000 mu」."""
    return COMPARATOR_SIGNS[row["comparator"]] + printed_number(row, lang, vocabulary)


def printed_number(row: Row, lang: str = "zh", vocabulary: Vocabulary = BUILT_IN) -> str:
    """The number with its unit, as the document prints it or as English readers do.

    Example:
        >>> printed_number({"value": 2.94e10, "unit": "CNY", "dimension": "money"}, "en")
        'CNY 29.4 billion'
    """
    high = row.get("value_high")
    ends = row["value"], row["value"] if high is None else high
    if lang == "zh":
        unit = row["unit"]
        if row.get("printed_unit", unit) == unit:
            return _with_its_words(row, vocabulary)
        return _in_chinese(*ends) + vocabulary.units[lang].get(unit, unit) + slashed(row)
    number = _in_english(*ends)
    unit = row["unit"]
    if row.get("dimension") == _MONEY:
        return f"{vocabulary.units[lang].get(unit, unit)} {number}"
    return number + _unit_after(row, number, vocabulary)


def _with_its_words(row: Row, vocabulary: Vocabulary) -> str:
    """The quote with what it says nothing without: 翻 before 一番, /立方米 after 29微克."""
    quote = str(row["quote"]) + slashed(row)
    if row["unit"] != _MULTIPLE or not row.get("sentence"):
        return quote
    before = row["sentence"][: row["quote_at"]]
    return next((verb for verb in vocabulary.number_verbs if before.endswith(verb)), "") + quote


def slashed(row: Row) -> str:
    """The denominator as printed behind a number with a slash (/立方米); else nothing."""
    per = row.get("per")
    if not per or not row.get("sentence"):
        return ""
    after = row["sentence"][row["quote_at"] + len(row["quote"]) :]
    is_slashed = after[:1] in _SLASHES and after[1:].startswith(per[1:])
    return _SLASHES[0] + per[1:] if after and is_slashed else ""


def original(row: Row, lang: str = "zh", vocabulary: Vocabulary = BUILT_IN) -> str:
    """The number as its document prints it, where it is shown in another unit; else nothing."""
    if lang == "zh":
        return str(row["quote"]) if row.get("printed_unit", row["unit"]) != row["unit"] else ""
    own = row.get("own_unit", row["unit"])
    if own == row["unit"]:
        return ""
    times = vocabulary.times(row["unit"], own)
    ends = {
        name: None if row[name] is None else float(f"{row[name] * times:.{_DIGITS}g}")
        for name in ("value", "value_high")
    }
    return printed_number({**row, **ends, "unit": own}, lang, vocabulary)


def close_range(printed: str) -> str:
    """A range as documents print it, with its unit once, where its ends have the same.

    Example:
        >>> close_range("4.5%—5%"), close_range("≈ 5%-5.5%"), close_range("9千至1万人")
        ('4.5–5%', '≈ 5–5.5%', '9千至1万人')
    """
    found = _RANGE.fullmatch(printed)
    if found is None or not found["unit"].startswith(found["between"].strip()):
        return printed
    return "{sign}{low}–{high}{unit}".format(**found.groupdict())


def _in_chinese(low: float, high: float) -> str:
    """One number or two with a large number's word, as plans print them: 8000万."""
    size, name = next((one for one in MAGNITUDES["zh"] if abs(high) >= one[0]), (1.0, ""))
    return (
        "–".join(f"{value / size:.{_DIGITS_SHOWN}g}" for value in dict.fromkeys((low, high))) + name
    )


def _in_english(low: float, high: float) -> str:
    """One number or two, with commas, from a million on in words."""
    size, name = next((one for one in MAGNITUDES["en"] if abs(high) >= one[0]), (1.0, ""))
    ends = [f"{value / size:,.{_DIGITS}g}" for value in dict.fromkeys((low, high))]
    return f"{'–'.join(ends)} {name}".strip()


def _unit_after(row: Row, number: str, vocabulary: Vocabulary) -> str:
    """The unit as it stands after a number; what counts anything stays unsaid."""
    unit = row["unit"]
    if unit in ENGLISH_NAMES["unit_signs"]:
        return ENGLISH_NAMES["unit_signs"][unit]
    if unit == "other_measure":
        unit = ENGLISH_NAMES["measures"].get(row.get("classifier") or "", "")
        return f" {unit}".rstrip()
    name = vocabulary.units["en"].get(unit, unit)
    return f" {name if number == '1' else plural(name)}"


def plural(name: str) -> str:
    """The plural of an English unit; symbols have none.

    Example:
        >>> [plural(name) for name in ("enterprise", "person", "city", "mu", "km²")]
        ['enterprises', 'people', 'cities', 'mu', 'km²']
    """
    if name in ENGLISH_NAMES["plurals"]:
        return ENGLISH_NAMES["plurals"][name]
    is_word = name.replace(" ", "").isalpha() and name.islower() and name.isascii()
    if not is_word or len(name) < _SHORTEST:
        return name
    if name.endswith("y") and name[-2] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(_SIBILANTS) else f"{name}s"


def wording(row: Row, lang: str, vocabulary: Vocabulary = BUILT_IN) -> str:
    """The word of commitment as printed; on English pages whether it is a wish or a duty."""
    said = row["commitment"] or ""
    if lang == "zh":
        return str(said)
    words = ENGLISH_NAMES["said"]
    if vocabulary.is_wish(said):
        return words["wish"]
    return words["duty"] if vocabulary.is_duty(said) else ""


def due(row: Row, lang: str) -> str:
    """When a target is due, as printed; on English pages the day."""
    if lang == "zh":
        return str(row["deadline_text"] or "")
    return ENGLISH_NAMES["said"]["due"].format(date=row["deadline"]) if row["deadline"] else ""
