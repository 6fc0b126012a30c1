"""What is logged: JSON lines about the app, never about a person. No query strings, no answers, no ids."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any

import structlog
from flask import Flask, request

log = structlog.get_logger()


class QuietFlask(Flask):
    """Flask that logs which view failed and how, without the values that were in it."""

    def log_exception(self, exc_info: Any) -> None:
        kind, _, trace = exc_info
        log.error("view_mislukt", view=request.endpoint, fault=kind.__name__, place=_place(trace))


def configure() -> None:
    """Write one JSON object per line, in UTC, on standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *names: structlog.PrintLogger(sys.stderr),
    )


class JsonLines(logging.Formatter):
    """What a part that is not ours logs, as a line like ours: what it says, without the values in it."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0] if record.exc_info else None
        line = {
            "event": str(record.msg),
            "fault": kind.__name__ if kind else "",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        return json.dumps(line)


def _place(trace: Any) -> list[str]:
    """Return the files and lines of a traceback: code, no values."""
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places
