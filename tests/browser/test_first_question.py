"""The first question on a bad line: few bytes, few requests, nobody else, and nothing that jumps (ux 40)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker

KIB = 1024
MOST = {"Document": 8 * KIB, "Stylesheet": 8 * KIB, "Script": 12 * KIB}
IN_ALL = 60 * KIB
REQUESTS = 8
# A bad connection: 1.6 Mbit/s and 150 ms, on a telephone that is four times as slow.
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
MOVES = """() => new Promise((tell) => {
  new PerformanceObserver((list) => tell(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(0), 300);
})"""
LARGEST = """() => new Promise((tell) => {
  new PerformanceObserver((list) => tell(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => tell(0), 2000);
})"""
MOST_MOVES = 0.02


@dataclass
class Load:
    """What came over the line: kind, address and bytes of each request."""

    kinds: dict[str, str]
    addresses: dict[str, str]
    weights: dict[str, int]

    def of(self, kind: str) -> int:
        return sum(weight for id, weight in self.weights.items() if self.kinds[id] == kind)


def listen(browser: CDPSession) -> Load:
    """Write down everything that is loaded from now on, as it comes over the line."""
    load = Load({}, {}, {})

    def answered(event: dict[str, str]) -> None:
        load.kinds[event["requestId"]] = event["type"]

    browser.on("Network.responseReceived", answered)
    browser.on(
        "Network.requestWillBeSent",
        lambda event: load.addresses.setdefault(event["requestId"], event["request"]["url"]),
    )
    browser.on(
        "Network.loadingFinished",
        lambda event: load.weights.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    browser.send("Network.enable")
    return load


@pytest.fixture
def cold(arrive: Arrive) -> tuple[Walker, str]:
    """Somebody with an empty browser at the door of the first question, and its address."""
    before = arrive()
    before.begin()
    fresh = arrive(storage_state=before.context.storage_state())
    return fresh, before.path


def test_the_first_question_weighs_little(cold: tuple[Walker, str]) -> None:
    walker, question = cold
    load = listen(walker.context.new_cdp_session(walker.page))
    walker.go(question)
    walker.page.wait_for_load_state("networkidle")
    weights = {kind: load.of(kind) for kind in MOST}
    print(f"first question: {weights}, {sum(load.weights.values())} bytes, {len(load.addresses)} requests")
    assert all(weights.values())
    assert {kind: weight for kind, weight in weights.items() if weight > MOST[kind]} == {}
    assert sum(load.weights.values()) <= IN_ALL
    assert len(load.addresses) <= REQUESTS
    assert {urlsplit(address).netloc for address in load.addresses.values()} == {urlsplit(walker.root).netloc}


def test_nothing_jumps_on_a_slow_line(cold: tuple[Walker, str]) -> None:
    walker, question = cold
    browser = walker.context.new_cdp_session(walker.page)
    browser.send("Network.enable")
    browser.send("Network.emulateNetworkConditions", SLOW_LINE)
    browser.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    walker.go(question)
    print(f"first question on a slow line: largest paint after {walker.page.evaluate(LARGEST):.0f} ms")
    assert walker.page.evaluate(MOVES) <= MOST_MOVES
