"""The script that draws charts in a page, kept in the user's cache folder.

To bundle it starts a browser's engine for a second and always gives the same, so it is done once
for each version of the library and of the program that bundles it.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version

import altair as alt

from metrics.paths import keep, kept

_FILE = "chart-library.js"
_START = "window.vegaEmbed = vegaEmbed;"
_KEY_LENGTH = 32


@cache
def chart_library() -> str:
    """The script, of the version that Altair writes for: 6.4 of 「v6.4.1」."""
    of_library = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    key = hashlib.sha256("\0".join((version("vl-convert-python"), of_library, _START)).encode())
    with suppress(OSError, RuntimeError):  # nothing is kept, or there is no home
        data = kept(_FILE)
        if data is not None and data[:_KEY_LENGTH] == key.digest() and _is_whole(data):
            return data[2 * _KEY_LENGTH :].decode()
    script = _bundled(of_library)
    text = script.encode()
    with suppress(OSError, RuntimeError):
        keep(_FILE, key.digest() + hashlib.sha256(text).digest() + text)
    return script


def _is_whole(data: bytes) -> bool:
    """Whether the script is the one that was written: a file may be cut off or damaged."""
    return hashlib.sha256(data[2 * _KEY_LENGTH :]).digest() == data[_KEY_LENGTH : 2 * _KEY_LENGTH]


def _bundled(of_library: str) -> str:
    import vl_convert

    return vl_convert.javascript_bundle(_START, vl_version=of_library)
