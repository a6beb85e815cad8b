"""The script that draws charts in a page, kept in the user's cache folder.

To bundle it starts a browser's engine for a second and always gives the same, so it is done once
for each version of the two libraries that say what is bundled.
"""

from __future__ import annotations

import hashlib
import logging
from functools import cache
from importlib.metadata import version

from metrics.kept_files import KeptFiles

_LOG = logging.getLogger(__name__)
_KEPT = KeptFiles("chart-library", most=2)
_START = "window.vegaEmbed = vegaEmbed;"
_MADE_OF = ("altair", "vl-convert-python")


@cache
def chart_library() -> str:
    """The script, of the version that Altair writes for."""
    facts = (_START, *map(version, _MADE_OF))
    key = hashlib.sha256("\0".join(facts).encode()).digest()
    try:
        kept = _KEPT.read(key)
    except (OSError, RuntimeError, ValueError) as error:
        _LOG.info("the kept script of charts is not used (%s): it is bundled anew", error)
        kept = None
    if kept is not None:
        return kept.decode()
    script = _bundled()
    _KEPT.keep(key, script.encode())
    return script


def _bundled() -> str:
    """The script made anew: 6.4 of 「v6.4.1」."""
    import altair
    import vl_convert

    of_library = ".".join(altair.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    return vl_convert.javascript_bundle(_START, vl_version=of_library)
