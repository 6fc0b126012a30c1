"""`meedoen werk` throws away what is over and keeps a checkpoint; `log controleer` finds who cheated."""

import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, select, update
from time_machine import travel

from meedoen_app import settings
from meedoen_app.actions import callback, letters
from meedoen_app.cli import main, work
from meedoen_app.core.callback import Callback, Daypart
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import checkpoints, conversations, devices
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.access import DeviceRow
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.records import OutboxRow, TraceHeadRow, TraceRow
from meedoen_app.web import clock
from tests import beginning
from tests.mailbox import Mailbox, free_port, mailbox

CHECKPOINTS = "ijkpunten"
FINE = "1 keten(s) bekeken, 0 fout(en).\n"


@pytest.fixture
def environ(database_url: str, tmp_path: Path) -> dict[str, str]:
    return {"MEEDOEN_DATABASE_URL": database_url, "MEEDOEN_CHECKPOINTS": str(tmp_path / CHECKPOINTS)}


def run(environ: dict[str, str], *command: str) -> Result:
    return CliRunner(env=environ).invoke(main, command)


def begin(database: Database, environ: dict[str, str], resident: Actor, now: datetime) -> str:
    means = work.means(settings.from_environment(environ))
    with database.writing() as session:
        return beginning.begin(session, means.vault, now, resident).id


def test_what_is_over_is_gone_and_the_rest_stays(
    environ: dict[str, str], database: Database, resident: Actor
) -> None:
    begin(database, environ, resident, datetime.fromisoformat("2020-01-01T12:00:00+00:00"))
    stays = begin(database, environ, resident, datetime.fromisoformat("2999-01-01T12:00:00+00:00"))
    assert run(environ, "werk", "--eenmaal").exit_code == 0
    with database.reading() as session:
        assert session.scalars(select(ConversationRow.id)).all() == [stays]


def test_devices_whose_time_is_over_are_gone(
    environ: dict[str, str], database: Database, resident: Actor
) -> None:
    id = begin(database, environ, resident, datetime.fromisoformat("2999-01-01T12:00:00+00:00"))
    vault, now = work.means(settings.from_environment(environ)).vault, clock.now()
    with database.writing() as session:
        for days in (-1, 1):
            until = now + timedelta(days=days)
            devices.add(session, vault, id, key="a", now=now, expires_at=until, by=resident)
    run(environ, "werk", "--eenmaal")
    with database.reading() as session:
        assert session.scalars(select(DeviceRow.expires_at)).all() == [now + timedelta(days=1)]


def test_what_a_resident_threw_away_is_swept_out_of_the_journal(
    migrated_sqlite: Path, tmp_path: Path, resident: Actor, now: datetime
) -> None:
    path = Path(shutil.copy(migrated_sqlite, tmp_path / "meedoen.db"))
    environ = {
        "MEEDOEN_DATABASE_URL": f"sqlite:///{path}",
        "MEEDOEN_CHECKPOINTS": str(tmp_path / CHECKPOINTS),
    }
    database = Database.at(environ["MEEDOEN_DATABASE_URL"])
    id = begin(database, environ, resident, now)
    with database.writing() as session:
        key = session.get_one(ConversationRow, id).wrapped_key
        vault = work.means(settings.from_environment(environ)).vault
    with database.writing() as session:
        conversations.erase(session, vault, id, now=now, by=resident)
    journal = path.with_name("meedoen.db-wal")
    assert key in journal.read_bytes()
    run(environ, "werk", "--eenmaal")
    assert key not in path.read_bytes() + journal.read_bytes()
    database.close()


def test_what_it_did_is_a_line_of_json(environ: dict[str, str]) -> None:
    [line] = run(environ, "werk", "--eenmaal").stderr.splitlines()
    assert json.loads(line)["event"] == "werk_gedaan"


def test_the_heads_are_kept_once_a_day(
    environ: dict[str, str], database: Database, resident: Actor, now: datetime, tmp_path: Path
) -> None:
    begin(database, environ, resident, now)
    run(environ, "werk", "--eenmaal")
    [file] = os.listdir(tmp_path / CHECKPOINTS)
    first = checkpoints.newest(tmp_path / CHECKPOINTS)
    begin(database, environ, resident, now)
    run(environ, "werk", "--eenmaal")
    assert os.listdir(tmp_path / CHECKPOINTS) == [file]
    assert checkpoints.newest(tmp_path / CHECKPOINTS) == first
    assert len(first) == 1


