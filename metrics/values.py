"""Values that are made for every number of a text, frozen by the type checker.

A dataclass that Python itself keeps frozen takes four times as long to make, and a number passes
through ten of them. This module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """A dataclass with slots that mypy holds to be frozen; equal ones are equal as keys, too."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
