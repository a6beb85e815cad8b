"""The kept script that draws charts is the one that would be bundled, or it is not taken."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from charts.pages import chart_library as library


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is bundled from now on: short scripts."""
    found: list[str] = []

    def short() -> str:
        found.append(f"// script {len(found)} of 图")
        return found[-1]

    monkeypatch.setattr(library, "_bundled", short)
    return found


@pytest.fixture
def kept(tmp_path: Path, bundled: list[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with a kept script."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    library.chart_library.__wrapped__()
    assert len(bundled) == 1
    (file,) = (tmp_path / "target-metrics").iterdir()
    return file


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def change(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"//", b"++"))


def open_to_others(file: Path) -> None:
    file.chmod(0o666)


def test_a_script_is_bundled_once(kept, bundled):
    assert library.chart_library.__wrapped__() == bundled[0]
    assert len(bundled) == 1


@pytest.mark.parametrize("spoil", [Path.unlink, cut_off, change, open_to_others])
def test_what_is_spoilt_is_not_taken(kept, bundled, spoil: Callable[[Path], object]):
    if os.name == "nt" and spoil is open_to_others:
        pytest.skip("files have no such modes")
    spoil(kept)
    assert library.chart_library.__wrapped__() == bundled[1]
    assert len(bundled) == 2


def test_another_version_is_bundled_anew(kept, bundled, monkeypatch):
    monkeypatch.setattr(library, "version", lambda name: "0")
    library.chart_library.__wrapped__()
    assert len(bundled) == 2


def test_where_nothing_can_be_kept_it_is_bundled(bundled, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "file"))
    for count in (1, 2):
        library.chart_library.__wrapped__()
        assert len(bundled) == count
