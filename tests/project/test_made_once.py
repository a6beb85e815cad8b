"""Readers are made once for a key, and are let go with it."""

from __future__ import annotations

import gc

from metrics.made_once import made_once


class Key:
    """What a reader is made for."""


def test_a_reader_is_made_once_for_each_key() -> None:
    made: list[Key] = []

    @made_once
    def of(key: Key) -> list[int]:
        made.append(key)
        return []

    one, other = Key(), Key()
    assert of(one) is of(one)
    assert of(one) is not of(other)
    assert made == [one, other]


def test_a_reader_goes_with_its_key() -> None:
    gone: list[int] = []

    class Reader:
        def __del__(self) -> None:
            gone.append(1)

    @made_once
    def of(key: Key) -> Reader:
        return Reader()

    key = Key()
    of(key)
    del key
    gc.collect()
    assert gone == [1]
