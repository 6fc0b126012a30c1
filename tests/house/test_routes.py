"""No address disappears unnoticed, and every view says who may enter (security Z1)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.web import access
from meedoen_app.web.access import Who
from tests.apps import make_app

LIST = Path(__file__).parent / "routes.txt"
HEAD = "# Every address: method, rule, who may enter, view. A change here changes what people can reach."


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}")
    yield made
    made.extensions["meedoen"].database.close()


def routes(app: Flask) -> list[str]:
    """Return every address with its method, its door and its view."""
    rules = [(rule, app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()]
    return sorted(
        f"{method} {rule.rule} {getattr(view, access.DECLARED, '-')} {rule.endpoint}"
        for rule, view in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def test_the_addresses_are_the_committed_ones(app: Flask) -> None:
    listed = [line for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    assert routes(app) == listed, "\n".join([HEAD, *routes(app)])


def test_every_view_says_who_may_enter(app: Flask) -> None:
    doors = [getattr(view, access.DECLARED, None) for view in app.view_functions.values()]
    assert [door for door in doors if not isinstance(door, access.Door)] == []


def test_an_app_with_an_open_door_does_not_start(app: Flask) -> None:
    app.add_url_rule("/vergeten", "forgotten", lambda: "", methods=["GET"])
    assert "GET /vergeten - forgotten" in routes(app)
    with pytest.raises(access.Undeclared, match="forgotten"):
        access.check_declared(app)


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        ("/elders", [Who.COACH]),
        ("/werk/elders", [Who.RESIDENT]),
        ("/werk/van-niemand", []),
        ("/van-niemand", []),
    ],
)
def test_a_door_where_its_session_is_not_seen_does_not_start_either(
    app: Flask, rule: str, who: list[Who]
) -> None:
    app.add_url_rule(rule, "misplaced", access.open_to(*who)(lambda: ""), methods=["GET"])
    with pytest.raises(access.Undeclared, match="misplaced"):
        access.check_declared(app)
