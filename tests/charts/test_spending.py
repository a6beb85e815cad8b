from __future__ import annotations

import pytest
from chart_rows import every_row, targets

from charts import money_per_unit, spending_ratios
from charts.drawing import theme
from charts.forms.spending import ratios
from charts.pages.views import headline
from charts.selection.overview import Overview
from charts.words.style import Style

SENTENCE = "规划总投资34.29亿元,新改扩建学校77所,新增学位12.1万个。"


def stated(sentence: str, quote: str, **facts) -> dict:
    """A target on the number of this sentence; 元 is money, else a count of schools or places."""
    start = sentence.index(quote)
    kind = {"unit": "CNY", "dimension": "money", "indicator": "总投资", "mode": "output"}
    if "元" not in quote:
        unit = "school" if quote.endswith("所") else "mu" if quote.endswith("亩") else "place"
        kind = {"unit": unit, "dimension": "count", "indicator": "学位", "mode": "output"}
        kind["classifier"] = quote[-1]
    at = {"start": 100 + start, "end": 100 + start + len(quote), "indicator_id": None}
    return {"sentence": sentence, "quote": quote} | at | kind | facts


MONEY = stated(SENTENCE, "34.29亿元", value=3_429_000_000.0)
SCHOOLS = stated(SENTENCE, "77所", value=77.0)
PLACES = stated(SENTENCE, "12.1万个", value=121_000.0, indicator_id="school_places")


def test_a_ratio_shows_its_formula():
    ratios = spending_ratios(targets(MONEY, SCHOOLS, PLACES))
    assert ratios["formula"].to_list() == [
        "34.29亿元 ÷ 77所 = 4,453万元/所",
        "34.29亿元 ÷ 12.1万个 = 28,339元/个",
    ]
    assert ratios["ratio"].round(2).to_list() == [44532467.53, 28338.84]
    assert ratios["money_id"].to_list() == ["t1", "t1"]
    assert spending_ratios(targets(MONEY, PLACES), lang="en")["formula"].to_list() == [
        "CNY 3.429 billion ÷ 121,000 places = 28,339 CNY per place"
    ]


@pytest.mark.parametrize(
    ("money", "count", "comparator", "formula"),
    [
        (">=", "=", ">=", "≥ 34.29亿元 ÷ 12.1万个 ≥ 28,339元/个"),
        ("=", ">=", "<=", "34.29亿元 ÷ ≥ 12.1万个 ≤ 28,339元/个"),
        (">=", "<=", ">=", "≥ 34.29亿元 ÷ ≤ 12.1万个 ≥ 28,339元/个"),
        (">", "<=", ">", "> 34.29亿元 ÷ ≤ 12.1万个 > 28,339元/个"),
        ("~", "=", "~", "≈ 34.29亿元 ÷ 12.1万个 ≈ 28,339元/个"),
        (">=", ">=", None, None),
        ("~", ">", None, None),
    ],
)
def test_bounds_carry_over_or_leave_none(money, count, comparator, formula):
    rows = targets(MONEY | {"comparator": money}, PLACES | {"comparator": count})
    ratios = spending_ratios(rows)
    assert ratios["comparator"].to_list() == [comparator] * (comparator is not None)
    assert ratios["formula"].to_list() == [formula] * (formula is not None)


def test_a_range_has_two_ends_and_no_middle():
    rows = targets(MONEY, PLACES | {"comparator": "range", "value_high": 142_000.0})
    (ratio,) = spending_ratios(rows).to_dicts()
    assert (ratio["ratio"], ratio["ratio_high"]) == (3.429e9 / 142e3, 3.429e9 / 121e3)
    assert ratio["formula"].endswith("= 24,148–28,339元/个")


@pytest.mark.parametrize(
    "rows",
    [
        [MONEY, PLACES | {"document_id": "other"}],
        [MONEY, PLACES | {"sentence": "新增学位12.1万个。"}],
        [MONEY, PLACES | {"breakdown": True}],
        [MONEY, PLACES | {"mode": "level"}],
        [MONEY | {"per": "每年"}, PLACES],
        [MONEY | {"indicator": "工业产值"}, PLACES],
        [MONEY | {"indicator": "引进投资"}, PLACES],
        [MONEY | {"unit": "USD"}, PLACES],
        [MONEY, MONEY | {"quote": "4.29亿元", "start": 106}, PLACES],
    ],
    ids=["document", "sentence", "part", "level", "yearly", "earned", "attracted", "dollars", "two"],
)  # fmt: skip
def test_what_does_not_belong_together_has_no_ratio(rows):
    assert spending_ratios(targets(*rows)).is_empty()


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("新增学位500个；投资18亿元建设水上乐园。", ["500个"]),
        ("投资2.29亿元，新建高标准农田3万亩、改造6万亩。", ["3万亩", "6万亩"]),
    ],
)
def test_a_semicolon_or_two_counts_in_one_unit_leave_none(sentence, counts):
    money = sentence[sentence.index("资") + 1 : sentence.index("元") + 1]
    rows = [
        stated(sentence, money, value=1e8),
        *(stated(sentence, one, value=9.0) for one in counts),
    ]
    assert spending_ratios(targets(*rows)).is_empty()


