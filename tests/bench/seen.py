"""What a slow telephone shows, in Chromium: 1.6 Mbit/s, 150 ms away, a processor four times as slow.

Largest paint (LCP), time that a page which can be seen does not react (TBT: of every task after the first
paint what is more than 50 ms, as Lighthouse counts it) and jumps (CLS), of what the browser itself tells,
cold. Where `lighthouse` is on the PATH its own figures come beside them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from meedoen_app.storage import migrating
from tests.browser import chromium
from tests.journeys import served

PHONE = {"width": 360, "height": 800}
SLOW = {"latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8, "offline": False}
SLOWER_PROCESSOR = 4
LONG_TASK = 50
SETTLED = 1_500
WATCH = """
window.seen = {lcp: 0, cls: 0, long: []};
const watch = (type, take) =>
  new PerformanceObserver(all => all.getEntries().forEach(take)).observe({type, buffered: true});
watch("largest-contentful-paint", one => { seen.lcp = one.startTime; });
watch("layout-shift", one => { if (!one.hadRecentInput) seen.cls += one.value; });
watch("longtask", one => { seen.long.push([one.startTime, one.startTime + one.duration]); });
"""
BLOCKED = """
const [painted] = performance.getEntriesByName("first-contentful-paint").map(one => one.startTime);
const after = seen.long.map(([start, end]) => end - Math.max(start, painted));
return {...seen, tbt: after.reduce((sum, long) => sum + Math.max(0, long - LONG), 0)};
""".replace("LONG", str(LONG_TASK))
Row = Callable[..., None]


def measure(folder: Path, row: Row) -> None:
    url = f"sqlite:///{folder / 'seen.db'}"
    migrating.upgrade(url)
    with served.serving(folder / "log", MEEDOEN_DATABASE_URL=url) as server, sync_playwright() as playwright:
        start = f"http://127.0.0.1:{server.port}/"
        browser = chromium.launch(playwright)
        page = browser.new_context(viewport=PHONE).new_page()
        _slow_down(page)
        page.goto(start)
        _tell(row, "the start", page)
        page.locator("button[value=praten]").click()
        page.wait_for_load_state()
        _tell(row, "the first question", page)
        browser.close()
        _with_lighthouse(row, start)


def _slow_down(page: Page) -> None:
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", SLOW)
    told.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.add_init_script(WATCH)


def _tell(row: Row, what: str, page: Page) -> None:
    page.wait_for_timeout(SETTLED)
    seen: dict[str, float] = page.evaluate(f"() => {{ {BLOCKED} }}")
    row(f"{what}: LCP ms, TBT ms, CLS", f"{seen['lcp']:.0f}", f"{seen['tbt']:.0f}", f"{seen['cls']:.3f}")


def _with_lighthouse(row: Row, address: str) -> None:
    found = shutil.which("lighthouse")
    if found is None:
        row("lighthouse", "is not here")
        return
    command = [found, address, "--quiet", "--output=json", "--only-categories=performance"]
    command.append(f"--chrome-flags=--headless=new {' '.join(chromium.flags())}")
    run = subprocess.run(
        command,
        capture_output=True,
        check=True,
        env={**os.environ, "CHROME_PATH": chromium.find(os.environ, chromium.WHOLE)},
    )
    audits: dict[str, Any] = json.loads(run.stdout)["audits"]
    names = ("largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    row("lighthouse, the start: LCP, TBT, CLS", *(audits[name]["displayValue"] for name in names))
