"""Logs speak of the app, never of a person."""

import json
import logging

import pytest
from flask import Flask

from meedoen_app.web import logs
from tests.visitor import Visitor

CANARY = "kanarie-7f3a"


def test_a_failing_view_logs_code_and_no_words(
    app: Flask, talking: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database row that cannot be opened is a real failure; what somebody typed must not follow it."""
    talking.skip()
    app.testing = False
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE note")
    talking.client.get(talking.conversation() + "/klopt?" + CANARY)
    answer = talking.client.post(talking.path, data={"tekst": CANARY})
    logged = capsys.readouterr().err
    assert answer.status_code in (422, 500)
    [line] = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    assert line["view"] == "overview.check"
    assert line["fault"]
    assert CANARY not in logged
    assert talking.conversation().split("/")[2] not in logged


def test_saving_logs_nothing(app: Flask, talking: Visitor, capsys: pytest.CaptureFixture[str]) -> None:
    talking.skip()
    talking.press("doe=verder", tekst=CANARY)
    captured = capsys.readouterr()
    assert CANARY not in captured.err + captured.out


def test_what_the_server_itself_logs_is_a_line_without_values() -> None:
    record = logging.LogRecord(
        "gunicorn.error", logging.ERROR, "", 0, "Error handling request %s", (f"/g/{CANARY}",), None
    )
    line = json.loads(logs.JsonLines().format(record))
    assert (line["event"], line["level"]) == ("Error handling request %s", "error")
    assert CANARY not in str(line)