@pytest.mark.parametrize("palette", [theme.DARK, theme.PAGE], ids=["dark", "page"])
def test_the_chart_prints_formulas_for_one_unit(palette):
    chart = money_per_unit(targets(MONEY, SCHOOLS, PLACES), unit="place", palette=palette)
    (row,) = every_row(chart)
    assert row["text"] == "34.29亿元 ÷ 12.1万个 = 28,339元/个"
    assert row["href"] == "#t-t3"
    assert row["said"] == "XX区 · 学位 · 总投资: " + row["text"]
    assert "不同事物的单价不可相比" in str(chart.to_dict()["title"]["subtitle"])


def test_what_a_document_prints_stands_in_the_data_and_in_no_expression():
    chart = money_per_unit(targets(MONEY, PLACES | {"indicator": "a'];alert(1)//"})).to_dict()
    rows = chart.pop("datasets")
    assert "XX区 · a'];alert(1)//" in str(rows)
    chart.pop("description")
    assert "alert" not in str(chart)


def test_without_a_ratio_there_is_no_chart():
    with pytest.raises(ValueError, match="Units with such sentences: place, school"):
        money_per_unit(targets(MONEY, SCHOOLS, PLACES), unit="km")
    with pytest.raises(ValueError, match="Units with such sentences: none"):
        money_per_unit(targets(MONEY), indicator_id="school_places")


TWICE = "引进外资5000万元；投入资金5000万元，新建学校10所。"


def test_an_amount_that_is_said_twice_is_the_one_beside_its_count():
    attracted = stated(TWICE, "5000万元", value=5e7, indicator="外资")
    at = TWICE.rindex("5000万元")
    spent = attracted | {"indicator": "资金", "quote_at": at, "start": 100 + at, "end": 106 + at}
    ratios = spending_ratios(targets(attracted, spent, stated(TWICE, "10所", value=10.0)))
    assert ratios["money_id"].to_list() == ["t2"]


def test_a_sentence_that_is_said_twice_has_a_ratio_each_time():
    again = [
        row | {"start": row["start"] + 500, "end": row["end"] + 500} for row in (MONEY, PLACES)
    ]
    ratios = spending_ratios(targets(MONEY, PLACES, *again))
    assert ratios["count_id"].to_list() == ["t2", "t4"]


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("抓好总投资2万亿元的389所学校。", "total"),
        ("推进389所学校，完成投资2万亿元以上。", "yearly"),
        ("实施389所学校，年度完成投资2万亿元。", "yearly"),
        ("实施389所学校，年度项目总投资2万亿元。", "total"),
        ("实施389所学校，投资2万亿元。", None),
    ],
)
def test_an_amount_of_all_years_is_told_from_one_of_a_year(sentence, basis):
    rows = targets(
        stated(sentence, "2万亿元", value=2e12, indicator="投资"),
        stated(sentence, "389所", value=389.0),
    )
    assert spending_ratios(rows)["basis"].to_list() == [basis]


def test_the_view_ranks_no_amounts_of_different_years():
    total, yearly = "抓好总投资8亿元的4所学校。", "完成投资2亿元，新建学校4所。"
    rows = targets(
        stated(total, "8亿元", value=8e8), stated(total, "4所", value=4.0),
        stated(yearly, "2亿元", value=2e8, indicator="投资", document_id="b"),
        stated(yearly, "4所", value=4.0, document_id="b"),
    )  # fmt: skip
    of = Overview(rows, None, Style("zh", theme.LIGHT))
    assert headline("money", of) == (
        "2 组：总投资 1 组、当年投资 1 组。金额的口径、所含的事物不同，只列算式，不排高低"
    )
    assert of.alike["basis"].to_list() == ["total", "yearly"]
    labels = [row["row"] for row in ratios(of, found=of.alike)["data"]["values"]]
    assert [one.rsplit(" · ", 1)[1] for one in labels] == ["总投资", "当年投资"]
