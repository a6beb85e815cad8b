from __future__ import annotations

import pytest

from metrics import Document, extract
from metrics.layout.manifest import ManifestError, read_manifest

CSV = "source,title,region,plan_year\na.txt,工作要点,鼓楼区,2025\nb.txt,,320106,\n"
TOML = '["a.txt"]\nregion = "南京市鼓楼区"\nplan_year = 2025\nissuer = "区政府"\n'


def test_a_manifest_overrides_what_the_text_says(rules, tmp_path):
    file = tmp_path / "known.toml"
    file.write_text(TOML, "utf-8")
    known = read_manifest(file, rules.sections.regions)
    text = "XX区2024年教育工作要点\n新增学位100个。"
    tables = extract([Document("a.txt", text)], rules, manifest=known)
    row = tables.targets.row(0, named=True)
    assert (row["region_code"], row["region_label"], row["plan_year"]) == ("320106", "XX区", 2025)
    assert tables.documents["issuer"].item() == "区政府"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("m.csv", CSV, "m.csv:2: region: '鼓楼区' may be 320106"),
        ("m.csv", "title\nx\n", "has no column source"),
        ("m.csv", "source,region\na,Atlantis\n", "m.csv:2: region: 'Atlantis' is no region"),
        ("m.csv", "source,plan_year\na,soon\n", "m.csv:2: plan_year:"),
        ("m.csv", "source,title\na,x\na,y\n", "m.csv:3: 'a' stands twice"),
        ("m.toml", '\n["a"]\nplan_yaer = 2024\n', "Did you mean plan_year?"),
        ("m.toml", "a = [", "m.toml: "),
    ],
)
def test_a_wrong_manifest_says_where(name, text, said, rules, tmp_path):
    file = tmp_path / name
    file.write_text(text, "utf-8")
    with pytest.raises(ManifestError) as caught:
        read_manifest(file, rules.sections.regions)
    assert said in str(caught.value)
