"""Somebody who reads every page of handing over: choosing, the mistakes, what follows, and looking along."""

from datetime import date, datetime, timedelta

from flask import Flask

from meedoen_app.actions import casework, households
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Channel, Item
from meedoen_app.core.trace import Actor
from meedoen_app.web import clock, pages
from tests import cases, staff
from tests.house.walk import OWN_WORDS, WRONG, Reader

WORKER = Actor(id="", role="professional")
NUMBER = "0612345678"


def hand_over(reader: Reader, app: Flask) -> None:
    """Share with a desk, read all that follows from it, and take it back."""
    talk = reader.conversation()
    reader.go(f"{talk}/delen")
    for team in ("buurtcoaches", "toegang_wmo"):
        account = staff.make(app, "professional", team=team, name=OWN_WORDS)
    for page in ("delen", "delen/opvang", "gedeeld", "delen/wmo"):
        reader.go(f"{talk}/{page}")
    reader.press("steun=nee")
    reader.press("doe=deel", deel=[WRONG], manier="mail", mail=WRONG, telefoon="1", tolk="ja")
    reader.press(
        "doe=deel",
        deel=reader.choices("deel")[:1],
        telefoon=NUMBER,
        manier="bellen",
        mail="",
        tolk_taal=OWN_WORDS,
    )
    case = reader.path.rsplit("/", 1)[1]
    _work_on(app, case, account.id)
    for page in ("", "/aanvraag"):
        reader.go(f"{talk}/gedeeld/{case}{page}")
    reader.press("doe=aanvraag", naam="", adres="", vraag="")
    reader.press("doe=aanvraag", naam=OWN_WORDS, adres=OWN_WORDS, vraag=OWN_WORDS)
    reader.go(f"{talk}/gedeeld/{case}")
    reader.press("doe=klopt_niet", woorden=OWN_WORDS * 600)
    reader.press("doe=klopt_niet", woorden=OWN_WORDS)
    reader.press("doe=apart")
    reader.press("doe=stop")
    for page in ("gedeeld", "over-mij", "wie-keek"):
        reader.go(f"{talk}/{page}")


def look_along(reader: Reader, helper: Reader) -> None:
    """Let somebody look along, who writes, makes every mistake, and is stopped."""
    talk = reader.conversation()
    reader.go(f"{talk}/meekijkers")
    reader.press("doe=nodig_uit")
    reader.press("doe=nodig_uit", rol="mantelzorger", deel=reader.choices("deel")[:1])
    words = [one.text or "" for one in reader.tree.findall(".//ol//bdi")]
    helper.go("/meekijken")
    for typed in (OWN_WORDS, " ".join(word for word in words if word.isalpha())):
        helper.press("doe=kijk_mee", woorden=typed)
    helper.press("steun=nee")
    for typed in (OWN_WORDS * 400, OWN_WORDS):
        helper.press("doe=schrijf", tekst=typed)
        helper.press("doe=zelf", tekst=typed, zwaar=WRONG if len(typed) > 100 else "")
    reader.go(f"{talk}/klopt")
    reader.go(f"{talk}/meekijkers")
    reader.press("doe=stop")
    helper.go("/meekijken/gesprek")


def _work_on(app: Flask, case: str, account: str) -> None:
    """Let a professional write one line of every kind that its resident can read."""
    now, today = clock.now(), clock.today()
    with app.app_context(), app.extensions["meedoen"].database.writing() as session:
        means = pages.means()
        casework.take(session, means, case, account, now=now, by=WORKER)
        for number, line in enumerate(written(account, today, now)):
            casework.write_down(session, means, case, line, key=str(number), by=WORKER)
        talk = cases.tell(session, means, now=now)
        other = cases.hand_over(session, means, talk, cases.offer(now, "geld"), now=now).id
        casework.take(session, means, other, account, now=now, by=WORKER)
        households.ask(session, means, account, [case, other], now=now, by=WORKER)


def written(by: str, today: date, now: datetime) -> tuple[lines.Line, ...]:
    """Return one line of every kind that comes before a report, and the report."""
    later = today + timedelta(days=9)
    return (
        lines.SupportDiscussed(True, now, by),
        lines.Contacted(Channel.CALL, OWN_WORDS, now, by, confirms=True),
        lines.Appointment(1, later, now.time(), OWN_WORDS, now, by),
        lines.Promised(1, OWN_WORDS, later, now, by),
        *(lines.Inquired(item, lines.Discussed.YES, OWN_WORDS, now, by) for item in Item),
        lines.Estimated(OWN_WORDS, now, by),
        lines.NoApplicationNeeded(OWN_WORDS, now, by),
        lines.Reported(1, OWN_WORDS, dict.fromkeys(Item, OWN_WORDS), now, by, OWN_WORDS),
    )
