"""How long readers wait for the front page of a collection, and how large it is.

Usage: python benchmarks/pages.py FOLDER [--runs 5]

Needs Debian's Chromium on the PATH. Seconds are on the wall clock, from the call of the page to its
first chart, and from the key that picks a region to charts that mark it; beside them stand seconds
of the page's own thread, which other work of the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import machine
from playwright.sync_api import Browser, Page, sync_playwright

from charts import build_site
from metrics import extract, load_rules, read_documents

RUNS = 5
WIDTHS = (1280, 768, 390)
_IDLE = 1500  # milliseconds until charts below the screen are drawn too
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_HEIGHT = "() => document.documentElement.scrollHeight"
_DRAWN = "() => document.querySelector('.chart svg')"
# Of the regions that charts name, as a page may compare those of one level only.
_PICKED = """() => {
    const texts = [...document.querySelectorAll('.chart svg text')].map(one => one.textContent);
    const drawn = targetRegions.map(one => one[1])
        .filter(name => texts.some(text => text.startsWith(name)));
    return drawn[Math.floor(drawn.length / 2)] ?? null;
}"""
# An observer costs the page less than looking at its charts again and again while it is timed.
_WATCHED = """() => {
    const watch = new MutationObserver(() => { window.drawnAgain = true; });
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    document.querySelectorAll('.chart').forEach(one => watch.observe(one, all));
}"""
_MARKED = "() => window.drawnAgain === true"


@dataclass
class Waits:
    """Seconds of each run, on the wall clock and of the page's own thread."""

    wall: list[float] = field(default_factory=list)
    thread: list[float] = field(default_factory=list)


@dataclass
class Front:
    """What was measured: the first chart, the picker, bytes, and pixels high by width."""

    chart: Waits
    picker: Waits
    size: int
    heights: dict[int, int]


def measure(folder: Path, runs: int = RUNS) -> Front | None:
    """Measures the front page of a folder's documents; None without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return None
    tables = extract(read_documents([folder]), load_rules())
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        index = build_site(tables, Path(place), version="1", rules_digest="0")
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        front = Front(Waits(), Waits(), index.stat().st_size, {})
        for _ in range(runs):
            _run(browser, index.as_uri(), front)
        for width in WIDTHS:
            with _opened(browser, width) as page:
                page.goto(index.as_uri())
                page.wait_for_function(_DRAWN)
                page.wait_for_timeout(_IDLE)
                front.heights[width] = page.evaluate(_HEIGHT)
        browser.close()
        return front


def _run(browser: Browser, address: str, front: Front) -> None:
    with _opened(browser, WIDTHS[0]) as page:
        used = _thread(page)
        with _timed(front.chart, used):
            page.goto(address, wait_until="commit")
            page.wait_for_function(_DRAWN)
        page.wait_for_timeout(_IDLE)
        name = page.evaluate(_PICKED)
        if name is None:
            return  # no chart names a region: nothing to pick
        page.evaluate(_WATCHED)
        page.locator("#region").fill(name)
        page.locator("#region-list li").first.wait_for()
        with _timed(front.picker, used):
            page.locator("#region").press("Enter")
            page.wait_for_function(_MARKED)


@contextmanager
def _opened(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(offline=True, viewport={"width": width, "height": 900})
    yield context.new_page()
    context.close()


@contextmanager
def _timed(waits: Waits, used: Callable[[], float]) -> Iterator[None]:
    before, started = used(), time.perf_counter()
    yield
    waits.wall.append(time.perf_counter() - started)
    waits.thread.append(used() - before)


def _thread(page: Page) -> Callable[[], float]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used() -> float:
        told = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in told if one["name"] == "TaskDuration"))

    return used


def section(front: Front) -> str:
    """The tables in Markdown."""
    headings = ("front page", "seconds, median", "fastest", "slowest", "of its thread, median")
    rows = []
    for name, waits in (
        ("first chart drawn", front.chart),
        ("region picked to marked charts", front.picker),
    ):
        if not waits.wall:
            continue  # no chart names a region
        ends = (median(waits.wall), min(waits.wall), max(waits.wall), median(waits.thread))
        rows.append([name, *(f"{value:.2f}" for value in ends)])
    heights = [[f"{width} pixels wide", f"{height:,}"] for width, height in front.heights.items()]
    return "\n".join(
        [
            f"{len(front.chart.wall)} runs; {front.size / 1000:.0f} KB.",
            "",
            machine.table(headings, rows),
            "",
            machine.table(("front page", "pixels high"), heights),
        ]
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Time the front page of a collection.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    front = measure(asked.folder, asked.runs)
    if front is None:
        parser.error("no chromium on the PATH: apt-get install chromium fonts-noto-cjk")
    print(f"{machine.described()}\n\n{section(front)}")


if __name__ == "__main__":
    main()
