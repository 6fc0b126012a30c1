"""Keeping and letting go: what was promised about words, devices and throwing away is what happens."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from limits import parse
from sqlalchemy import text

from meedoen_app.actions import checking, keeping
from meedoen_app.actions.checking import Checked
from meedoen_app.core.conversation.conversation import VISIT_LASTS, Conversation, Keeping
from meedoen_app.storage import conversations, lists
from meedoen_app.storage.database import PRAGMAS, Database
from meedoen_app.web import clock, limits, start
from tests.apps import make_app
from tests.talks import begin, form_of, six_words
from tests.visitor import Visitor

KEEPING = "/5"
WRONG_WORDS = "aap noot mies wim zus jet"


def trust(visitor: Visitor) -> str:
    """Say "Dit is mijn eigen telefoon"; return what its cookie holds."""
    visitor.go(visitor.conversation() + "/woorden")
    visitor.press("doe=bewaar", eigen_telefoon="ja")
    cookie = visitor.client.get_cookie("toestel")
    assert cookie is not None
    return str(cookie.value)


def tap(visitor: Visitor, token: str) -> int:
    """Press "Ga verder met uw gesprek" on a telephone that has this cookie."""
    visitor.client.delete_cookie("sessie")
    visitor.client.set_cookie("toestel", token)
    visitor.go("/")
    visitor.press("doe=toestel")
    return visitor.status


def open_with(visitor: Visitor, words: str) -> int:
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=words)
    return visitor.status


def rather_not(visitor: Visitor) -> None:
    """Change the answer to "Mogen we uw antwoorden bewaren?"."""
    visitor.go(visitor.conversation() + KEEPING)
    visitor.press("doe=verder", keuze="nee")


def told_nothing_kept(visitor: Visitor) -> None:
    """Come in by a door, for this visit only."""
    begin(visitor, "mijzelf", "nee")


def stored(app: Flask, visitor: Visitor) -> Conversation:
    with app.extensions["meedoen"].database.reading() as session:
        return conversations.get(session, visitor.conversation().split("/")[2])


def looked_back(app: Flask, visitor: Visitor) -> Checked:
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        means = checking.Means(here.vault, here.contents, here.settings.draft_days)
        return checking.checked(session, means, visitor.conversation().split("/")[2])


def wrapped_key(database: Database) -> bytes:
    with database.reading() as session:
        return bytes(session.execute(text("SELECT wrapped_key FROM conversation")).scalar_one())


def is_on_disk(key: bytes, folder: Path) -> bool:
    return any(key in path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_closing_leaves_an_own_telephone_its_tap(talking: Visitor) -> None:
    token = trust(talking)
    talking.go(talking.conversation() + "/stop")
    assert "Op dit apparaat gaat het weer open zonder woorden" in talking.words
    talking.press("doe=afsluiten")
    assert "Ga verder met uw gesprek" in talking.words
    assert tap(talking, token) == 200


def test_on_another_device_only_the_words_open_what_was_closed(talking: Visitor) -> None:
    words = six_words(talking)
    talking.go(talking.conversation() + "/stop")
    assert "Niemand kan het dan op dit apparaat zien" in talking.words
    assert "op_slot" not in talking.choices("doe")
    talking.press("doe=afsluiten")
    assert "Ga verder met uw gesprek" not in talking.words
    assert open_with(talking, words) == 200


def test_closing_can_make_this_device_forget(talking: Visitor) -> None:
    token, words = trust(talking), six_words(talking)
    talking.go(talking.conversation() + "/stop")
    talking.press("doe=op_slot")
    assert talking.client.get_cookie("toestel") is None
    assert tap(talking, token) == 422
    assert open_with(talking, words) == 200


def test_taking_the_yes_back_takes_everything_back(
    app: Flask, talking: Visitor, arrive: Callable[[], Visitor]
) -> None:
    token, words, before = trust(talking), six_words(talking), clock.now()
    rather_not(talking)
    now = stored(app, talking)
    assert now.keeping is Keeping.VISIT
    assert before < now.expires_at <= clock.now() + VISIT_LASTS
    assert [consent.holds for consent in looked_back(app, talking).consents] == [False]
    assert open_with(arrive(), words) == 422
    assert tap(arrive(), token) == 422
    talking.go(talking.conversation() + "/woorden")
    assert "U heeft nu geen zes woorden" in talking.words


def test_skipping_the_question_about_keeping_is_no_yes(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + KEEPING)
    talking.skip()
    assert stored(app, talking).keeping is Keeping.VISIT


def test_a_second_yes_gives_other_words(app: Flask, talking: Visitor) -> None:
    first = six_words(talking)
    rather_not(talking)
    talking.go(talking.conversation() + KEEPING)
    talking.press("doe=verder", keuze="ja")
    assert stored(app, talking).keeping is Keeping.KEPT
    assert six_words(talking) not in ("", first)
    assert [consent.holds for consent in looked_back(app, talking).consents] == [False, True]


def test_an_old_no_that_comes_again_takes_nothing_away(app: Flask, talking: Visitor) -> None:
    question = talking.conversation() + KEEPING
    talking.go(question)
    no = form_of(talking, keuze="nee")
    talking.client.post(question, data=no)
    talking.go(question)
    talking.press("doe=verder", keuze="ja")
    assert talking.client.post(question, data=no).status_code == 303
    assert stored(app, talking).keeping is Keeping.KEPT


def test_a_no_that_waited_is_a_no(app: Flask, talking: Visitor) -> None:
    words, question = six_words(talking), talking.conversation() + KEEPING
    talking.go(question)
    no = form_of(talking, keuze="nee")
    talking.client.delete_cookie("sessie")
    talking.client.post(question, data=no)
    open_with(talking, words)
    talking.press("doe=gebruik")
    assert stored(app, talking).keeping is Keeping.VISIT


@pytest.mark.parametrize(("page", "doe"), [("weggooien", "weggooien"), ("stop", "afsluiten")])
def test_throwing_away_twice_says_twice_that_all_is_gone(visitor: Visitor, page: str, doe: str) -> None:
    told_nothing_kept(visitor)
    path = f"{visitor.conversation()}/{page}"
    visitor.go(path)
    form = form_of(visitor, doe=doe)
    for _ in range(2):
        answer = visitor.client.post(path, data=form)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/alles-weg")
    visitor.go("/")
    visitor.press("deur=praten")
    assert visitor.client.post(path, data=form).headers["Location"] == "/alles-weg"
    assert visitor.client.post(path, data={**form, "zegel": "vervalst"}).status_code in (403, 404)
    visitor.go("/alles-weg")
    assert visitor.heading == "Alles is weg"


def test_throwing_away_is_done_also_when_the_journal_is_in_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'meedoen.db'}"
    app = make_app(url)
    here = app.extensions["meedoen"]
    here.database.close()
    object.__setattr__(here, "database", Database.at(url, (*PRAGMAS, "busy_timeout=20")))
    visitor = Visitor(app.test_client())
    told_nothing_kept(visitor)
    path = visitor.conversation() + "/2"
    with here.database.reading() as another:
        another.execute(text("SELECT count(*) FROM conversation")).all()
        visitor.go(visitor.conversation() + "/weggooien")
        visitor.press("doe=weggooien")
    assert visitor.heading == "Alles is weg"
    assert visitor.client.get(path).status_code == 403
    assert '"fault": "OutOfReach"' in capsys.readouterr().err
    here.database.close()


@pytest.mark.parametrize(("page", "doe"), [("weggooien", "weggooien"), ("stop", "afsluiten")])
def test_what_is_thrown_away_is_in_no_byte_of_the_file(tmp_path: Path, page: str, doe: str) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}")
    visitor = Visitor(app.test_client())
    told_nothing_kept(visitor)
    key = wrapped_key(app.extensions["meedoen"].database)
    assert is_on_disk(key, tmp_path)
    visitor.go(f"{visitor.conversation()}/{page}")
    visitor.press(f"doe={doe}")
    assert not is_on_disk(key, tmp_path)
    app.extensions["meedoen"].database.close()


@pytest.mark.parametrize("page", ["stop", "weggooien", "woorden"])
@pytest.mark.parametrize("doe", ["onzin", ""])
def test_a_button_that_is_not_there_does_nothing(app: Flask, visitor: Visitor, page: str, doe: str) -> None:
    told_nothing_kept(visitor)
    path = f"{visitor.conversation()}/{page}"
    visitor.go(visitor.conversation() + "/stop")
    answer = visitor.client.post(path, data=form_of(visitor, doe=doe, eigen_telefoon="ja"))
    assert answer.status_code == 422
    assert stored(app, visitor).keeping is Keeping.VISIT
    assert visitor.client.get_cookie("toestel") is None


def test_coming_back_is_a_visit(app: Flask, talking: Visitor) -> None:
    token, words = trust(talking), six_words(talking)
    for days, comes_back in ((80, lambda: open_with(talking, words)), (85, lambda: tap(talking, token))):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
            assert comes_back() == 200
            assert stored(app, talking).expires_at > clock.now() + timedelta(days=89)


def test_what_is_over_opens_no_more(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    words = six_words(talking)
    with time_machine.travel(clock.now() + timedelta(days=91), tick=True):
        assert open_with(arrive(), words) == 422


def test_the_yes_is_to_as_many_days_as_the_municipality_keeps(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_DRAFT_DAYS="30")
    visitor = Visitor(app.test_client())
    begin(visitor, "mijzelf")
    promise = "Komt u 30 dagen niet terug? Dan wissen we alles."
    assert promise in visitor.words
    visitor.press("doe=verder", keuze="ja")
    [consent] = looked_back(app, visitor).consents
    assert promise in consent.text
    assert "{" not in consent.text


def test_a_lost_telephone_can_be_forgotten_from_another(
    app: Flask, talking: Visitor, arrive: Callable[[], Visitor]
) -> None:
    lost = trust(talking)
    other = arrive()
    open_with(other, six_words(talking))
    own = trust(other)
    other.go(other.conversation() + "/stop")
    other.go(other.links()["Op welk apparaat kan het zonder woorden?"])
    assert "Dit apparaat, sinds" in other.words
    assert "Een ander apparaat, sinds" in other.words
    with app.extensions["meedoen"].database.reading() as session:
        [ref] = {device.ref for device in lists.devices(session, other.conversation().split("/")[2])} - {
            keeping.name_device(own)
        }
    other.press("doe=vergeet", toestel=ref)
    assert "Een ander apparaat" not in other.words
    assert tap(other, own) == 200
    assert tap(talking, lost) == 422


def test_trusting_a_telephone_twice_is_once(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/woorden")
    path, form = talking.path, form_of(talking, doe="bewaar", eigen_telefoon="ja")
    for _ in range(2):
        assert talking.client.post(path, data=form).status_code == 303
    talking.go(path)
    assert talking.words.count("apparaat, sinds") == 1


def test_a_device_that_opens_nothing_says_so_once(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    token, other = trust(talking), arrive()
    talking.go(talking.conversation() + "/weggooien")
    talking.press("doe=weggooien")
    assert tap(other, token) == 422
    assert "Op dit apparaat gaat uw gesprek niet meer open" in other.words
    other.go("/")
    assert "toestel" not in other.choices("doe")


def guess(app: Flask, network: str) -> int:
    answer = app.test_client().post(
        "/verder", data={"woorden": WRONG_WORDS}, environ_overrides={"REMOTE_ADDR": network}
    )
    return answer.status_code


def test_a_guesser_next_door_shuts_nobody_out(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    own = Visitor(app.test_client())
    begin(own, "mijzelf", "ja")
    words, token = six_words(own), trust(own)
    for _ in range(12):
        assert open_with(own, words) == 200
    assert [guess(app, "127.0.0.1") for _ in range(11)][-2:] == [422, 429]
    assert tap(own, token) == 200


def test_a_network_of_ipv6_counts_as_one_visitor(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    tries = [guess(app, f"2001:db8:1:1::{number}") for number in range(11)]
    assert tries == [422] * 10 + [429]
    assert guess(app, "2001:db8:1:2::1") == 422


def tried_by_others(times: int) -> None:
    """Write down wrong tries of all together, as if they had been made: each form counts its own."""
    limit = parse(start.WRONG_WORDS_OF_ALL)
    for _ in range(times):
        limits.limiter.limiter.hit(limit, limits.ALL, "start.reopen")


def test_a_single_line_with_its_256_networks_shuts_nobody_out(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    tried_by_others(256 * 10)
    assert guess(app, "192.0.2.1") == 422


def test_all_guessers_together_have_a_limit_too(make: Callable[..., Flask]) -> None:
    app = make(MEEDOEN_RATE_LIMITS="on")
    tried_by_others(6000 - 1)
    assert [guess(app, f"10.0.0.{number}") for number in range(2)] == [422, 429]


def test_a_door_does_not_throw_away_what_was_told_unasked(app: Flask, visitor: Visitor) -> None:
    told_nothing_kept(visitor)
    first = visitor.conversation()
    answer = visitor.client.post("/begin", data={"deur": "vraag"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    visitor.go("/")
    assert "Wat u vertelde is dan weg." in visitor.words
    assert visitor.links()["Ga verder met uw gesprek"].startswith(first)
    visitor.press("deur=vraag")
    assert visitor.conversation() != first
    with app.extensions["meedoen"].database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM conversation")).scalar_one() == 1


def test_a_door_leaves_what_is_kept(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    words = six_words(talking)
    talking.go("/")
    assert "Uw gesprek blijft bewaard" in talking.words
    talking.press("deur=vraag")
    assert open_with(arrive(), words) == 200
