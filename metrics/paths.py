"""Where the program and the built-in rules lie. This imports nothing of ours."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def package() -> Path:
    """The folder of the program."""
    return _PACKAGE


def builtin_rules() -> Path:
    """The folder of the built-in rules.

    In a checkout (also an editable install) it is the repository's own ``rules/``; in an installed
    wheel it is the copy that travels inside the package.
    """
    checkout = _PACKAGE.parent / "rules"
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / "_rules"
