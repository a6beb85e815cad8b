"""How often Python looks for cycles among the objects of a document that is read: seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks for cycles again and again while rows grow, and finds none.
SELDOM = (50_000, 50, 100)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Has Python look for cycles as seldom as reading allows, inside the block."""
    before = gc.get_threshold()
    if 0 < before[0] < SELDOM[0]:
        gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
