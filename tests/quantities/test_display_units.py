"""Values in the units that readers use, and money only at a rate that is told."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from metrics import extract
from metrics.cli import main
from metrics.quantities.display_units import DisplayUnitError, convert, read_display_unit, read_rate
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.tables.wide import targets_wide

PLAN = (
    "2024年杭州市工作要点\n一、主要目标\n教育经费投入达到294.4亿元。使用外资300万美元。新建高标准农田27.2万亩。"
    "新增学位12.1万个。绿化造林5000公顷。普惠性幼儿园覆盖率达到89%。招聘教师150-200人。\n"
)


@pytest.mark.parametrize(
    ("name", "unit", "size"),
    [
        ("亿元", "CNY", 1e8),
        ("万亩", "mu", 1e4),
        ("人", "person", 1),
        ("万人次", "visit", 1e4),
        ("斤", "kg", 0.5),
        ("%", "percent", 1),
    ],
)
def test_a_printed_unit_is_read_as_in_plans(
    rules: RuleSet, name: str, unit: str, size: float
) -> None:
    shown = read_display_unit(name, rules)
    assert (shown.unit, shown.size) == (unit, size)


@pytest.mark.parametrize("name", ["", "亿", "parsec", "元和人", "2亿元"])
def test_what_is_no_unit_is_told(rules: RuleSet, name: str) -> None:
    with pytest.raises(DisplayUnitError, match="is no printed unit"):
        read_display_unit(name, rules)


@pytest.mark.parametrize(
    "text", ["USD=7.12CNY", "USD=7.12@2024-06-28", "USD=xCNY@2024-06-28", "USD=7CNY@2024-13-01"]
)
def test_a_rate_needs_its_currency_and_day(text: str) -> None:
    with pytest.raises(DisplayUnitError, match="is no rate"):
        read_rate(text)


def shown(
    rules: RuleSet, *names: str, rates: tuple[str, ...] = ()
) -> dict[str, tuple[object, ...]]:
    made = extract([Document("plan.txt", PLAN)], rules)
    units = [read_display_unit(name, rules) for name in names]
    rows = convert(targets_wide(made), made.units, units, [read_rate(rate) for rate in rates])
    columns = ("shown_value", "shown_value_high", "shown_unit", "rate")
    return {
        row["quote"]: tuple(row[name] for name in columns) for row in rows.iter_rows(named=True)
    }


def test_values_are_shown_in_the_units_asked_for(rules: RuleSet) -> None:
    found = shown(rules, "亿元", "万亩", "万个", "千人")
    assert found == {
        "294.4亿元": (294.4, None, "亿元", None),
        "300万美元": (3000000.0, None, "美元", None),
        "27.2万亩": (27.2, None, "万亩", None),
        "12.1万个": (12.1, None, "万个", None),
        "5000公顷": (7.5, None, "万亩", None),
        "89%": (89.0, None, "%", None),
        "150-200人": (0.15, 0.2, "千人", None),
    }


def test_money_is_converted_at_a_given_rate_only(rules: RuleSet) -> None:
    found = shown(rules, "万元", rates=("USD=7.12CNY@2024-06-28",))
    assert found["300万美元"] == (2136.0, None, "万元", "1 USD = 7.12 CNY (2024-06-28)")
    assert found["294.4亿元"] == (2944000.0, None, "万元", None)
    assert shown(rules, "万元", rates=("EUR=7.7CNY@2024-06-28",))["300万美元"][2:] == ("美元", None)


def test_the_command_writes_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    run = lambda *arguments: CliRunner().invoke(main.app, [str(one) for one in arguments])  # noqa: E731
    run("extract", tmp_path / "plan.txt", "--out", tmp_path / "out")
    file = tmp_path / "shown.parquet"
    result = run("convert", tmp_path / "out", "--unit", "亿元", "--unit", "万亩", "--out", file)
    assert result.stdout == f"3 of 7 values in 亿元, 万亩, in {file}\n"
    assert pl.read_parquet(file)["shown_value"].to_list()[0] == 294.4
    assert run("convert", tmp_path / "out", "--unit", "parsec", "--out", file).exit_code == 2
