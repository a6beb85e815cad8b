"""Ids of targets follow from what they say, and survive what does not change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from metrics import Document, Tables, extract, read_document
from metrics.extraction.document_ids import Taken, with_own_ids
from metrics.extraction.reader import Reader
from metrics.review.apply import apply_corrections
from metrics.review.corrections import read_corrections
from metrics.review.sheet import review_rows, write_review
from metrics.sources.known_facts import KnownFacts

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "education-2024.txt"
PLAN = (
    "江苏省2024年教育工作要点\n一、主要目标\n"
    "全省普惠性幼儿园覆盖率达到89%，新增学位8130个。\n"
    "改造老旧小区120个，新建幼儿园35所。\n"
    "二、重点任务\n"
    "新建公办园12所，新建公办园12所。\n"
    "建设标准化学校45所。\n"
)


def ids(text: str, rules, source: str = "plan.txt") -> list[str]:
    return extract([Document(source, text)], rules).targets["target_id"].to_list()


SAME: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "a line end of another system": lambda text: text.replace("\n", "\r\n"),
    "a line more at the end": lambda text: text + "\n附件：名单\n",
    "a paragraph put before the plan's aims": lambda text: text.replace(
        "一、主要目标\n", "现将要点印发给你们，请认真贯彻执行。\n一、主要目标\n"
    ),
    "a space in a sentence": lambda text: text.replace("覆盖率达到", "覆盖率 达到"),
    "an indented line": lambda text: text.replace("建设标准化", "　　建设标准化"),
    "another region in the title": lambda text: text.replace("江苏省", "浙江省"),
    "another year in the title": lambda text: text.replace("2024", "2025"),
    "no title": lambda text: text.partition("\n")[2],
    "two sections the other way round": lambda text: text.replace("一、主要", "三、主要"),
}


@pytest.mark.parametrize("what", SAME)
def test_ids_stay(what: str, rules) -> None:
    assert ids(SAME[what](PLAN), rules) == ids(PLAN, rules)


OTHER: dict[str, Callable[[str], str]] = {
    "a word of a sentence": lambda text: text.replace("建设标准化学校", "建好标准化学校"),
    "a number": lambda text: text.replace("45所", "46所"),
}


@pytest.mark.parametrize("what", OTHER)
def test_ids_change_with_what_a_target_says(what: str, rules) -> None:
    assert len({*ids(OTHER[what](PLAN), rules)} & {*ids(PLAN, rules)}) == 6


def test_ids_stay_whatever_is_known_of_a_document(rules) -> None:
    untitled = PLAN.partition("\n")[2]
    told = KnownFacts(region="浙江省", plan_year=2023, plan_end_year=2025)
    assert ids(untitled, rules, "2022年安徽省教育工作要点.txt") == ids(untitled, rules)
    known = extract([Document("plan.txt", PLAN)], rules, manifest={"plan.txt": told}).targets
    assert known["plan_year"].unique().to_list() == [2023]
    assert known["target_id"].to_list() == ids(PLAN, rules)


def test_ids_begin_with_a_letter(sample_tables: Tables) -> None:
    for table, column, letter in (
        (sample_tables.targets, "target_id", "t"),
        (sample_tables.documents, "document_id", "d"),
    ):
        assert table[column].str.contains(rf"^{letter}[0-9a-f]{{16}}$").all()


AIMS = "一、主要目标\n" + "".join(
    f"改造老旧小区{count}个，新建幼儿园{count + 3}所。\n" for count in range(20, 40)
)
MADE = {
    "a plan of a year": f"杭州市2024年教育工作要点\n{AIMS}",
    "a plan of five years": f"江苏省“十四五”教育发展规划（2021—2025年）\n{AIMS}",
    "a notice": f"关于印发某县卫生健康委员会2025年工作计划的通知\n{AIMS}",
    "a report": "2024年杭州市政府工作报告\n"
    "——2024年1月15日在杭州市第十四届人民代表大会第三次会议上\n一、2023年工作回顾\n"
    f"过去一年，新建学校12所，完成投资30亿元。\n二、2024年工作安排\n{AIMS}",
    "a long plan": EXAMPLE.read_bytes().decode(),
    **{
        file.name: file.read_bytes().decode()
        for file in sorted((EXAMPLE.parents[1] / "tests" / "gold").glob("*-2026*.[tm][xd]*"))
    },
}


def corrected(text: str) -> Iterator[str]:
    """The text with one character of its first line left out, or another one, or one more."""
    first, rest = text.split("\n", 1)
    for at in range(len(first)):
        other = ("", "某", "3", f"{first[at]}年")[at % 4]
        yield f"{first[:at]}{other}{first[at + 1 :]}\n{rest}"
    yield f"{first}。\n{rest}"


def sheet_of(made: Tables, folder: Path) -> Path:
    """A sheet on which every third target is corrected."""
    rows = review_rows(made).filter(pl.col("role") == "target")
    rows = rows.with_columns(
        commitment=pl.when(pl.int_range(pl.len()) % 3 == 0)
        .then(pl.lit("力争"))
        .otherwise("commitment")
    )
    write_review(rows, folder / "review.csv")
    return folder / "review.csv"


@pytest.mark.parametrize("what", MADE)
def test_a_corrected_first_line_keeps_ids_and_corrections(what: str, rules, tmp_path: Path) -> None:
    before = extract([Document("plan.txt", MADE[what])], rules)
    corrections = read_corrections(sheet_of(before, tmp_path))
    assert len(corrections) > 12
    for text in corrected(MADE[what]):
        after = extract([Document("plan.txt", text)], rules)
        assert before.documents["document_id"][0] != after.documents["document_id"][0]
        kept = {*before.targets["target_id"]} & {*after.targets["target_id"]}
        assert len(kept) >= 0.95 * len(before.targets) > 35, text[:40]
        done = apply_corrections(after, corrections, rules, lambda _: None).corrections
        assert done["outcome"].to_list() == ["applied"] * len(corrections), text[:40]


def test_a_correction_stays_with_its_document_beside_others_of_the_same_words(
    rules, tmp_path: Path
) -> None:
    plans = [
        Document(f"{year}.txt", PLAN.replace("2024", str(year)).replace("8130", str(year)))
        for year in (2022, 2023, 2024)
    ]
    before = extract(plans[1:], rules)
    after = extract(plans, rules)
    assert after.targets["target_id"].is_unique().all()
    assert (
        after.targets["target_id"].to_list() == extract(plans, rules).targets["target_id"].to_list()
    )
    corrections = read_corrections(sheet_of(before, tmp_path))
    done = apply_corrections(after, corrections, rules, lambda _: None)
    assert {*done.corrections["outcome"]} == {"applied"}
    asked = [one.source for one in corrections]
    changed = done.corrections.join(done.targets, "target_id", maintain_order="left")
    assert changed["source_right"].to_list() == asked
    assert {*asked} == {"2023.txt", "2024.txt"}


def test_a_text_moved_renamed_and_encoded_anew_keeps_everything(rules, tmp_path: Path) -> None:
    text = EXAMPLE.read_bytes().decode()
    elsewhere = tmp_path / "2024" / "copy of it.txt"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(text.encode("gb18030"))
    before = extract([read_document(EXAMPLE)], rules)
    after = extract([read_document(elsewhere)], rules)
    assert after.targets["target_id"].equals(before.targets["target_id"])
    assert after.documents["document_id"].equals(before.documents["document_id"])
    corrections = read_corrections(sheet_of(before, tmp_path))
    done = apply_corrections(after, corrections, rules, lambda _: None)
    assert {*done.corrections["outcome"]} == {"applied"}


def test_what_is_said_twice_is_numbered_in_text_order(rules) -> None:
    once = ids(PLAN, rules)
    assert len(set(once)) == len(once) == 7
    less = PLAN.replace("新建公办园12所，新建公办园12所", "新建公办园12所")
    twice = extract([Document("a.txt", PLAN), Document("b.txt", less)], rules).targets
    assert twice["target_id"].is_unique().all()
    assert twice.filter(source="a.txt")["target_id"].to_list() == once


@pytest.mark.parametrize("together", [(4,), (1, 3), (2, 2), (1, 1, 1, 1)])
def test_ids_do_not_depend_on_batches(together: tuple[int, ...], rules) -> None:
    documents = [
        Document("a.txt", PLAN),
        Document("b.txt", PLAN),
        Document("c.txt", PLAN.replace("8130", "8131")),
        Document("d.txt", PLAN),
    ]
    whole = extract(documents, rules)
    reader, batches, rest = Reader(rules), [], documents
    for size in together:
        batches.append(reader(rest[:size]))
        rest = rest[size:]
    parts = with_own_ids(batches)
    for table in ("targets", "numbers", "documents"):
        joined = pl.concat([getattr(part, table) for part in parts])
        assert joined.equals(getattr(whole, table)), table


def test_copies_stand_when_a_document_beside_them_fails(rules, monkeypatch) -> None:
    from metrics.extraction import rows

    read = rows.DocumentReader._read

    def failing(self, document, into):
        if document.source == "b.txt":
            raise ZeroDivisionError
        return read(self, document, into)

    monkeypatch.setattr(rows.DocumentReader, "_read", failing)
    documents = [Document(f"{name}.txt", PLAN + ("b" if name == "b" else "")) for name in "abc"]
    (part,) = with_own_ids([Reader(rules)(documents)])
    assert part.documents["document_id"].is_unique().all()
    assert part.targets["target_id"].is_unique().all()
    alone = extract([documents[0], documents[2]], rules)
    assert part.targets.equals(alone.targets)


def test_taken_ids_are_not_given_again(rules) -> None:
    made = extract([Document("a.txt", PLAN)], rules)
    (part,) = with_own_ids([made], Taken({}, made.targets["target_id"]))
    assert not {*part.targets["target_id"]} & {*made.targets["target_id"]}
    totals = {*part.targets["part_of"].drop_nulls()}
    assert totals <= {*part.targets["target_id"]}
