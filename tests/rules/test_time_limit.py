"""Processor time is bounded to the moment, however seldom it is asked for."""

from __future__ import annotations

from time import sleep, thread_time

import pytest

from metrics.errors import SlowRuleError
from metrics.rules.patterns import check_time, time_limit


def _work(seconds: float) -> None:
    begun = thread_time()
    while thread_time() - begun < seconds:
        check_time()


@pytest.mark.parametrize("seconds", [0.02, 0.25])
def test_work_ends_when_its_time_is_over(seconds: float) -> None:
    begun = thread_time()
    with time_limit(seconds), pytest.raises(SlowRuleError):
        _work(seconds + 0.2)
    assert seconds <= thread_time() - begun < seconds + 0.1


def test_waiting_takes_no_time() -> None:
    with time_limit(0.05):
        check_time()
        sleep(0.15)
        check_time()


def test_without_a_limit_nothing_ends() -> None:
    with time_limit(None):
        check_time()
    check_time()
