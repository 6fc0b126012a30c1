"""A browser that measures: one connection that stays open, and of each reply the bytes on the wire."""

import gzip
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection

import brotli
from werkzeug.test import TestResponse

from tests.journeys.wire import Wire

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


@dataclass
class Browser(Wire):
    """A Wire that keeps its connection. `weights` is what every reply weighed, packed as it came."""

    weights: list[int] = field(default_factory=list)

    @cached_property
    def connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def fetch(self, method: str, url: str, body: str | None, headers: dict[str, str]) -> TestResponse:
        self.connection.request(method, url, body, headers)
        answer = self.connection.getresponse()
        packed = answer.read()
        self.weights.append(len(packed))
        return self.reply(method, url, answer, UNPACK[answer.headers["Content-Encoding"]](packed))
