"""The compiled rules that are kept are those that would be compiled, or they are not taken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from metrics import Document, extract, load_rules
from metrics.rules import ruleset


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the kept rules."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    load_rules()
    return tmp_path / "target-metrics" / "rules.pickle"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is compiled from now on."""
    found: list[object] = []
    build = ruleset.build_rules

    def counting(files):
        found.append(files)
        return build(files)

    monkeypatch.setattr(ruleset, "build_rules", counting)
    return found


def test_rules_are_compiled_once(rules, kept, compiled):
    again = load_rules()
    assert compiled == []
    assert repr(again) == repr(rules)
    document = Document("a.txt", "2024年工作要点\n新增学位8130个，普惠性幼儿园覆盖率达到89%以上。")
    for name, rows in extract([document], again).by_name().items():
        assert rows.equals(extract([document], rules).by_name()[name]), name


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1000])


def damage(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:32] + b"cmetrics\nno_such_thing\n.")


def open_to_others(file: Path) -> None:
    file.chmod(0o666)


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "spoil", [Path.unlink, cut_off, damage, open_to_others, replace_by_a_folder]
)
def test_what_is_spoilt_is_not_taken(kept, compiled, spoil: Callable[[Path], object]):
    if os.name == "nt" and spoil is open_to_others:
        pytest.skip("files have no such modes")
    spoil(kept)
    assert len(load_rules().catalogue.entries) > 300
    assert len(compiled) == 1


def test_a_rule_that_changed_is_compiled_anew(rules, kept, compiled, tmp_path, monkeypatch):
    folder = tmp_path / "rules"
    shutil.copytree(ruleset.builtin_rules(), folder)
    monkeypatch.setattr(ruleset, "builtin_rules", lambda: folder)
    for count in (1, 1):
        load_rules()
        assert len(compiled) == count
    about = folder / "about.toml"
    about.write_text(about.read_text("utf-8").replace('version = "1"', 'version = "2"'), "utf-8")
    assert load_rules().version.endswith("2")
    assert len(compiled) == 2


def test_another_program_compiles_anew(kept, compiled, monkeypatch):
    monkeypatch.setattr("metrics.rules.cache._key", lambda *_: b"of another version".ljust(32))
    load_rules()
    assert len(compiled) == 1


def test_added_rules_are_not_kept(kept, tmp_path):
    before = kept.read_bytes()
    (tmp_path / "mine").mkdir()
    load_rules(tmp_path / "mine")
    assert kept.read_bytes() == before


def test_where_nothing_can_be_kept_rules_are_compiled(compiled, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    load_rules()
    assert len(compiled) == 1
