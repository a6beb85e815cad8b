"""Plans set beside other plans: from year to year, and under the regions above."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from metrics import extract
from metrics.cli import main
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.tables.frames import Tables
from metrics.tables.plan_comparison import (
    UnclearYearsError,
    beside_parents,
    compare_plans,
    missing_places,
    of_run,
    of_year,
)

HEAD = "{year}年{place}政府工作报告\n\n二、{year}年工作安排\n{goals}\n"
GOALS = {
    (
        "杭州市",
        2024,
    ): "地区生产总值增长5.5%左右。城镇调查失业率控制在5%以内。新建幼儿园30-40所。粮食产量达到70万吨。力争研发投入强度达到3.5%。",
    (
        "杭州市",
        2025,
    ): "地区生产总值增长5%。城镇调查失业率5%。新建幼儿园30-45所。居民消费价格涨幅2%左右。研发投入强度达到4%。",
    ("浙江省", 2024): "地区生产总值增长5.5%左右。",
    ("温州市", 2024): "地区生产总值增长6%。",
    ("宁波市", 2025): "地区生产总值增长6%以上。",
}


@pytest.fixture(scope="module")
def made(rules: RuleSet) -> Tables:
    return extract(
        (
            Document(f"{place}{year}.txt", HEAD.format(place=place, year=year, goals=goals))
            for (place, year), goals in GOALS.items()
        ),
        rules,
    )


def test_each_promise_has_a_verdict(made: Tables) -> None:
    rows = compare_plans(of_year(made, 2024), of_year(made, 2025))
    assert rows.select(
        "place", "indicator_name", "verdict", "value_before", "value_after", "difference"
    ).rows() == [
        ("杭州市", "地区生产总值增长", "lowered", 5.5, 5.0, -0.5),
        ("杭州市", "城镇调查失业率", "held", 5.0, 5.0, 0.0),
        ("杭州市", "居民消费价格涨幅", "new", None, 2.0, None),
        ("杭州市", "新改扩建幼儿园", "raised", 30.0, 30.0, 0.0),
        ("杭州市", "研发经费投入强度", "raised", 3.5, 4.0, 0.5),
        ("杭州市", "粮食产量", "dropped", 700000.0, None, None),
    ]
    growth = rows.row(0, named=True)
    assert (growth["sentence_before"], growth["sentence_after"]) == (
        "地区生产总值增长5.5%左右。",
        "地区生产总值增长5%。",
    )
    assert (growth["comparator_before"], growth["comparator_after"]) == ("~", "=")
    assert rows.row(4, named=True)["commitment_before"] == "力争"


def test_nothing_is_dropped_by_a_text_that_is_not_there(made: Tables) -> None:
    sides = of_year(made, 2024), of_year(made, 2025)
    assert missing_places(*sides) == (["浙江省", "温州市"], ["宁波市"])
    assert set(compare_plans(*sides)["place"]) == {"杭州市"}


def test_the_other_way_round_is_the_opposite(made: Tables) -> None:
    opposite = {
        "raised": "lowered",
        "lowered": "raised",
        "new": "dropped",
        "dropped": "new",
        "held": "held",
    }
    there = compare_plans(of_year(made, 2024), of_year(made, 2025))
    back = compare_plans(of_year(made, 2025), of_year(made, 2024))
    assert sorted(map(opposite.get, there["verdict"])) == sorted(back["verdict"])
    same = compare_plans(of_year(made, 2024), of_year(made, 2024))
    assert set(same["verdict"]) == {"held"}


def test_years_that_are_not_said_are_asked_for(made: Tables) -> None:
    with pytest.raises(UnclearYearsError, match="later: 杭州市 has plans of 2024, 2025"):
        of_run(made, "later")


def test_a_region_stands_beside_the_one_above(made: Tables) -> None:
    rows = beside_parents(made)
    assert rows.select(
        "place", "parent", "verdict", "value_parent", "value_child", "difference"
    ).rows() == [
        ("杭州市", "浙江省", "equal", 5.5, 5.5, 0.0),
        ("温州市", "浙江省", "above", 5.5, 6.0, 0.5),
    ]


def test_no_rows_keep_the_columns(made: Tables) -> None:
    none = compare_plans(of_year(made, 1999), of_year(made, 2000))
    assert none.schema == compare_plans(of_year(made, 2024), of_year(made, 2025)).schema
    assert pl.Null not in none.schema.values()


def test_the_command_shows_and_writes(tmp_path: Path) -> None:
    for (place, year), goals in GOALS.items():
        file = tmp_path / str(year) / f"{place}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(HEAD.format(place=place, year=year, goals=goals), "utf-8")
    run = lambda *arguments: CliRunner().invoke(main.app, [str(one) for one in arguments])  # noqa: E731
    for name in ("2024", "2025"):
        run("extract", tmp_path / name, "--out", tmp_path / f"out{name}")
    run("extract", tmp_path / "2024", tmp_path / "2025", "--out", tmp_path / "both")
    of_folders = run(
        "diff", tmp_path / "out2024", tmp_path / "out2025", "--out", tmp_path / "a.csv"
    )
    of_years = run("diff", tmp_path / "both", "--years", 2024, 2025, "--out", tmp_path / "b.csv")
    assert of_folders.stdout == of_years.stdout
    assert of_folders.stdout.splitlines()[-1] == "1 dropped, 1 held, 1 lowered, 1 new, 2 raised"
    assert "宁波市" in of_folders.stderr
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "above" in run("diff", tmp_path / "both", "--parents").stdout
    for wrong in (
        ["both"],
        ["both", "--parents", "--years", 2024, 2025],
        ["both", "out2024", "--parents"],
    ):
        assert (
            run(
                "diff", *(tmp_path / one if one in ("both", "out2024") else one for one in wrong)
            ).exit_code
            == 2
        )
    assert run("diff", tmp_path / "both", "--parents", "--out", tmp_path / "a.pdf").exit_code == 2


def test_goals_in_units_that_convert_are_of_one_promise(rules: RuleSet) -> None:
    plans = {
        2024: "粮食产量达到70万吨。完成水土流失治理30万亩。",
        2025: "粮食产量达到14亿斤。完成水土流失治理100平方公里。",
    }
    made = extract(
        (
            Document(f"{year}.txt", HEAD.format(place="杭州市", year=year, goals=goals))
            for year, goals in plans.items()
        ),
        rules,
    )
    rows = compare_plans(of_year(made, 2024), of_year(made, 2025), made.units)
    assert rows.select("verdict", "value_before", "value_after", "unit").rows() == [
        ("lowered", 200.0, 100.0, "km2"),
        ("held", 7e8, 7e8, "kg"),
    ]
