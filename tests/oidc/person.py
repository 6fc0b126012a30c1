"""Somebody with an account at an identity provider, who goes there from our pages and comes back."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import requests
from werkzeug.test import TestResponse

from tests.oidc.strict import TWO
from tests.visitor import REDIRECTS, Visitor


@dataclass
class Person(Visitor):
    """A visitor who signs in elsewhere as `who`, in the way `acr`. `went` is every address there.

    With `stays` they stop when they are sent back: `returned` is where to.
    """

    who: str = "iemand"
    acr: str = TWO
    stays: bool = False
    went: list[str] = field(default_factory=list)
    returned: str = ""
    elsewhere: requests.Session = field(default_factory=requests.Session)

    def _follow(self, response: TestResponse) -> TestResponse:
        while response.status_code in REDIRECTS and _is_elsewhere(response.headers["Location"]):
            self.returned = self._sign_in(response.headers["Location"])
            if self.stays:
                break
            response = self.client.get(self.returned)
        return super()._follow(response) if not (self.stays and self.returned) else response

    def come_back(self, address: str = "") -> TestResponse:
        """Go on where the provider sent one, or at another address."""
        self.stays = False
        return self.go(address or self.returned)

    def _sign_in(self, address: str) -> str:
        """Go through the pages of the provider, and return the address with which it sends one back."""
        answer = self.elsewhere.get(address, allow_redirects=False, timeout=10)
        for _step in range(10):
            self.went.append(answer.url)
            if answer.status_code in REDIRECTS:
                address = urljoin(answer.url, answer.headers["Location"])
                if not _is_elsewhere(address):
                    parts = urlsplit(address)
                    return f"{parts.path}?{parts.query}"
                answer = self.elsewhere.get(address, allow_redirects=False, timeout=10)
            else:
                assert "<form" in answer.text, answer.text
                told = {"wie": self.who, "acr": self.acr}
                answer = self.elsewhere.post(answer.url, data=told, allow_redirects=False, timeout=10)
        raise AssertionError(self.went)


def _is_elsewhere(address: str) -> bool:
    return urlsplit(address).hostname == "127.0.0.1"
