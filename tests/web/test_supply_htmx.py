""" "Wat is er in mijn buurt?" with script: htmx asks for what changes; the address holds no words."""

import json
from pathlib import Path

import brotli

from meedoen_app import resources
from tests.talks import begin_and_keep
from tests.visitor import Visitor
from tests.web.test_supply import names

HTML_MOST = 8 * 1024
SCRIPT_MOST = 26 * 1024
HTMX = "vendor/htmx-2.0.11.min"
HTMX_ASKS = {"HX-Request": "true"}


def test_htmx_gets_only_what_changes(visitor: Visitor) -> None:
    part = visitor.client.get("/buurt?zoek=rolstol", headers=HTMX_ASKS)
    whole = visitor.client.get("/buurt?zoek=rolstol")
    assert "<html" in whole.text
    assert "<form" not in part.text
    assert part.text.strip() in whole.text
    assert 'role="status"' in part.text
    assert [("HX-Request" in one.headers["Vary"]) for one in (part, whole)] == [True, True]


def test_with_script_the_choices_stand_in_the_address_and_the_words_do_not(visitor: Visitor) -> None:
    part = visitor.client.get("/buurt?zoek=schulden&wijk=bathmen&onderwerp=&toon=20&x=y", headers=HTMX_ASKS)
    assert part.headers["HX-Replace-Url"] == "/buurt?wijk=bathmen&toon=20"
    only_words = visitor.client.get("/buurt?zoek=schulden", headers=HTMX_ASKS)
    assert only_words.headers["HX-Replace-Url"] == "/buurt"
    visitor.go("/buurt")
    assert [
        one.attrib for one in visitor.tree.iter() if one.get("hx-replace-url") or one.get("hx-push-url")
    ] == []


def test_showing_more_brings_one_to_the_first_that_is_new(visitor: Visitor) -> None:
    visitor.go("/buurt")
    assert [one for one in visitor.tree.iter("a") if "autofocus" in one.attrib] == []
    more = visitor.links()["Toon meer"]
    visitor.go(more)
    assert [one for one in visitor.tree.iter("a") if "autofocus" in one.attrib] == []
    eleventh = names(visitor)[10]
    part = visitor.client.get(more.partition("#")[0], headers=HTMX_ASKS).text
    assert part.count(" autofocus>") == 1
    assert f" autofocus>{eleventh}</a>" in part


def test_a_page_that_htmx_forgot_comes_whole(visitor: Visitor) -> None:
    headers = {**HTMX_ASKS, "HX-History-Restore-Request": "true"}
    assert "<html" in visitor.client.get("/buurt", headers=headers).text


def test_htmx_is_on_this_page_alone_and_may_do_little(visitor: Visitor) -> None:
    visitor.go("/buurt")
    [settings_of_htmx] = [
        one.get("content", "") for one in visitor.tree.iter("meta") if one.get("name") == "htmx-config"
    ]
    told = json.loads(settings_of_htmx)
    assert [told[name] for name in ("allowEval", "allowScriptTags", "includeIndicatorStyles")] == [False] * 3
    assert (told["selfRequestsOnly"], told["historyCacheSize"], told["refreshOnHistoryMiss"]) == (
        True,
        0,
        True,
    )
    assert {"code": "422", "swap": True} in told["responseHandling"]
    assert HTMX in "".join(one.get("src", "") for one in visitor.tree.iter("script"))
    for path in ("/", "/buurt/voedselbank", "/buurt/voedselbank/klopt-niet", "/hulp"):
        assert "htmx" not in visitor.go(path).text
    begin_and_keep(visitor)
    assert "htmx" not in visitor.page.text


def test_the_pages_are_small(visitor: Visitor) -> None:
    for path in ("/buurt", "/buurt?wijk=bathmen&zoek=mensen", "/buurt/mantelzorgpas"):
        assert len(brotli.compress(visitor.client.get(path).data, quality=5)) <= HTML_MOST
    scripts = [(Path(str(resources.static)) / name).read_bytes() for name in (f"{HTMX}.js", "js/meedoen.js")]
    assert sum(len(brotli.compress(script)) for script in scripts) <= SCRIPT_MOST
