"""Which addresses there are and what their forms send, read off the pages, so that a new one is attacked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from tests.visitor import Visitor

PAGES_OF_A_RULE = 2  # Of pages that look alike.
OWN = ("zegel", "sleutel", "basis")  # What each attack makes anew.
Values = dict[str, list[str]]


@dataclass
class Learned:
    """For each rule of an address: the values its pages and forms were seen with."""

    addresses: Map
    in_path: dict[str, Values] = field(default_factory=dict)
    in_form: dict[str, Values] = field(default_factory=dict)
    pages: Counter[str] = field(default_factory=Counter)

    def walk(self, visitor: Visitor, starts: Sequence[str], closed: Sequence[str]) -> None:
        """Read the pages from here on, a few of each kind, but none of those that close everything."""
        waiting = [*starts]
        while waiting:
            path = waiting.pop(0)
            rule = self._met(path, "GET")
            if not rule or self.pages[rule] >= PAGES_OF_A_RULE or rule.endswith((*closed, "/<path:name>")):
                continue
            self.pages[rule] += 1
            visitor.go(path)
            if visitor.page.mimetype == "text/html":
                waiting += self._read(visitor)

    def _read(self, visitor: Visitor) -> Iterator[str]:
        """Note the forms on this page; return where its links go."""
        for form in visitor.tree.iter("form"):
            rule = self._met(form.get("action") or visitor.path, (form.get("method") or "get").upper())
            told = self.in_form.setdefault(rule, {}) if rule else {}
            for one in form.iter():
                if one.get("name") and one.get("name") not in OWN:
                    told.setdefault(one.attrib["name"], []).append(one.get("value", ""))
        return (link.get("href", "") for link in visitor.tree.iter("a"))

    def _met(self, address: str, method: str) -> str:
        """Return the rule of an address, and keep what stood in its places; nothing when it is not ours."""
        where = urlsplit(address)
        if where.netloc or not where.path.startswith("/"):
            return ""
        try:
            rule, places = self.addresses.bind("localhost").match(where.path, method, return_rule=True)
        except HTTPException:
            return ""
        for name, value in places.items():
            self.in_path.setdefault(rule.rule, {}).setdefault(name, []).append(str(value))
        return rule.rule
