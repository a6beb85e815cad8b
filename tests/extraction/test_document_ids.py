"""Ids of targets follow from what they say, and survive what does not change it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from metrics import Document, Tables, extract, read_document
from metrics.extraction.document_ids import Taken, with_own_ids
from metrics.extraction.reader import Reader
from metrics.review.apply import apply_corrections
from metrics.review.corrections import read_corrections
from metrics.review.sheet import review_rows, write_review

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
    "two sections the other way round": lambda text: text.replace("一、主要", "三、主要"),
}


@pytest.mark.parametrize("what", SAME)
def test_ids_stay(what: str, rules) -> None:
    assert ids(SAME[what](PLAN), rules) == ids(PLAN, rules)


OTHER: dict[str, tuple[Callable[[str], str], int]] = {
    "the region": (lambda text: text.replace("江苏省", "浙江省"), 0),
    "the year": (lambda text: text.replace("2024", "2025"), 0),
    "a word of a sentence": (lambda text: text.replace("建设标准化学校", "建好标准化学校"), 6),
    "a number": (lambda text: text.replace("45所", "46所"), 6),
}


@pytest.mark.parametrize("what", OTHER)
def test_ids_change_with_what_a_target_says(what: str, rules) -> None:
    change, stay = OTHER[what]
    assert len({*ids(change(PLAN), rules)} & {*ids(PLAN, rules)}) == stay


def test_ids_begin_with_a_letter(sample_tables: Tables) -> None:
    for table, column, letter in (
        (sample_tables.targets, "target_id", "t"),
        (sample_tables.documents, "document_id", "d"),
    ):
        assert table[column].str.contains(rf"^{letter}[0-9a-f]{{16}}$").all()


def corrected(text: str) -> str:
    """The text with one character of its first line mended."""
    first, rest = text.split("\n", 1)
    return f"{first[:-1]}》\n{rest}" if first[-1] != "》" else f"{first}。\n{rest}"


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


def test_a_corrected_first_line_keeps_ids_and_corrections(rules, tmp_path: Path) -> None:
    text = EXAMPLE.read_bytes().decode()
    before = extract([Document("plan.txt", text)], rules)
    after = extract([Document("plan.txt", corrected(text))], rules)
    assert before.documents["document_id"][0] != after.documents["document_id"][0]
    kept = {*before.targets["target_id"]} & {*after.targets["target_id"]}
    assert len(kept) >= 0.95 * len(before.targets) > 50
    corrections = read_corrections(sheet_of(before, tmp_path))
    done = apply_corrections(after, corrections, rules, lambda _: None)
    assert done.corrections["outcome"].to_list() == ["applied"] * len(corrections)
    assert len(corrections) > 15


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
