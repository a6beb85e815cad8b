"""The command ``target-metrics``, under a name that no other package has.

Other packages are called ``metrics`` or ``charts`` too. Where one of them is found in place of ours
the command says where it lies.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Runs the command line."""
    for name in ("metrics", "charts"):
        place = _foreign(name)
        if place is not None:
            sys.exit(
                f"{place}: another package called {name} stands in the way of target-metrics. "
                "Remove or rename it, or install target-metrics into an environment of its own."
            )
    from metrics.cli.main import main as run

    run()


def _foreign(name: str) -> Path | None:
    """Where a package of this name lies that is not the one installed with this module."""
    own = Path(__file__).resolve().parent / name
    spec = find_spec(name)
    places = [] if spec is None else [spec.origin, *(spec.submodule_search_locations or ())]
    found = next((Path(place).resolve() for place in places if place), own)
    if found.name == "__init__.py":
        found = found.parent
    is_ours = found == own and (own / "py.typed").is_file()
    return None if is_ours else found


if __name__ == "__main__":
    main()
