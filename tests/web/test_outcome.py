"""Finishing: the outcome is kept as it was shown, and counted only after a yes."""

import json
from collections.abc import Mapping

from flask import Flask
from sqlalchemy import text

from meedoen_app.core.conversation.conversation import SnapshotKind
from meedoen_app.storage import snapshots
from tests.talks import open_theme
from tests.visitor import Visitor

STATUS_OF_MONEY = ("leefgebied", "geld:lukt_niet_goed")


def say_how_money_goes(visitor: Visitor, *, counts: str) -> None:
    """Say that money does not go well, answer "mag dit meetellen?", and skip all else."""
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.press("doe=verder", keuze=["schulden"])
    visitor.go(visitor.conversation() + "/onderwerpen")
    visitor.press("doe=klaar")
    while not visitor.heading.startswith("Mag dit gesprek meetellen"):
        visitor.skip()
    visitor.press("doe=verder", keuze=counts)


def finish(visitor: Visitor) -> None:
    visitor.go(visitor.conversation() + "/klopt")
    visitor.press("doe=klaar")


def cells(app: Flask) -> Mapping[tuple[str, str], int]:
    with app.extensions["meedoen"].database.reading() as session:
        found = session.execute(text('SELECT "table", code, n FROM monitor_cell')).all()
    return {(table, code): n for table, code, n in found}


def kept(app: Flask, visitor: Visitor) -> list[tuple[SnapshotKind, dict[str, object]]]:
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        found = snapshots.listed(session, here.vault, visitor.conversation().split("/")[2])
    return [(one.kind, json.loads(one.content)) for one in found]


def test_finishing_leads_to_the_table(talking: Visitor) -> None:
    finish(talking)
    assert talking.heading == "Mijn tafel"


def test_the_outcome_is_kept_with_its_versions(app: Flask, talking: Visitor) -> None:
    say_how_money_goes(talking, counts="nee")
    finish(talking)
    found = dict(kept(app, talking))
    assert found[SnapshotKind.LADDER]["rule_version"] == "2026-1"
    assert found[SnapshotKind.ADVICE]["content"] == "2026-1"
    assert found[SnapshotKind.ADVICE]["suggestions"]


def test_finishing_twice_keeps_one_outcome(app: Flask, talking: Visitor) -> None:
    finish(talking)
    finish(talking)
    assert len(kept(app, talking)) == 2


def test_nothing_is_counted_without_a_yes(app: Flask, talking: Visitor) -> None:
    say_how_money_goes(talking, counts="nee")
    finish(talking)
    assert cells(app) == {}


def test_a_yes_counts_once_in_a_half_year(app: Flask, talking: Visitor) -> None:
    say_how_money_goes(talking, counts="ja")
    finish(talking)
    finish(talking)
    assert cells(app)[STATUS_OF_MONEY] == 1


def test_a_chapter_that_is_not_shared_is_not_counted(app: Flask, talking: Visitor) -> None:
    say_how_money_goes(talking, counts="ja")
    talking.go(talking.conversation() + "/klopt")
    forms = [
        form for form in talking.tree.iter("form") if form.find(".//input[@name='hoofdstuk']") is not None
    ]
    sealed = {one.get("name", ""): one.get("value", "") for one in forms[0].iter("input")}
    talking.client.post(talking.path, data={**sealed, "hoofdstuk": "3", "oordeel": "niet_delen"})
    finish(talking)
    assert STATUS_OF_MONEY not in cells(app)


def test_what_is_not_right_is_written_beside_it(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/over-mij")
    talking.press("=", tekst="Ik woon hier al tien jaar")
    assert "Ik woon hier al tien jaar" in talking.words


def test_an_empty_objection_gets_a_sentence(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/over-mij")
    talking.press("=", tekst="")
    assert talking.status == 422
    assert talking.title.startswith("Fout:")


def test_a_change_on_the_same_day_corrects_and_later_there_are_two(app: Flask, talking: Visitor) -> None:
    finish(talking)
    talking.go(talking.conversation() + "/verder")
    talking.skip()
    finish(talking)
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        found = snapshots.listed(session, here.vault, talking.conversation().split("/")[2])
    ladder = [one for one in found if one.kind is SnapshotKind.LADDER]
    assert [one.replaced_by for one in ladder] == [ladder[1].number, None]
