"""Who presses each button twice, truly at the same moment, gets where who presses once gets."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from meedoen_app.core.errors import NotThere
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, handoffs, reissues
from meedoen_app.storage.tables import Row
from meedoen_app.web import clock
from tests.house import walk, walk_shared
from tests.house.walk import Reader
from tests.mailbox import NOBODY_THERE
from tests.talks import begin_and_keep, form_of, open_theme, six_words

MOST_FORMS, CODE = 50, "12345678"
OWN_WORDS = 8  # The number of a question that is answered in them.
LONG_ENOUGH = 0.2  # Seconds in which both are as far as they get while somebody else holds all.
COOKIES = ("sessie", "toestel")
TABLES = Row.metadata.sorted_tables
# A second press is a second visit, and stands in the trace as well.
VISITS = {"web_session", "trace", "trace_head"}


@dataclass
class Hasty(Reader):
    """Somebody who presses each button twice: both are sent before one is answered."""

    answers: list[tuple[str, int, int]] = field(default_factory=list)

    def _post(self, address: str, posted: MultiDict[str, str]) -> TestResponse:
        windows = [self._window() for _ in range(2)]
        with ThreadPoolExecutor(len(windows)) as pool:
            with self._all_held():
                sent = [pool.submit(window.post, address, data=posted) for window in windows]
                wait(sent, LONG_ENOUGH)
            answers = [one.result() for one in sent]
        first, second = (one.status_code for one in answers)
        self.answers.append((f"{address} {posted.get('doe', '')}", first, second))
        chosen = 0 if first == 303 else 1
        self.client = windows[chosen]
        return answers[chosen]

    def _window(self) -> FlaskClient:
        client = self.client.application.test_client()
        for name in COOKIES:
            cookie = self.client.get_cookie(name)
            if cookie is not None:
                client.set_cookie(name, cookie.value)
        return client

    @contextmanager
    def _all_held(self) -> Iterator[None]:
        """Hold the conversation and its cases: who comes meanwhile reads, and waits before writing."""
        talks = [path.split("/")[2] for _, path in self.seen if path.startswith("/g/")]
        with self.client.application.extensions["meedoen"].database.writing() as session:
            with suppress(NotThere):  # It was thrown away.
                for talk in talks[-1:]:
                    conversations.get(session, talk)
                    handoffs.hold_all(session, talk)
            yield


def rows(app: Flask) -> Counter[str]:
    """Return how many rows each table has; of what is only counted, how often."""
    with app.extensions["meedoen"].database.reading() as session:
        counts = {one.name: func.sum(one.c.n) if "n" in one.c else func.count() for one in TABLES}
        found = {one.name: session.scalar(select(counts[one.name]).select_from(one)) for one in TABLES}
    return Counter({name: number or 0 for name, number in found.items()})


def talk(reader: Reader) -> None:
    """Let it be kept, keep it longer, and come back by the words and by the own telephone."""
    reader.go(f"{reader.conversation()}/verder")
    for answer in ("mijzelf", "ja"):
        reader.press("doe=verder", keuze=answer)
    reader.press("doe=bewaar")
    open_theme(reader, "geld")
    reader.press("doe=verder", keuze="lukt_niet_goed")
    words = six_words(reader)
    reader.go(f"{reader.conversation()}/woorden")
    reader.press("doe=bewaar", eigen_telefoon="ja")
    reader.go(f"{reader.conversation()}/stop")
    reader.press("doe=verlengen")
    come_in(reader, "/verder", "doe=woorden", woorden=words)
    come_in(reader, "/", "doe=toestel")


def come_in(reader: Reader, door: str, button: str, **typed: str) -> None:
    """Come back in a browser in which it is not open any more."""
    own = reader.conversation()
    reader.client.delete_cookie("sessie")
    reader.go(door)
    reader.press(button, **typed)
    assert reader.conversation() == own


def share_more(reader: Reader) -> None:
    """Share, say that it is a notification, and hand in the plan; then stop."""
    reader.go(f"{reader.conversation()}/delen/buurtcoach")
    reader.press("doe=deel", deel=["geld", "plan"], manier="hier")
    for button in ("doe=melding", "doe=plan", "doe=stop"):
        reader.press(button)


def be_late(reader: Reader) -> None:
    """Send an answer when the session is over, come back, and use it all the same."""
    question, words = f"{reader.conversation()}/{OWN_WORDS}", six_words(reader)
    reader.go(question)
    late = form_of(reader, tekst="Toch nog iets")
    reader.client.delete_cookie("sessie")
    reader._follow(reader._post(question, late))
    reader.press("doe=woorden", woorden=words)
    reader.press("doe=gebruik")


def write_to_the_municipality(reader: Reader) -> None:
    walk.ask_to_be_called(reader)
    reader.go("/rechten/klacht")
    reader.press("doe=stuur", woorden=walk.OWN_WORDS)
    reader.go("/buurt/mantelzorgpas/klopt-niet")
    reader.press("doe=stuur", wat=reader.choices("wat")[0], woorden=walk.OWN_WORDS)
    reader.go("/zorgen-om-iemand")
    reader.press("=", onderwerp="geld", wijk="")


def go_through_it(app: Flask, reader: Reader, helper: Reader) -> None:
    talk(reader)
    own = reader.conversation()
    walk.make_a_plan(reader)
    walk.object_to(reader)
    walk_shared.hand_over(reader, app)
    share_more(reader)
    walk_shared.look_along(reader, helper)
    be_late(reader)
    write_to_the_municipality(reader)
    reader.go(f"{own}/stop")


def test_each_form_twice_at_once_is_that_form_once(make: Callable[..., Flask]) -> None:
    app = make(**NOBODY_THERE, MEEDOEN_COMPLAINT_MAILBOX="klachten@voorbeeld.nl")
    grown, answers = [], []
    for kind in (Reader, Hasty):
        reader, helper = (kind(app.test_client()) for _ in range(2))
        reader.go("/")
        reader.press("deur=praten")
        before = rows(app)
        go_through_it(app, reader, helper)
        grown.append({name: n for name, n in (rows(app) - before).items() if name not in VISITS})
        reader.go(f"{reader.conversation()}/weggooien")
        reader.press("doe=weggooien")
        answers += [one for person in (reader, helper) if isinstance(person, Hasty) for one in person.answers]
    assert grown[0] == grown[1]
    assert [one for one in answers if one[1] != one[2] or one[1] not in (200, 303, 403, 422)] == []
    assert len(answers) > MOST_FORMS


def test_a_code_twice_at_once_gives_new_words_once(make: Callable[..., Flask]) -> None:
    app = make()
    reader = Hasty(app.test_client())
    begin_and_keep(reader)
    own, old, here = reader.conversation(), six_words(reader), app.extensions["meedoen"]
    with here.database.writing() as session:
        id, by, now = own.removeprefix("/g/"), Actor("a", "professional"), clock.now()
        reissues.add(session, here.vault, id, CODE, KnownBy.SEEN, ground="", now=now, by=by)
    come_in(reader, "/verder", "doe=code", code=CODE)
    assert sorted(reader.answers[-1][1:]) == [303, 422]  # Whoever has the code, it opens once.
    assert six_words(reader) != old
    with here.database.reading() as session:
        assert len([one for one in reissues.listed(session, id) if one.used_at]) == 1
