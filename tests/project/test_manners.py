"""What a library owes to those who import it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import charts
import metrics
from metrics import Tables

ROOT = Path(__file__).resolve().parents[2]
PLAN = "江苏省2024年教育工作要点\n一、主要目标\n全省普惠性幼儿园覆盖率达到89%，新增学位8130个。\n"


def python(*arguments: str, folder: Path, path: Path | None = None) -> subprocess.CompletedProcess:
    places = [str(place) for place in (path, ROOT) if place]
    known = os.environ | {"PYTHONPATH": os.pathsep.join(places), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=known, capture_output=True, encoding="utf-8")


def test_both_packages_are_typed() -> None:
    for package in (metrics, charts):
        assert Path(package.__file__).with_name("py.typed").is_file()


def test_the_version_is_told() -> None:
    assert metrics.__version__ == version("target-metrics")


def test_tables_print_a_line_each(sample_tables: Tables) -> None:
    printed = repr(sample_tables)
    assert len(printed.splitlines()) == len(sample_tables.by_name()) + 1
    assert re.search(rf"targets +{len(sample_tables.targets)} rows", printed)
    assert repr(Tables.empty()).count(" 0 rows") == len(sample_tables.by_name())


def test_tables_show_as_html(sample_tables: Tables) -> None:
    html = sample_tables._repr_html_()
    assert html.count("<table") >= 2
    assert "<script" not in html


def test_optimised_python_works(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    for command in (
        ["run", "a.txt", "--out", "out", "--also", "csv,xlsx"],
        ["status", "out"],
        ["review", "out"],
        ["rules", "schema", "roles"],
        ["--help"],
    ):
        done = python("-OO", "-m", "metrics", *command, folder=tmp_path)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize("name", ["metrics", "charts"])
@pytest.mark.parametrize("kind", ["a module", "a package"])
def test_a_package_in_the_way_is_named(name: str, kind: str, tmp_path: Path) -> None:
    other = tmp_path / "other"
    place = other / f"{name}.py" if kind == "a module" else other / name / "__init__.py"
    place.parent.mkdir(parents=True)
    place.write_text("", "utf-8")
    done = python("-c", "import target_metrics; target_metrics.main()", folder=tmp_path, path=other)
    assert done.returncode == 1
    assert f"another package called {name} stands in the way" in done.stderr
    assert str(other / name) in done.stderr
    assert "Traceback" not in done.stderr


def test_other_charts_are_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "charts.py").write_text("", "utf-8")
    done = python("-m", "metrics", "run", "a.txt", "--out", "out", folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / 'charts.py'}: another package")
    assert not (tmp_path / "out").exists()
    assert python("-m", "metrics", "extract", "a.txt", folder=tmp_path).returncode == 0
