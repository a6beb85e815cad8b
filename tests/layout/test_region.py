"""Names to regions: what stands in the table, and what real documents say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import extract, read_document
from metrics.layout.segments import segment

TRUTH = Path(__file__).parent / "regions_truth.tsv"


@pytest.fixture(scope="module")
def vocabulary(rules):
    return rules.sections


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("唐县", ["130627"]),
        ("高唐县", ["371526"]),
        ("保定市徐水区", ["130609"]),
        ("河北省保定市满城县", ["130607"]),
        ("襄樊市", ["420600"]),
        ("崇明县", ["310151"]),
        ("宜宾县", ["511504"]),
        ("黔西南州", ["522300"]),
        ("吉林省", ["220000"]),
        ("吉林市", ["220200"]),
        ("南京市鼓楼区", ["320106"]),
        ("鼓楼区", ["320106", "320302", "350102", "410204"]),
        ("市", []),
        ("XX市", []),
        ("甲县", []),
        ("自治区", []),
        ("古易县", []),
    ],
)
def test_a_name_is_read_as_the_regions_that_bear_it(name, codes, vocabulary):
    assert sorted(one.region_code for one in vocabulary.regions.read(name)) == codes


def test_every_region_has_a_parent_but_the_country(vocabulary):
    table = vocabulary.regions
    orphans = [one.name for one in table.by_code.values() if table.parent(one) is None]
    assert orphans == ["中国"]


@pytest.mark.parametrize(
    ("source", "text", "region", "label", "candidates"),
    [
        ("a.txt", "鼓楼区2024年政府工作报告\n今年，全区新增学位100个。", None, "鼓楼区", 4),
        ("江苏省/南京市/鼓楼区.txt", "今年，全区新增学位100个。", "320106", "鼓楼区", 0),
        ("岳阳.txt", "现在，我代表市人民政府报告工作。", "430600", "岳阳", 0),
        ("岳阳.txt", "现在，我代表县人民政府报告工作。", "430621", "岳阳", 0),
        ("a.txt", "XX市2024年教育工作要点\n新增学位100个。", None, "XX市", 0),
        ("易县-2024.txt", "我代表米易县人民政府报告工作。", "510421", "米易县", 0),
        ("安新-2024.txt", "我代表县人民政府报告工作。" * 200, None, None, 0),
        ("a.txt", "甲县2024年教育工作要点\n新增学位100个。", None, "甲县", 0),
    ],
)
def test_a_document_names_its_region(source, text, region, label, candidates, vocabulary):
    (part,) = segment(text, source, vocabulary)
    found = part.facts.region
    assert (found.region.region_code if found.region else None) == region
    assert part.facts.region_label == label
    assert len(found.candidates) == candidates


def test_real_documents_get_their_region_and_year(shared, vocabulary):
    """The truth was read in the documents; a region given must be right, at least 95 % are given."""
    rows = [line.split("\t") for line in TRUTH.read_text("utf-8").splitlines()[1:]]
    wrong, missing = [], []
    for source, code, year in rows:
        file = shared / "corpora" / source
        (part,) = segment(read_document(file).text, source, vocabulary)
        facts = part.facts
        found = facts.region.region.region_code if facts.region.region else ""
        if (found and found != code) or str(facts.plan_year) != year:
            wrong.append((source, found, facts.plan_year))
        if code and not found:
            missing.append(source)
    print(f"{len(rows)} documents, {len(wrong)} wrong, {len(missing)} without region")
    assert not wrong
    assert len(missing) <= 0.05 * len(rows)


@pytest.mark.parametrize("name", ["nat_2005_govcn", "nat_2010_govcn"])
def test_a_body_that_a_page_repeats_counts_once(name, rules, shared):
    document = read_document(shared / "corpora" / "messy" / f"{name}.txt")
    rows = extract([document], rules).targets
    assert rows.height == rows.unique(["sentence", "quote", "indicator"]).height >= 18
