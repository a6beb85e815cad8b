"""The compiled rules that are kept are those that would be compiled, or they are not taken."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import regex

from metrics import Document, extract, kept_files, load_rules
from metrics.authoring import checks
from metrics.kept_files import KeptFiles
from metrics.rules import cache, ruleset


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the kept rules."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    load_rules()
    (file,) = (tmp_path / "target-metrics").iterdir()
    return file


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


def with_content(file: Path, made: bytes) -> None:
    """Puts something else behind a digest that holds."""
    file.write_bytes(cache.KEPT.sealed(made))


def flip(at: int) -> Callable[[Path], None]:
    def flip_a_bit(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[int(at * len(data) / 100)] ^= 4
        file.write_bytes(data)

    return flip_a_bit


def link(file: Path) -> None:
    file.replace(file.with_suffix(".moved"))
    file.symlink_to(file.with_suffix(".moved"))


def replace_by_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


class Calls:
    """What writes a file when it is unpickled, were it allowed to."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self):
        return self.call


SPOILT: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "cut off": cut_off,
    "empty": lambda file: file.write_bytes(b""),
    "a bit of the mark": flip(0),
    **{f"a bit at {at} %": flip(at) for at in (1, 20, 50, 80, 99)},
    "no pickle": lambda file: with_content(file, b"no pickle"),
    "a class that is not there": lambda file: with_content(file, b"cmetrics.rules.x\ny\n."),
    "other values": lambda file: with_content(file, pickle.dumps([1, 2])),
    "open to others": lambda file: file.chmod(0o666),
    "a folder open to others": lambda file: file.parent.chmod(0o777),
    "a link": link,
    "a folder": replace_by_a_folder,
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_is_spoilt_is_not_taken(kept, compiled, how: str, caplog):
    if os.name == "nt" and how in ("open to others", "a folder open to others", "a link"):
        pytest.skip("files have no such modes")
    caplog.set_level("INFO")
    SPOILT[how](kept)
    assert len(load_rules().catalogue.entries) > 300
    assert len(compiled) == 1
    if how not in ("gone", "other values"):
        assert "compiled anew" in caplog.text


@pytest.mark.parametrize("function", [os.system, eval, Path.touch, cache.keep_rules])
def test_nothing_that_the_file_names_is_called(kept, compiled, tmp_path, function):
    mark = tmp_path / "called"
    given = mark if function is Path.touch else f"open({str(mark)!r}, 'w')"
    with_content(kept, pickle.dumps(Calls(function, given)))
    load_rules()
    assert len(compiled) == 1
    assert not mark.exists()


def test_nothing_is_reached_through_a_module_of_rules(kept, compiled, tmp_path):
    mark = tmp_path / "called"
    with_content(
        kept, b"\x80\x04cmetrics.rules.cache\nos.mkdir\n(V" + str(mark).encode() + b"\ntR."
    )
    load_rules()
    assert len(compiled) == 1
    assert not mark.exists()


def test_two_installations_keep_theirs_side_by_side(kept, compiled, tmp_path, monkeypatch):
    other = tmp_path / "rules"
    shutil.copytree(ruleset.builtin_rules(), other)
    own = ruleset.builtin_rules()
    for folder in (other, own, other, own):
        monkeypatch.setattr(ruleset, "builtin_rules", lambda folder=folder: folder)
        load_rules()
    assert len(compiled) == 1
    assert len(list(kept.parent.iterdir())) == 2


def test_only_some_installations_are_kept(kept, monkeypatch):
    for number in range(20):
        cache.keep_rules(Path("rules"), str(number), number)
    assert len(list(kept.parent.iterdir())) == cache.KEPT.most
    assert cache.kept_rules(Path("rules"), "19") == 19


def test_an_installation_drops_no_file_of_another_that_is_in_use(kept, monkeypatch):
    written = [kept]
    for name in ("ours", "gone"):
        monkeypatch.setattr(kept_files, "_INSTALLATION", name)
        cache.keep_rules(Path("rules"), name, name)
        written += {*kept.parent.iterdir()} - {*written}
    _, used, unused = written
    for file in (used, unused):
        os.utime(file, (0, 0))
    monkeypatch.setattr(kept_files, "_INSTALLATION", "ours")
    assert cache.kept_rules(Path("rules"), "ours") == "ours"
    monkeypatch.setattr(kept_files, "_INSTALLATION", "theirs")
    for number in range(20):
        cache.keep_rules(Path("rules"), str(number), number)
    assert used.exists()
    assert not unused.exists()
    assert len(list(kept.parent.iterdir())) == cache.KEPT.most + 2  # and that of this one


def test_what_was_checked_is_asked_again_only_after_a_change(kept, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(checks, "_ask_for_use", lambda *_: asked.append("use"))
    monkeypatch.setattr(checks, "_ask_for_speed", lambda *_: asked.append("speed"))
    (tmp_path / "mine").mkdir()
    for version in ("1", "1", "2"):
        about = f'[mine]\nversion = "{version}"\ndoc = "ours"\n'
        (tmp_path / "mine" / "about.toml").write_text(about, "utf-8")
        assert checks.check_rules([tmp_path / "mine"]).problems == []
    assert len(asked) == 4
    assert checks.check_rules().problems == checks.check_rules().problems == []
    assert len(asked) == 6


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


def test_a_pattern_is_compiled_once(kept, tmp_path, monkeypatch):
    first = cache.compiled_once("[0-9] 个", regex.VERBOSE)
    compiled = []

    def counting(*arguments):
        compiled.append(arguments)
        return regex.compile(*arguments)

    monkeypatch.setattr(cache, "regex", SimpleNamespace(compile=counting, Pattern=regex.Pattern))
    again = cache.compiled_once("[0-9] 个", regex.VERBOSE)
    assert (again.pattern, again.flags) == (first.pattern, first.flags)
    assert compiled == []
    for source, flags in (("[0-9] 个", 0), ("[0-9]个", regex.VERBOSE)):
        assert cache.compiled_once(source, flags).pattern == source
    assert len(compiled) == 2


@pytest.mark.parametrize("held", [b"no pickle", pickle.dumps(1), pickle.dumps(regex.compile("b"))])
def test_another_pattern_is_not_taken(kept, tmp_path, held):
    cache.compiled_once("a")
    (file,) = (tmp_path / "target-metrics").glob("pattern-*")
    file.write_bytes(KeptFiles("pattern").sealed(held))
    assert cache.compiled_once("a").pattern == "a"


def test_entries_of_kept_rules_are_there_when_asked_for(rules, kept, compiled):
    again = load_rules()
    assert compiled == []
    for kind, model in ruleset.KINDS.items():
        assert again.files.entries(kind, model) == rules.files.entries(kind, model), kind
    assert again.files.place("roles", "ordinal") == rules.files.place("roles", "ordinal")
