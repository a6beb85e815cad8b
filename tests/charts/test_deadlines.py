from __future__ import annotations

from datetime import date

import pytest
from chart_rows import documents, every_row, subtitle, targets

from charts import deadlines
from charts.drawing import theme
from charts.forms.due_months import due_months
from charts.selection.overview import Overview
from charts.words.style import Style

STYLE = Style("zh", theme.LIGHT)


def due(year: int, month: int, **facts) -> dict:
    return {"deadline": date(year, month, 28), "deadline_text": f"{month}月底前"} | facts


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.PAGE], ids=["light", "page"])
def test_few_targets_have_a_dot_each_and_undated_ones_a_lane(lang, palette):
    chart = deadlines(targets(due(2024, 9), due(2024, 11), {}), lang=lang, palette=palette)
    rows = every_row(chart)
    assert [(row["month"], row["href"]) for row in rows if row["kind"] == "dot"] == [
        ("2024-09", "#t-t1"),
        ("2024-11", "#t-t2"),
    ]
    assert [row["count"] for row in rows if row["kind"] == "undated"] == ["1"]
    domain = chart.to_dict()["encoding"]["x"]["scale"]["domain"]
    assert domain == ["2024-09", "2024-10", "2024-11", "undated"]


def test_many_targets_are_counted_in_print():
    chart = deadlines(targets(*(due(2024, 12) for _ in range(201)), due(2024, 6)))
    cells = {row["month"]: row for row in every_row(chart) if row["kind"] == "count"}
    assert (cells["2024-12"]["count"], cells["2024-06"]["count"]) == ("201", "1")
    assert (cells["2024-12"]["href"], cells["2024-06"]["href"]) == (None, "#t-t202")
    assert cells["2024-12"]["said"] == "XX区: 2024年12月到期 201 项".replace(": ", "：")


def test_dots_of_a_cell_do_not_cover_each_other():
    rows = every_row(deadlines(targets(*(due(2024, 12) for _ in range(30)))))
    places = [(row["dx"], row["dy"]) for row in rows if row["kind"] == "dot"]
    assert len(set(places)) == 30


def test_months_far_apart_say_that_some_are_left_out():
    chart = deadlines(targets(due(2024, 12), due(2030, 12)))
    assert chart.to_dict()["encoding"]["x"]["scale"]["domain"] == ["2024-12", "2030-12", "undated"]
    assert "没有期限的月份略去" in subtitle(chart)
    assert chart.to_dict()["description"] == (
        "何时到期: 2 项目标中 2 项写了到期日，0 项只写今年、全年，0 项没有写期限. "
        "2024年12月 1；2030年12月 1"
    )


def test_a_missing_text_has_no_count_and_silence_has_none_due():
    read = documents(
        {"document_id": "district", "region": "甲区"},
        {"document_id": "silent", "region": "乙区"},
        {"document_id": "empty", "region": "丙区", "body_present": False},
    )
    rows = every_row(deadlines(targets(due(2024, 9)), documents=read))
    assert {row["document"]: row["count"] for row in rows if row["kind"] == "undated"} == {
        "甲区": "0", "乙区": "0", "丙区": "—",
    }  # fmt: skip


def test_parts_are_not_counted_beside_their_total():
    chart = deadlines(targets(due(2024, 9), due(2024, 9, breakdown=True)))
    assert len([row for row in every_row(chart) if row["kind"] == "dot"]) == 1


def test_without_a_deadline_there_is_no_timeline():
    with pytest.raises(ValueError, match="no target states a deadline"):
        deadlines(targets({}))


THIS_YEAR = due(2024, 12, deadline_text="今年")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([due(2024, 12), THIS_YEAR], ["2024-12", "2024-year"]),
        ([due(2024, 11), THIS_YEAR, due(2025, 1)], ["2024-11", "2024-12", "2024-year", "2025-01"]),
        ([due(2024, 12, deadline_text=word) for word in ("全年", "年度")], ["2024-year"]),
        ([due(2024, 12, deadline_text=word) for word in ("年底前", "年内")], ["2024-12"]),
    ],
)
def test_a_year_said_alone_is_no_month(rows, columns):
    domain = deadlines(targets(*rows)).to_dict()["encoding"]["x"]["scale"]["domain"]
    assert domain == [*columns, "undated"]


def test_many_documents_are_counted_by_month_and_undated_targets_are_said_only():
    rows = targets(
        due(2024, 9), due(2024, 11), due(2024, 11, document_id="b"), {}, {"document_id": "b"}, {},
        THIS_YEAR, due(2024, 9, breakdown=True),
    )  # fmt: skip
    of = Overview(rows, documents({"document_id": "district"}, {"document_id": "b"}), STYLE)
    drawn = due_months(of)
    assert [(row["label"], row["number"], row["count"]) for row in drawn["data"]["values"]] == [
        ("2024年9月", "1", 1), ("2024年11月", "2", 2), ("2024年全年", "1", 1),
    ]  # fmt: skip
    assert drawn["title"]["subtitle"][0] == (
        "7 项目标（另有 1 项其中项不计）中 3 项写了到期日，1 项只写今年、全年，3 项没有写期限"
    )
