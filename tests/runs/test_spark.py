"""The recipe for Spark of docs/clusters.md, run on this machine as it stands there."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from conftest import REPOSITORY
from readmes import blocks

from metrics import Document, extract

PLANS = {
    "教育.txt": "2024年教育工作要点\n一、主要目标\n新增学位8130个，普惠性幼儿园覆盖率达到89%以上。",
    "经济.txt": "2024年经济工作要点\n一、主要目标\n地区生产总值增长5%，10月底前开工项目12个。",
    "words.txt": "没有数字的文件。",
}
COMPARED = [
    "target_id", "indicator", "value", "unit", "comparator", "deadline", "breakdown", "sentence",
]  # fmt: skip


@pytest.mark.skipif(
    shutil.which("java") is None or importlib.util.find_spec("pyspark") is None,
    reason="needs Java and the group spark: pip install --group spark",
)
def test_the_recipe_gives_the_same_targets(tmp_path: Path, rules) -> None:
    (recipe,) = blocks("docs/clusters.md", "python")
    (tmp_path / "plans").mkdir()
    for name, text in PLANS.items():
        (tmp_path / "plans" / name).write_text(text, "utf-8")
    path = f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\n"
    ended = subprocess.run(
        [sys.executable, "-c", path + recipe],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "PYSPARK_PYTHON": sys.executable,
            "SPARK_LOCAL_IP": "127.0.0.1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    found = pl.read_parquet(tmp_path / "targets" / "*.parquet").select(COMPARED).sort("target_id")
    expected = extract([Document(name, text) for name, text in PLANS.items()], rules).targets
    assert len(expected) == 4
    assert found.equals(expected.select(COMPARED).sort("target_id"))
