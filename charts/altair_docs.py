"""Altair under ``python -OO``, which takes away the docstrings that Altair asks for when it loads.

Importing this module is enough; under any other flags it does nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType


class _Documented(SourceFileLoader):
    """Compiles a module with its docstrings, whatever flags Python runs with."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return compile(self.get_data(path), path, "exec", dont_inherit=True, optimize=1)


class _Finder:
    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name.partition(".")[0] != "altair":
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Documented(spec.loader.name, spec.loader.path)
        return spec


if sys.flags.optimize > 1:
    sys.meta_path.insert(0, _Finder())
