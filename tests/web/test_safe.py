"""Who gets in, what every answer says to the browser, and what cannot be sent."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, url_for
from werkzeug.datastructures import Headers

from meedoen_app.content import loading
from meedoen_app.web import access
from meedoen_app.web.access import Undeclared
from meedoen_app.web.headers import SECURITY
from tests.content import copies
from tests.visitor import Visitor
from tests.web.test_settings import PRODUCTION

POLICY = "Content-Security-Policy"
LOOKING_BACK = ("klopt", "tafel", "wat-kan", "over-mij")
OWN_PAGES = ("2", "onderwerpen", "verder", *LOOKING_BACK, "woorden", "stop", "weggooien", "wacht")
PUBLIC = ("/", "/verder", "/privacy", "/toegankelijkheid", "/hulp", "/bel-mij", "/kalender", "/bestaat-niet")


@pytest.mark.parametrize("page", OWN_PAGES)
def test_another_conversation_and_none_at_all_look_the_same(
    talking: Visitor, arrive: Callable[[], Visitor], page: str
) -> None:
    other = arrive()
    other.go("/")
    other.press("deur=praten")
    foreign = other.client.get(f"{talking.conversation()}/{page}")
    missing = other.client.get(f"/g/AAAAAAAAAAAAAAAAAAAAAA/{page}")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.data.replace(talking.conversation().encode(), b"/g/x") == missing.data.replace(
        b"/g/AAAAAAAAAAAAAAAAAAAAAA", b"/g/x"
    )


@pytest.mark.parametrize("page", OWN_PAGES)
def test_without_a_session_no_page_says_whether_it_exists(
    talking: Visitor, visitor: Visitor, arrive: Callable[[], Visitor], page: str
) -> None:
    stranger = arrive()
    known = stranger.client.get(f"{talking.conversation()}/{page}")
    missing = stranger.client.get(f"/g/AAAAAAAAAAAAAAAAAAAAAA/{page}")
    assert known.status_code == missing.status_code == 403


def test_a_human_is_one_tap_away_on_every_page_and_staff_have_no_call_me_of_residents(
    talking: Visitor,
) -> None:
    public = set(PUBLIC) - {"/kalender"}  # The page to hide behind has no way back to what it hides.
    pages = {*public, *(f"{talking.conversation()}/{page}" for page in OWN_PAGES)}
    found = {}
    for path in {*pages, "/werk", "/werk/inloggen"}:
        talking.go(path)
        links = {link.get("href") for footer in talking.tree.iter("footer") for link in footer.iter("a")}
        found[path] = links & {"/hulp", "/bel-mij"}
    assert {path for path, ways in found.items() if ways != {"/hulp", "/bel-mij"}} == {
        "/werk",
        "/werk/inloggen",
    }
    assert found["/werk"] == found["/werk/inloggen"] == {"/hulp"}


@pytest.mark.parametrize("path", PUBLIC)
def test_every_answer_carries_the_security_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    assert {name: headers.get(name) for name in SECURITY} == SECURITY
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


def test_static_files_may_be_kept_for_good_and_carry_their_fingerprint(visitor: Visitor) -> None:
    visitor.go("/")
    sheet = next(link.attrib["href"] for link in visitor.tree.iter("link") if link.get("rel") == "stylesheet")
    answer = visitor.client.get(sheet)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    answer.close()


def of_our_files(headers: Headers) -> dict[str, str | None]:
    """Return the headers that every answer has, but for the policy that a file has of its own."""
    return {name: headers.get(name) for name in SECURITY if name != POLICY}


@pytest.mark.parametrize("file", ["css/meedoen.css", "js/meedoen.js", "manifest.webmanifest", "js/schil.js"])
def test_static_files_carry_the_security_headers_too(app: Flask, visitor: Visitor, file: str) -> None:
    address = app.jinja_env.globals["static_url"](file)
    found = visitor.client.get(address)
    known = visitor.client.get(address, headers={"If-None-Match": found.headers["ETag"]})
    posted = visitor.client.post(address)
    assert (found.status_code, known.status_code, posted.status_code) == (200, 304, 405)
    for answer in (found, known, posted):
        assert of_our_files(answer.headers) == {name: SECURITY[name] for name in SECURITY if name != POLICY}
        assert len(answer.headers.getlist(POLICY)) == 1
        answer.close()


def test_the_worker_may_ask_the_server_and_serves_every_page(app: Flask, visitor: Visitor) -> None:
    answer = visitor.client.get(app.jinja_env.globals["static_url"]("js/schil.js"))
    assert answer.headers.getlist(POLICY) == ["default-src 'none'; connect-src 'self'"]
    assert answer.headers["Service-Worker-Allowed"] == "/"
    answer.close()


def test_a_host_that_is_nonsense_gets_the_security_headers(visitor: Visitor) -> None:
    headers = visitor.client.get("/", headers={"Host": "a b"}).headers
    assert {name: headers.get(name) for name in SECURITY} == SECURITY


def test_production_binds_pages_and_files_to_https(tmp_path: Path, make: Callable[..., Flask]) -> None:
    app = make(**PRODUCTION, MEEDOEN_RATE_LIMITS="on", MEEDOEN_CONTENT_DIR=str(fit_for_production(tmp_path)))
    client = app.test_client()
    for address in ("/", "/bestaat-niet", app.jinja_env.globals["static_url"]("css/meedoen.css")):
        answer = client.get(address, base_url="https://localhost")
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
        answer.close()


def test_outside_production_nothing_is_bound_to_https(visitor: Visitor) -> None:
    assert "Strict-Transport-Security" not in visitor.client.get("/").headers


def fit_for_production(folder: Path) -> Path:
    """Return content with an example of a telephone number, and with its version published."""
    content = copies.copy(folder)
    town = f"{copies.TOWN}/gemeente.toml"
    copies.change(content, town, 'telefoon = ""', 'telefoon = "0570 00 00 00"')
    checked = 'bron = "https://voorbeeld.example"\ngecontroleerd_op = 2026-11-01'
    copies.change(content, town, 'bron = ""', checked)
    digest = loading.fingerprint(content / copies.QUESTIONS)
    published = f'stand = "gepubliceerd"\nsha256 = "{digest}"'
    copies.change(content, "vragenlijst/gepubliceerd.toml", 'stand = "concept"', published)
    return content


@pytest.mark.parametrize("header", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}])
def test_another_site_cannot_post_here(visitor: Visitor, header: dict[str, str]) -> None:
    assert visitor.client.post("/begin", data={"deur": "praten"}, headers=header).status_code == 403


def test_too_much_is_refused_at_every_form_by_whoever_is_signed_out(app: Flask, visitor: Visitor) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    with app.test_request_context():
        addresses = [url_for(rule.endpoint, **dict.fromkeys(rule.arguments, 1)) for rule in rules]
    answered = {one: visitor.client.post(one, data={"naar": "x" * 70_000}).status_code for one in addresses}
    assert len(answered) > 50
    assert {one: status for one, status in answered.items() if status in (200, 500)} == {}


def test_a_body_that_is_too_big_is_refused_in_plain_words(talking: Visitor) -> None:
    answer = talking.client.post(talking.path, data={"tekst": "x" * 70_000})
    assert answer.status_code == 413
    assert "te veel tekst" in answer.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(talking: Visitor, method: str) -> None:
    assert getattr(talking.client, method)(talking.path).status_code == 405


def test_leaving_at_once_ends_the_session_and_turns_a_cookie(talking: Visitor) -> None:
    question = talking.path
    answer = talking.client.get("/weg")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kalender")
    assert any("HttpOnly" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    assert talking.client.get(question).status_code == 403


def test_the_neutral_page_says_nothing_about_us(visitor: Visitor) -> None:
    visitor.go("/kalender")
    assert "meedoen" not in visitor.page.text.lower()
    assert "gemeente" not in visitor.page.text.lower()


def test_a_new_session_id_when_a_conversation_opens(talking: Visitor) -> None:
    before = talking.client.get_cookie("sessie")
    talking.go("/")
    talking.press("deur=praten")
    after = talking.client.get_cookie("sessie")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_production_binds_the_cookie_to_the_host(make: Callable[..., Flask]) -> None:
    app = make()
    here = app.extensions["meedoen"]
    object.__setattr__(here.settings, "production", True)
    answer = app.test_client().post("/begin", data={"deur": "praten"}, base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-sessie=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_a_view_that_does_not_say_who_may_enter_stops_the_start(app: Flask) -> None:
    app.view_functions["open_voor_wie"] = lambda: "hallo"
    with pytest.raises(Undeclared, match="open_voor_wie"):
        access.check_declared(app)


def test_limits_slow_a_guesser_and_keep_what_was_typed(make: Callable[..., Flask]) -> None:
    guesser = Visitor(make(MEEDOEN_RATE_LIMITS="on").test_client())
    answers = [
        guesser.client.post("/verder", data={"woorden": "aap noot mies wim zus jet"}) for _ in range(12)
    ]
    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert "aap noot mies wim zus jet" in answers[-1].text


def test_the_language_form_never_leads_to_another_site(visitor: Visitor) -> None:
    for target in ("https://elders.example/", "//elders.example", "/\\elders.example", "\\\\elders.example"):
        answer = visitor.client.post("/taal", data={"taal": "nl", "niveau": "b1", "naar": target})
        assert answer.headers["Location"] == "/"


def test_what_people_type_never_becomes_markup(talking: Visitor) -> None:
    talking.skip()
    talking.press("doe=verder", tekst="<script>alert(1)</script><b hx-get='/x'>vet</b>")
    for page in LOOKING_BACK:
        talking.go(f"{talking.conversation()}/{page}")
        assert "<script>alert" not in talking.page.text
        assert "<b hx-get" not in talking.page.text


def test_hidden_characters_are_taken_out(talking: Visitor) -> None:
    talking.skip()
    talking.press("doe=verder", tekst="voor\x00 \u202eachter\u2066 e\u0301\u00e9n")
    talking.go(talking.conversation() + "/klopt")
    assert "voor achter \u00e9\u00e9n" in talking.words


def test_where_to_report_a_leak_is_said_once_it_is_known(app: Flask, visitor: Visitor) -> None:
    contact = app.extensions["meedoen"].contents.current().municipality.contact
    before = contact.security  # Content is read once a process, and the matrix of who may enter fills it in.
    object.__setattr__(contact, "security", "")
    assert visitor.client.get("/.well-known/security.txt").status_code == 404
    object.__setattr__(contact, "security", "mailto:lek@voorbeeld.example")
    answer = visitor.client.get("/.well-known/security.txt")
    object.__setattr__(contact, "security", before)
    assert answer.text.startswith("Contact: mailto:lek@voorbeeld.example\nExpires: 20")


def test_a_device_that_is_forgotten_opens_nothing(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/woorden")
    talking.press("doe=bewaar", eigen_telefoon="ja")
    trusted = talking.client.get_cookie("toestel")
    assert trusted is not None
    talking.go(talking.conversation() + "/woorden")
    talking.press("doe=vergeet")
    talking.client.set_cookie("toestel", trusted.value)
    talking.client.delete_cookie("sessie")
    talking.go("/")
    talking.press("doe=toestel")
    assert talking.status == 422
