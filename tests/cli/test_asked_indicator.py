"""An indicator is asked for by its id or a Chinese name; what is not known is refused."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from command import invoke

REVIEW = "一、2023年工作回顾\n2023年，地区生产总值增长5.5%。\n"
PLAN = f"江苏省2024年政府工作报告\n{REVIEW}二、2024年工作安排\n2024年地区生产总值增长6%左右。\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    (folder / "a.txt").write_text(PLAN, "utf-8")
    assert invoke("extract", folder / "a.txt", "--out", folder / "out").exit_code == 0
    return folder / "out"


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("gdp_growth", 1),
        ("地区生产总值增长", 1),
        ("地区经济增速", 1),  # a synonym of it alone
        ("地区生产总值", 0),  # a synonym of two, but the name of one: gdp
    ],
)
def test_an_id_or_a_name_is_taken(run: Path, tmp_path: Path, asked: str, rows: int) -> None:
    result = invoke("panel", run, "--indicator", asked, "--out", tmp_path / "p.parquet")
    assert result.exit_code == 0, result.output
    assert len(pl.read_parquet(tmp_path / "p.parquet")) == rows


@pytest.mark.parametrize("command", ["panel", "outcomes"])
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("gdp_grwth", "Did you mean gdp_growth?"),
        ("地区生产总值增张", "Did you mean gdp_growth (地区生产总值增长)?"),
        ("经济总量", "2 indicators are called '经济总量'. Give the id of one: gdp, gdp_growth."),
        ("xyzxyz", "There is no indicator 'xyzxyz'. `target-metrics rules list"),
        ("", "There is no indicator ''."),
    ],
)
def test_what_is_not_known_is_refused(
    run: Path, tmp_path: Path, command: str, asked: str, says: str
) -> None:
    result = invoke(command, run, "--indicator", asked, "--out", tmp_path / "p.csv")
    assert result.exit_code == 2
    assert says in result.stderr
    assert not [*tmp_path.iterdir()]
