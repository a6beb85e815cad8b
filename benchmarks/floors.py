"""Floors: what finding numbers costs when nothing is understood of them."""

from __future__ import annotations

import regex

from metrics.text.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_MAGNITUDES

DIGITS = regex.compile(r"[0-9]+(?:\.[0-9]+)?")
"""Numbers in Arabic digits."""

NUMERALS = regex.compile(
    rf"[{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}]+(?:\.[{ARABIC_DIGITS}]+)?"
)
"""Numbers in Arabic digits or Chinese numerals, all of which the engine has to look at."""
