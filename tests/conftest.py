from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"
sys.path.insert(0, str(Path(__file__).resolve().parent))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Keeps compiled rules apart from those of the user, also in the processes of tests."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        patch.setenv("LOCALAPPDATA", folder)
        yield


@pytest.fixture(scope="session")
def rules(own_cache):
    from metrics import load_rules

    return load_rules()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Annotated and real documents beside the repository, where they exist."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("no ../shared beside the repository: its annotated documents are not scored")
    return SHARED


@pytest.fixture(scope="session")
def sample_tables(rules):
    """The tables of the compilation in examples/."""
    from metrics import extract, read_document

    path = REPOSITORY / "examples" / "education-2024.txt"
    return extract([read_document(path, source="examples/education-2024.txt")], rules)
