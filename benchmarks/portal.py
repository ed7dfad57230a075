"""What a reader of the portal waits for on a slow phone: Chromium with its processor throttled, in one run.

    python benchmarks/portal.py [reports/index.html]

(p) first paint, beside that of a page with one word; (q) a letter in the search, and (r) one more place in the
comparison, beside the cheapest answer of the same browser: a word that changes on the page. Each is the median of
several. Times drift with the machine and what else it does: compare the ratios of one run. The tests count work and
bytes instead.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser import chromium

SLOWER, ROUNDS = 4, 7
PHONE = {"width": 390, "height": 844}
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
TIMED = """(act) => {
  const start = performance.now();
  act();
  document.body.offsetHeight;
  return performance.now() - start;
}"""
WORD = "document.querySelector('h1').textContent += '.'"
SEARCHES = ("l", "la", "lan", "lang", "lang son", "lang son, quang ninh", "victims")
SEARCH = (
    "const field = document.querySelector('.portal.now .find input'); field.value = '{}';"
    "field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
)
TICK = "document.querySelector('.portal.now .compare [name=place]:not(:checked)').click()"


def _timed(page: Any, act: str) -> float:
    return float(page.evaluate(f"({TIMED})(() => {{ {act}; }})"))


def _painted(window: Callable[[], Any], address: str) -> float:
    found = []
    for _ in range(ROUNDS):
        page = window()
        page.goto(address)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        found.append(float(page.evaluate(PAINT)))
        page.context.close()
    return statistics.median(found)


def main() -> None:
    """Print one row for each wait."""
    parser = argparse.ArgumentParser(description="What a reader of the portal waits for.")
    parser.add_argument("page", nargs="?", default="reports/index.html", type=Path)
    path = parser.parse_args().page.resolve()
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:

        def window() -> Any:
            page = browser.new_context(viewport=PHONE).new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            return page

        bare = Path(folder) / "index.html"
        bare.write_text("<!doctype html><title>.</title><h1>Word</h1>", encoding="utf-8")
        whole, least = _painted(window, path.as_uri()), _painted(window, bare.as_uri())
        page = window()
        page.goto(path.as_uri())
        word = statistics.median(_timed(page, WORD) for _ in range(ROUNDS))
        search = statistics.median(_timed(page, SEARCH.format(sought)) for sought in SEARCHES)
        page.evaluate("location.hash = 'en-compare?indicator=sessions&place=lang-son'")
        page.wait_for_selector(".portal.now .compared table")
        tick = statistics.median(_timed(page, TICK) for _ in range(ROUNDS))
    print(f"{path.stat().st_size / 1e6:.2f} MB, processor {SLOWER} times as slow")
    print("| what | ms | against | ratio |\n| --- | --- | --- | --- |")
    print(f"| (p) first paint | {whole:.0f} | a page of one word: {least:.0f} ms | {whole / least:.1f} |")
    for name, took in (("(q) a letter in the search", search), ("(r) one more place", tick)):
        print(f"| {name} | {took:.1f} | a word that changes: {word:.1f} ms | {took / word:.1f} |")


if __name__ == "__main__":
    main()