def test_an_honest_trace_has_no_faults(
    environ: dict[str, str], database: Database, resident: Actor, now: datetime
) -> None:
    begin(database, environ, resident, now)
    for _ in ("without a checkpoint", "with one"):
        done = run(environ, "log", "controleer")
        assert (done.exit_code, done.stdout, done.stderr) == (0, FINE, "")
        run(environ, "werk", "--eenmaal")


def test_who_changes_a_line_is_found(
    environ: dict[str, str], database: Database, resident: Actor, now: datetime
) -> None:
    begin(database, environ, resident, now)
    with database.writing() as session:
        session.execute(update(TraceRow).values(actor_role="buurtcoach"))
    done = run(environ, "log", "controleer")
    assert done.exit_code == 1
    assert done.stderr.endswith(" 1 changed\n")


def test_who_puts_a_chain_back_with_its_head_is_found_by_the_checkpoint_alone(
    environ: dict[str, str], database: Database, resident: Actor, now: datetime, tmp_path: Path
) -> None:
    id = begin(database, environ, resident, now)
    vault = work.means(settings.from_environment(environ)).vault
    with database.writing() as session:
        former = session.execute(select(TraceHeadRow.__table__)).one()._mapping
        conversations.finish(session, vault, id, now=now, by=resident)
    run(environ, "werk", "--eenmaal")
    with database.writing() as session:
        session.execute(delete(TraceRow).where(TraceRow.seq > former["seq"]))
        session.execute(update(TraceHeadRow).values(**former))
    assert run(environ, "log", "controleer").stderr.endswith(f" {former['seq']} cut\n")
    for file in (tmp_path / CHECKPOINTS).iterdir():
        file.unlink()
    assert run(environ, "log", "controleer").exit_code == 0


def test_a_checkpoint_is_whole_or_not_there(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "2026-11-22.deel").write_text("{")
    assert checkpoints.newest(tmp_path) == {}
    assert not checkpoints.is_there(tmp_path, now.date())


def test_what_nobody_takes_is_counted_in_the_log_and_not_told(
    environ: dict[str, str], database: Database, resident: Actor
) -> None:
    environ |= Mailbox(free_port()).environ
    means, number = work.means(settings.from_environment(environ)), "0612345678"
    wanted, letter = Callback(number, Daypart.ANY, "Nederlands"), Letter("Bel", number)
    with database.writing() as session:
        callback.ask(session, means, wanted, letter, key="k", now=clock.now(), by=resident)
        session.execute(update(OutboxRow).values(attempts=len(letters.WAITS)))
    tried, shut, counted = map(json.loads, run(environ, "werk", "--eenmaal").stderr.splitlines())
    assert (tried["event"], tried["sent"], tried["failed"]) == ("werk_gedaan", 0, 1)
    assert (shut["event"], shut["fault"], shut["level"]) == (
        "post_dicht",
        "ConnectionRefusedError",
        "warning",
    )
    assert (counted["event"], counted["count"], counted["level"]) == ("niet_bezorgd", 1, "error")
    assert number not in json.dumps([tried, shut, counted])
    with mailbox() as box:
        environ |= box.environ
        run(environ, "werk", "--eenmaal")
        assert box.texts == []
        again, tried = map(json.loads, run(environ, "werk", "--eenmaal", "--opnieuw").stderr.splitlines())
    assert (again["event"], again["count"], tried["sent"]) == ("weer_opgepakt", 1, 1)
    assert box.texts == [f"{number}\n"]


@pytest.mark.parametrize(("days", "sent"), [(29, ["x\n"]), (31, [])])
def test_without_a_mail_server_what_has_to_be_sent_waits_a_month(
    environ: dict[str, str], database: Database, resident: Actor, days: int, sent: list[str]
) -> None:
    now = clock.now()
    means = work.means(settings.from_environment(environ))
    wanted = Callback("0612345678", Daypart.ANY, "Nederlands")
    with database.writing() as session:
        callback.ask(session, means, wanted, Letter("Bel", "x"), key="k", now=now, by=resident)
    run(environ, "werk", "--eenmaal")
    with database.reading() as session:
        assert session.scalars(select(OutboxRow.attempts)).all() == [0]
    with mailbox() as box:
        environ |= box.environ
        with travel(now + timedelta(days=days), tick=True):
            run(environ, "werk", "--eenmaal")
    assert box.texts == sent
