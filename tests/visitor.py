"""A visitor without JavaScript, who reads pages and presses the buttons there.

The quick reader of lxml serves for that; what browsers make of a page to the letter is asked of html5lib.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import lxml.html
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

REDIRECTS = (301, 302, 303, 307, 308)


class NoSuchThing(AssertionError):
    """What the visitor looked for is not on the page."""


@dataclass
class Visitor:
    """One person with one browser. `seen` is every page that was looked at: (status, path)."""

    client: FlaskClient
    seen: list[tuple[int, str]] = field(default_factory=list)

    def go(self, url: str) -> TestResponse:
        return self._follow(self.client.get(url))

    def press(self, button: str, **fields: str | Iterable[str]) -> TestResponse:
        """Fill in fields of the form that holds this button ("doe=verder"), and press it."""
        name, _, value = button.partition("=")
        form = self._form_with(name, value)
        posted = MultiDict(self._filled_in(form))
        for key, given in fields.items():
            posted.setlist(key, [given] if isinstance(given, str) else list(given))
        posted.setlist(name, [value])
        return self._follow(self._post(form.get("action") or self.path, posted))

    def skip(self) -> TestResponse:
        return self.press("doe=overslaan")

    @property
    def path(self) -> str:
        return self.seen[-1][1]

    @property
    def status(self) -> int:
        return self.seen[-1][0]

    @property
    def title(self) -> str:
        return " ".join(self.text_of("title").split())

    @property
    def heading(self) -> str:
        return " ".join(self.text_of("h1").split())

    @property
    def words(self) -> str:
        """Return all the text on the page, on one line."""
        return " ".join(" ".join(self.tree.find("body").itertext()).split())  # type: ignore[union-attr]

    def text_of(self, tag: str) -> str:
        found = self.tree.find(f".//{tag}")
        if found is None:
            raise NoSuchThing(tag)
        return _typed(found) if tag == "textarea" else "".join(found.itertext())

    def links(self) -> dict[str, str]:
        """Return every link on the page: its words -> where it goes."""
        return {
            " ".join("".join(link.itertext()).split()): link.get("href", "") for link in self.tree.iter("a")
        }

    def choices(self, name: str) -> list[str]:
        """Return the values that one can choose for a field."""
        inputs = [one.get("value", "") for one in self.tree.iter("input") if one.get("name") == name]
        buttons = [one.get("value", "") for one in self.tree.iter("button") if one.get("name") == name]
        selects = [one for one in self.tree.iter("select") if one.get("name") == name]
        return inputs + buttons + [o.get("value", "") for select in selects for o in select.iter("option")]

    def fields(self) -> dict[str, list[str]]:
        """Return what a form on this page would send now, with every name that it has."""
        return {name: self.choices(name) for name in dict.fromkeys(self._names())}

    def _post(self, address: str, posted: MultiDict[str, str]) -> TestResponse:
        return self.client.post(address, data=posted)

    def _names(self) -> Iterable[str]:
        for tag in ("input", "select", "textarea", "button"):
            yield from (one.get("name", "") for one in self.tree.iter(tag) if one.get("name"))

    def _form_with(self, name: str, value: str) -> Element:
        for form in self.tree.iter("form"):
            for button in form.iter("button"):
                if button.get("name", "") == name and button.get("value", "") == value:
                    return form
        raise NoSuchThing(f"button {name}={value} on {self.path} ({self.title})")

    def _filled_in(self, form: Element) -> list[tuple[str, str]]:
        sent: list[tuple[str, str]] = []
        for one in form.iter("input"):
            is_box = one.get("type") in ("radio", "checkbox")
            if one.get("name") and (not is_box or "checked" in one.attrib):
                sent.append((one.attrib["name"], one.get("value", "")))
        for one in form.iter("textarea"):
            sent.append((one.attrib["name"], _typed(one)))
        for select in form.iter("select"):
            chosen = [option for option in select.iter("option") if "selected" in option.attrib]
            sent += [(select.attrib["name"], option.get("value", "")) for option in chosen]
        return sent

    def _follow(self, response: TestResponse) -> TestResponse:
        while response.status_code in REDIRECTS:
            self.seen.append((response.status_code, response.request.path))
            response = self.client.get(response.headers["Location"])
        self.seen.append((response.status_code, response.request.path))
        if response.mimetype == "text/html":
            self.tree: Element = lxml.html.document_fromstring(response.get_data())
        self.page = response
        return response

    def conversation(self) -> str:
        """Return the address of the conversation that is open: /g/<id>."""
        return "/".join(urlsplit(self.path).path.split("/")[:3])


def _typed(area: Element) -> str:
    """Return what stands in a field: a browser leaves out the line break at its beginning."""
    return "".join(area.itertext()).removeprefix("\n")
