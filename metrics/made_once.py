"""Readers that are made once for a set of rules, and go when it goes.

This module imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

K = TypeVar("K")
V = TypeVar("V")


def made_once(make: Callable[[K], V]) -> Callable[[K], V]:
    """What ``make`` gives for a key, which it is asked for once."""
    made: WeakKeyDictionary[K, V] = WeakKeyDictionary()

    @wraps(make)
    def of(key: K) -> V:
        found = made.get(key)
        if found is None:
            found = made[key] = make(key)
        return found

    return of
