from __future__ import annotations

import pytest
from chart_rows import COVERAGE, contrast, documents, every_row, regions, subtitle, targets

from charts import tile_grid
from charts.drawing import theme
from charts.selection.provinces import places
from charts.words.printed import close_range

CODES = {"北京市": "110000", "上海市": "310000", "河南省": "410000"}
REGIONS = regions(
    *((code, name, "province", "100000") for name, code in CODES.items()),
    ("370100", "济南市", "prefecture", "370000"),
)


def plan(region: str, **facts) -> dict:
    code = CODES.get(region, "370100")
    level = "province" if region in CODES else "prefecture"
    return {
        "document_id": region,
        "region": region,
        "region_code": code,
        "region_level": level,
    } | facts


def tiles(chart) -> dict[str, dict]:
    return {row["name"]: row for row in every_row(chart)}


def test_every_unit_has_a_place_of_its_own():
    units = places()
    assert len(units) == 34
    assert len({(unit["column"], unit["row"]) for unit in units}) == 34
    assert len({unit["region_code"] for unit in units}) == 34
    assert {"香港", "澳门", "台湾"} <= {unit["short"] for unit in units}


def test_tiles_print_the_value_or_why_there_is_none():
    read = documents(*(plan(region) for region in ("北京市", "上海市")))
    chart = tile_grid(targets(plan("北京市", comparator=">=")), COVERAGE, REGIONS, documents=read)
    drawn = tiles(chart)
    assert (drawn["北京市"]["state"], drawn["北京市"]["value"]) == ("stated", "≥ 93%")
    assert drawn["北京市"]["href"] == "#t-t1"
    assert (drawn["上海市"]["state"], drawn["上海市"]["none"]) == ("silent", "未提及")
    assert (drawn["台湾省"]["state"], drawn["台湾省"]["said"]) == ("not_read", "台湾省: 未读取")
    assert "1 个省级地区提出，1 个未提及，32 个未读取" in subtitle(chart)
    unread = next(
        layer for layer in chart.to_dict()["layer"] if "not_read" in str(layer.get("transform"))
    )
    assert unread["mark"]["strokeDash"]


def test_a_range_says_its_unit_once():
    ranges = {"value": 4.5, "value_high": 5.0, "comparator": "range"}
    rows = targets(
        plan("北京市", quote="4.5%—5%", **ranges), plan("上海市", quote="4.5-5%", **ranges)
    )
    drawn = tiles(tile_grid(rows, COVERAGE, REGIONS))
    assert {drawn[name]["value"] for name in ("北京市", "上海市")} == {"4.5–5%"}


@pytest.mark.parametrize("printed", ["9千至1万人", "2万5千至3万人", "5%", "≥ 93%"])
def test_what_is_no_range_of_one_unit_stays_as_printed(printed):
    assert close_range(printed) == printed


def test_tiles_of_english_charts_have_english_names():
    drawn = tiles(tile_grid(targets(plan("北京市")), COVERAGE, REGIONS, lang="en"))
    assert drawn["Heilongjiang"]["short"] == "Heilong-\njiang"
    assert drawn["Inner Mongolia"]["short"] == "Inner\nMongolia"
    assert drawn["Taiwan"]["said"] == "Taiwan: not read"


def test_a_wish_says_its_word():
    drawn = tiles(tile_grid(targets(plan("北京市", commitment="力争")), COVERAGE, REGIONS))
    assert (drawn["北京市"]["wish"], drawn["北京市"]["said"]) == ("力争", "北京市: 力争 93%")


@pytest.mark.parametrize(
    ("values", "classes"),
    [
        ((4.5, 5.0), ["4.5%", "5%"]),
        ((5.0, 5.0), ["5%"]),
        ((1.0, 2.0, 3.0), ["1%", "2%", "3%"]),
    ],
)
def test_few_values_have_a_class_each(values, classes):
    rows = [
        plan(region, value=value, quote=f"{value:g}%")
        for region, value in zip(CODES, values, strict=False)
    ]
    spec = tile_grid(targets(*rows), COVERAGE, REGIONS).to_dict()
    scale = spec["layer"][0]["encoding"]["fill"]["scale"]
    assert scale["domain"] == classes


def test_many_values_have_five_classes():
    table = places()
    read = regions(*((row["region_code"], row["name"], "province", None) for row in table))
    rows = [
        {"document_id": row["name"], "region": row["name"], "region_code": row["region_code"],
         "value": float(n), "quote": f"{n}%"}
        for n, row in enumerate(table)
    ]  # fmt: skip
    chart = tile_grid(targets(*rows), COVERAGE, read)
    scale = chart.to_dict()["layer"][0]["encoding"]["fill"]["scale"]
    assert (len(scale["domain"]), scale["range"]) == (5, [colour for colour, _ in theme.SEQUENCE])
    counts = [sum(row["step"] == step for row in every_row(chart)) for step in scale["domain"]]
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize(("colour", "ink"), theme.SEQUENCE)
def test_the_ink_of_a_tile_can_be_read(colour, ink):
    assert contrast(colour, ink) >= 4.5


def test_the_steps_grow_darker():
    steps = [contrast(colour, "#ffffff") for colour, _ in theme.SEQUENCE]
    assert steps == sorted(steps)


def test_cities_are_no_provinces():
    with pytest.raises(ValueError, match=f"no target has the indicator {COVERAGE}"):
        tile_grid(targets(plan("济南市")), COVERAGE, REGIONS)
