"""Rows carry a form, or they do not: no form is tried to find out."""

from __future__ import annotations

import pytest
from chart_rows import COVERAGE, documents, regions, targets

from charts.forms.choice import FORMS, VIEWS, forms_of, main_form, views_of
from charts.selection.collection import Collection, Limits
from charts.selection.comparison import Comparison
from charts.selection.overview import Matrix, Overview
from charts.words.style import LIGHT, Style

STYLE = Style("zh", LIGHT)
CODES = [f"{number}0000" for number in range(11, 24)]
REGIONS = regions(
    *((code, code, "province", "100000") for code in CODES),
    ("110100", "京一", "prefecture", "110000"),
    ("110101", "京二", "county", "110100"),
)


def plan(code: str, year: int = 2024, **facts) -> dict:
    level = "province" if code.endswith("0000") else "prefecture"
    where = {"region": code, "region_code": code, "region_level": level}
    return {"document_id": f"{code}-{year}", "plan_year": year} | where | facts


def provinces(count: int) -> list[dict]:
    return [plan(code) for code in CODES[:count]]


def chosen(rows: list[dict], limits: Limits | None = None) -> tuple[list[str], str]:
    stated = targets(*rows)
    among = Collection(stated, STYLE, regions=REGIONS, limits=limits or Limits())
    of = Comparison.asked(stated, COVERAGE, None, among)
    for form in forms_of(of):
        assert form.draw(of)["description"], form.name
    return [form.name for form in forms_of(of)], main_form(of).name


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([{}], ["values"]),
        (provinces(7), ["values"]),
        (provinces(8), ["tiles", "values"]),
        (provinces(12), ["tiles", "values"]),
        (provinces(13), ["distribution", "tiles", "values"]),
        ([plan("110000", 2023), plan("110000")], ["years", "values"]),
        ([plan("110000", 2023), plan("120000")], ["values"]),
        ([plan("110000"), plan("110100")], ["parents", "values"]),
        ([plan("110000"), plan("110101", region_level="county")], ["parents", "values"]),
        ([plan("120000"), plan("110100")], ["values"]),
        ([plan("110000", 2023), plan("110100", 2024)], ["values"]),
    ],
)
def test_rows_carry_their_forms(rows, names):
    assert chosen(rows)[0] == names


def test_too_many_documents_are_counted_and_not_drawn_one_by_one():
    assert chosen(provinces(8), Limits(drawn=7)) == (["distribution", "tiles"], "distribution")


@pytest.mark.parametrize(("count", "form"), [(1, "values"), (12, "values"), (13, "distribution")])
def test_one_form_shows_every_document(count, form):
    assert chosen(provinces(count))[1] == form


READ = documents(*({"document_id": name, "region": name} for name in ("a", "b")))
MONEY = {"unit": "CNY", "dimension": "money", "indicator": "总投资", "mode": "output"}
SCHOOLS = {"unit": "school", "dimension": "count", "classifier": "所", "mode": "output"}
SENTENCE = "总投资3亿元，新建学校2所。"


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([], []),
        ([{}], ["coverage", "wording"]),
        ([{"indicator_id": None}], ["wording"]),
        (
            [
                {"sentence": SENTENCE, "quote": "3亿元", "start": 3, "end": 6} | MONEY,
                {"sentence": SENTENCE, "quote": "2所", "start": 11, "end": 13} | SCHOOLS,
            ],
            ["coverage", "wording"],
        ),
        (
            [
                {"sentence": SENTENCE, "document_id": place, **number}
                for place in ("a", "b")
                for number in (
                    {"quote": "3亿元", "start": 3, "end": 6} | MONEY,
                    {"quote": "2所", "start": 11, "end": 13} | SCHOOLS,
                )
            ],
            ["coverage", "wording", "money"],
        ),
    ],
)
def test_tables_carry_their_views(rows, names):
    stated = targets(*({"document_id": "a"} | row for row in rows)) if rows else targets({}).clear()
    of = Overview(stated, READ, STYLE, Matrix([COVERAGE], shared_by=1))
    assert [view.name for view in views_of(of)] == names
    for view in views_of(of):
        assert view.draw(of)["description"]
        assert not view.rows(of).is_empty()


def test_every_form_has_its_words():
    words = STYLE.words
    assert all(f"form_{form.name}" in words for form in FORMS)
    assert all(f"view_{view.name}" in words and f"view_{view.name}_lead" in words for view in VIEWS)
