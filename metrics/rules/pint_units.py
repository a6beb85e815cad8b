"""The definitions of units in the pint files of rule folders, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import pint

from metrics.rules.places import UNITS_FILE
from metrics.rules.rulefiles import RuleFiles
from metrics.rules.toml_tables import did_you_mean, read_text

_SHOWN = 60  # characters of a wrong definition


class UnitRegistry:
    """The units that the pint files (``quantities/units.pint``) of all folders define together."""

    def __init__(self, files: RuleFiles) -> None:
        """Reads the files; what is wrong in them is reported."""
        self._files = files
        self._units: pint.UnitRegistry[Decimal] = pint.UnitRegistry(
            None, non_int_type=Decimal, on_redefinition="raise"
        )
        paths = files.paths(UNITS_FILE)
        if not paths:
            files.problems.append(f"{UNITS_FILE}: no folder of rules has it. Add it.")
        for path, _ in paths:
            for number, line in enumerate((read_text(path, files.problems) or "").splitlines(), 1):
                definition = line.partition("#")[0].strip()
                if definition:
                    self._define(definition, f"{path}:{number}")

    def facts(self) -> Iterator[tuple[str, str, float]]:
        """Every unit, its base unit and how many of that are one of it."""
        for unit in map(str, self._units):
            with suppress(Exception):  # a wrong definition is reported where it is read
                base = self._units.Quantity(Decimal(1), unit).to_root_units()
                yield unit, str(base.units), float(base.magnitude)

    def factor(self, kind: str, name: str, into: str) -> Decimal:
        """How many of ``into`` are one ``name``; of what cannot be told, which is reported, 1."""
        for unit in (name, into):
            if unit not in self._units:
                hint = did_you_mean(unit, sorted(map(str, self._units)))
                what = f"{unit!r} is not defined in {UNITS_FILE}.{hint or ' Add it there.'}"
                self._files.report(kind, name, what, key="into" if unit != name else "")
                return Decimal(1)
        try:
            return self._units.Quantity(Decimal(1), name).to(into).magnitude
        except Exception as error:
            if not self._files.problems or isinstance(error, pint.DimensionalityError):
                self._files.report(kind, name, f"{_first_line(error)}.", key="into")
            return Decimal(1)

    def _define(self, definition: str, place: str) -> None:
        name = definition.partition("=")[0].strip()
        try:
            self._units.define(definition)
            # A relation to a unit that there is not shows only when it is asked for.
            size = self._units.Quantity(Decimal(1), name).to_root_units().magnitude
            if not (Decimal(size).is_finite() and size > 0):
                raise ValueError("its size is no positive number")
        except Exception as error:  # pint raises errors of many kinds, and recurses in circles
            shown = definition if len(definition) <= _SHOWN else f"{definition[:_SHOWN]}…"
            self._files.problems.append(
                f"{place}: {shown!r} is no definition of a unit: "
                f"{_first_line(error)}. Write it as in 'jin = 0.5 * kg' or 'bed = [bed]'."
            )


def _first_line(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is defined by itself"
    if "UnhandledParsingError" in str(error) or "UnknownStatement" in str(error):
        return "it cannot be parsed"
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
