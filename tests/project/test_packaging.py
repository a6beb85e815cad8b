"""Installed from a wheel the rules travel along; installed editable the repository's are read."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
from conftest import REPOSITORY

WHERE = "from metrics.paths import builtin_rules; print(builtin_rules())"
NEW_RULES = "from metrics import load_rules; print(load_rules().digest)"


def run(*command: object, cwd: Path = Path("/")) -> str:
    ended = subprocess.run(
        [str(part) for part in command], check=False, cwd=cwd, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout.strip()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, so that building leaves nothing behind and rules may be edited."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("metrics", "charts", "rules", "reports"):
        shutil.copytree(
            REPOSITORY / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "_rules")
        )
    for name in ("pyproject.toml", "target_metrics.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(REPOSITORY / name, copy / name)
    return copy


def fresh_environment(folder: Path, *install: object) -> Path:
    """A new environment that borrows the dependencies of this one but not its target-metrics."""
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    python = folder / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
    # Appended to the path as plain text, our site-packages does not run its own .pth files, among
    # them the one of an editable install of the repository.
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index",
        "--no-build-isolation", "--ignore-installed", *install,
    )  # fmt: skip
    return python


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, checkout)
    (built,) = folder.iterdir()
    return built


def test_the_wheel_holds_the_rules_and_the_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {
        path.relative_to(REPOSITORY / "rules").as_posix()
        for path in (REPOSITORY / "rules").rglob("*")
        if path.suffix in (".csv", ".pint", ".toml")
    }
    assert {f"metrics/_rules/{rule}" for rule in rules} <= names
    assert {"charts/pages/templates/index.html", "charts/py.typed", "target_metrics.py"} <= names
    assert not [name for name in names if name.startswith(("rules/", "tests/", "reports/"))]


def test_a_wheel_runs_anywhere(wheel: Path, tmp_path: Path) -> None:
    python = fresh_environment(tmp_path / "venv", wheel)
    installed = Path(run(python, "-c", "import metrics; print(metrics.__file__)")).parent
    assert installed.is_relative_to(tmp_path / "venv")
    assert run(python, "-c", WHERE) == str(installed / "_rules")
    command = python.parent / "target-metrics"
    page = run(command, "run", REPOSITORY / "examples", "--out", tmp_path / "out").splitlines()[-1]
    assert Path(page) == tmp_path / "out" / "index.html"
    assert Path(page).is_file()
    assert "8130个" in run(command, "explain", "新增学位8130个。")


def test_an_editable_install_reads_the_rules_of_the_repository(
    checkout: Path, tmp_path: Path
) -> None:
    python = fresh_environment(tmp_path / "venv", "--editable", checkout)
    assert run(python, "-c", WHERE) == str(checkout / "rules")
    assert not list((tmp_path / "venv").rglob("_rules"))
    before = run(python, "-c", NEW_RULES)
    with (checkout / "rules" / "indicators" / "benchmarks.toml").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("# a comment\n")
    assert run(python, "-c", NEW_RULES) != before
    assert run(python.parent / "target-metrics", "--version").startswith("target-metrics ")


def test_a_source_archive_builds_the_same_wheel(
    checkout: Path, tmp_path: Path, wheel: Path
) -> None:
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, checkout)
    (from_source,) = tmp_path.glob("*.whl")
    assert zipfile.ZipFile(from_source).namelist() == zipfile.ZipFile(wheel).namelist()


@pytest.mark.skipif(not (REPOSITORY / ".git").exists(), reason="not a git checkout")
def test_no_file_names_a_package_index() -> None:
    listed = run("git", "-C", REPOSITORY, "ls-files", "-z").split("\0")
    suspicious = ("index-url", "find-links", "/simple/")
    for name in listed:
        file = REPOSITORY / name
        if name and file.is_file() and file != Path(__file__).resolve():
            text = file.read_bytes().decode("utf-8", "ignore")
            assert not [word for word in suspicious if word in text], name
