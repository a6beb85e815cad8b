"""Charts are drawn where Python takes the docstrings away that Altair asks for when it loads."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import REPOSITORY


@pytest.mark.parametrize("first", ["charts.compare", "charts.save", "charts.drawing.chart_types"])
def test_altair_loads_without_docstrings(first):
    module, _, name = first.rpartition(".")
    command = [sys.executable, "-OO", "-c", f"from {module} import {name}"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
