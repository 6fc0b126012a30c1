"""A plugin for pytest that writes what ran: python -m pytest -p tests.proof.recording --record file.json."""

import json
import time
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # Of several processes the first hears everything.
        config.pluginmanager.register(Recorder(config.getoption("--record")))


class Recorder:
    """Counts tests by what became of them, and keeps the figures that they noted."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._began = time.monotonic()
        self._ran: set[str] = set()
        self._failed: set[str] = set()
        self._skipped: set[str] = set()
        self._figures: dict[str, dict[str, Any]] = {}

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report.nodeid, report.outcome)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self._ran.add(report.nodeid)
        if report.when == "teardown" and report.user_properties:
            self._figures[report.nodeid] = dict(report.user_properties)
        self._note(report.nodeid, report.outcome)

    def _note(self, nodeid: str, outcome: str) -> None:
        if outcome == "failed":
            self._failed.add(nodeid)
        if outcome == "skipped":
            self._skipped.add(nodeid)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        told = {
            "tests": len(self._ran),
            "failed": sorted(self._failed),
            "skipped": sorted(self._skipped),
            "seconds": round(time.monotonic() - self._began),
            "figures": self._figures,
            "status": int(exitstatus),
        }
        self._path.write_text(json.dumps(told))
