from __future__ import annotations

import pytest
from chart_rows import documents, every_row, targets

from charts import wording, wording_counts
from charts.drawing import theme

READ = documents(
    {"document_id": "district", "region": "甲区"},
    {"document_id": "silent", "region": "乙区"},
    {"document_id": "empty", "region": "丙区", "body_present": False},
)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        *(({"commitment": word}, "hard") for word in ("确保", "必须")),
        *(({"commitment": word}, "soft") for word in ("力争", "争取", "努力", "原则上")),
        ({}, "plain"),
        ({"comparator": ">="}, "plain"),
    ],
)
def test_words_decide_and_bounds_do_not(facts, kind):
    (row,) = wording_counts(targets(facts), READ.head(1)).to_dicts()
    assert {name for name in ("hard", "plain", "soft") if row[name]} == {kind}
    assert row["total"] == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("palette", [theme.LIGHT, theme.PAGE], ids=["light", "page"])
def test_shares_fill_the_bar_and_counts_are_printed(lang, palette):
    rows = targets({}, {}, {"commitment": "力争"}, {"commitment": "确保"}, {"breakdown": True})
    chart = wording(rows, READ, lang=lang, palette=palette)
    drawn = every_row(chart)
    bars = [(row["start"], row["end"]) for row in drawn if "start" in row]
    assert bars == [(0.0, 0.25), (0.25, 0.75), (0.75, 1.0)]
    texts = {row["document"]: row for row in drawn if "total" in row}
    counts = [texts["甲区"][field] for field in ("hard", "plain", "soft", "total")]
    assert counts == ["1", "2", "1", "n = 4"]
    (legend,) = {
        str(layer["encoding"]["fill"]["scale"]["range"])
        for layer in chart.to_dict()["layer"]
        if "fill" in layer["encoding"]
    }
    assert legend == str([palette.target, palette.line, palette.paper])


def test_no_targets_and_no_text_are_told_apart():
    texts = {
        row["document"]: row["why"] for row in every_row(wording(targets({}), READ)) if "why" in row
    }
    assert texts == {"甲区": "", "乙区": "没有目标", "丙区": "原文缺失"}


def test_documents_keep_their_order():
    domain = wording(targets({}), READ).to_dict()["encoding"]["y"]["scale"]["domain"]
    assert domain == ["甲区", "乙区", "丙区"]
    with pytest.raises(ValueError, match="there are no documents"):
        wording(targets({}), READ.clear())
