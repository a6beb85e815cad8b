"""A correction made on a page, saved, and taken by a run."""

from __future__ import annotations

import polars as pl
import pytest
from command import invoke

TEXT = (
    "成都市2025年政府工作报告\n"
    "二、2025年工作安排\n2025年地区生产总值增长6%。\n新建学校30所。\n全市现有公园12个。\n"
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A document, and the folder of its run."""
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "plan.txt").write_text(TEXT, "utf-8")
    made = invoke("run", folder / "plan.txt", "--out", folder / "out")
    assert made.exit_code == 0, made.output
    return folder


def saved(page, place):
    with page.expect_download() as download:
        page.locator("#corrections > button").click()
    download.value.save_as(place)
    return place


def corrected(run, sheet) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What becomes of the lines of a sheet, and the targets."""
    out = run / sheet.stem
    made = invoke("run", run / "plan.txt", "--out", out, "--corrections", sheet)
    assert made.exit_code == 0, made.output
    return tuple(pl.read_parquet(out / f"{name}.parquet") for name in ("corrections", "targets"))


def test_numbers_of_a_document_are_corrected(visit, run):
    (document,) = (run / "out").rglob("documents/*.html")
    page = visit(document.as_uri())
    page.locator("#correct").click()
    page.locator(".as-target a", has_text="30所").click()
    page.locator("#wrong input[name=value]").fill("33")
    page.locator("#wrong input[name=by]").fill("李")
    page.locator("#wrong button[value=save]").click()
    page.locator("[data-at]", has_text="12个").click()
    page.locator("#wrong input[name=indicator]").fill("公园")
    page.locator("#wrong select[name=mode]").select_option("level")
    page.locator("#wrong summary").click()
    page.locator("#wrong input[name=scope]").fill("主城区")
    page.locator("#wrong input[name=commitment]").fill("力争")
    page.locator("#wrong button[value=save]").click()
    page.reload()
    assert "2" in page.locator("#corrections summary").inner_text()
    lines, targets = corrected(run, saved(page, run / "numbers.csv"))
    assert lines["outcome"].to_list() == ["applied", "applied"]
    assert lines["by"][0] == "李"
    values = dict(targets.select("indicator", "value").iter_rows())
    assert values["公园"] == 12
    assert targets.filter(indicator="公园").select("scope", "commitment").rows() == [
        ("主城区", "力争")
    ]
    assert 33 in values.values()
    assert targets.filter(indicator="公园")["sentence"].to_list() == ["全市现有公园12个。"]


def test_rows_of_the_table_are_corrected_and_undone(visit, run):
    (targets,) = (run / "out").rglob("targets.html")
    page = visit(targets.as_uri())
    row = page.locator("#targets tr", has_text="6%")
    row.locator("button.wrong").click()
    page.locator("#wrong select[name=role]").select_option("context")
    assert page.locator("#wrong input[name=value]").is_hidden()
    page.locator("#wrong button[value=save]").click()
    lines, after = corrected(run, saved(page, run / "rows.csv"))
    assert lines["outcome"].to_list() == ["applied"]
    assert "6%" not in after["quote"].to_list()
    page.locator("#corrections summary").click()
    page.locator("#corrections li button").click()
    assert page.locator("#corrections").is_hidden()


def test_every_field_of_a_target_is_corrected(visit, run):
    (targets,) = (run / "out").rglob("targets.html")
    page = visit(targets.as_uri())
    page.locator("#targets tr", has_text="30所").locator("button.wrong").click()
    page.locator("#wrong summary").click()
    page.locator("#wrong input[name=per]").fill("每年")
    page.locator("#wrong input[name=baseline]").fill("25")
    page.locator("#wrong select[name=breakdown]").select_option("true")
    page.locator("#wrong button[value=save]").click()
    lines, after = corrected(run, saved(page, run / "fields.csv"))
    assert lines["outcome"].to_list() == ["applied"]
    (row,) = after.filter(quote="30所").to_dicts()
    assert (row["per"], row["baseline"], row["breakdown"]) == ("每年", 25.0, True)


def test_numbers_of_a_document_change_their_role_both_ways(visit, run):
    (document,) = (run / "out").rglob("documents/*.html")
    page = visit(document.as_uri())
    page.locator("#correct").click()
    page.locator("[data-at]", has_text="12个").click()
    page.locator("#wrong select[name=role]").select_option("structure")
    assert page.locator("#wrong input[name=indicator]").is_hidden()
    page.locator("#wrong button[value=save]").click()
    page.locator(".as-target a", has_text="30所").click()
    page.locator("#wrong select[name=role]").select_option("context")
    page.locator("#wrong button[value=save]").click()
    lines, targets = corrected(run, saved(page, run / "roles.csv"))
    assert lines["outcome"].to_list() == ["applied", "applied"]
    assert not {"12个", "30所"} & set(targets["quote"])
    numbers = pl.read_parquet(run / "roles" / "numbers.parquet")
    roles = dict(numbers.select("quote", "role").iter_rows())
    assert (roles["12个"], roles["30所"]) == ("structure", "context")


def test_nothing_changed_is_no_correction(visit, run):
    (targets,) = (run / "out").rglob("targets.html")
    page = visit(targets.as_uri())
    page.locator("button.wrong").first.click()
    page.locator("#wrong button[value=save]").click()
    assert page.locator("#corrections").is_hidden()
