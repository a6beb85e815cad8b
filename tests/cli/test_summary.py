"""What a run says in the end of documents that are called alike, and of those without a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import invoke

GOALS = "一、主要目标\n普惠性幼儿园覆盖率达到89%，新增学位8130个。\n"
HINT = "Give what is known by --manifest FILE"


def said_of(texts: dict[str, str], folder: Path) -> tuple[str, str]:
    """What a run over these files prints on its two streams."""
    for name, text in texts.items():
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / name).write_text(text, "utf-8")
    result = invoke("extract", "in", "--out", "out")
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_documents_of_one_title_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    title = "江苏省2024年教育工作要点"
    texts = {
        "a.txt": f"{title}\n{GOALS}",
        "b.txt": f"{title}\n{GOALS.replace('89', '90')}",
        "c.txt": f"浙江省2024年教育工作要点\n{GOALS}",
    }
    shown, told = said_of(texts, tmp_path)
    for name in (f"{title} (in/a.txt) ", f"{title} (in/b.txt) ", " 浙江省2024年教育工作要点 "):
        assert name in shown
    assert told == ""


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("江苏省2024年教育工作要点", ""),
        ("某市2024年教育工作要点", "The texts tell no region of 1 document (in/a.txt)."),
        ("江苏省教育工作要点", "The texts tell no year of 1 document (in/a.txt)."),
        (
            "教育工作要点",
            "The texts tell no region of 1 document (in/a.txt) and no year of 1 document",
        ),
    ],
)
def test_a_place_or_year_that_is_lacking_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    _, told = said_of({"a.txt": f"{title}\n{GOALS}"}, tmp_path)
    assert told.startswith(says)
    assert (HINT in told) == bool(says)
