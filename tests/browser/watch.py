"""Somebody who watches over the shoulder: what the browser complains of, and whom it talks to."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# A policy that was broken is told here too, as Chromium does not always say so in the console.
TELL_OF_THE_POLICY = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""
A_PAGE_THAT_REFUSES = "Failed to load resource: the server responded with a status of 4"
NO_INTERNET = "Failed to load resource: net::ERR_INTERNET_DISCONNECTED"  # Only where a test takes it away.
EXPECTED = (A_PAGE_THAT_REFUSES, NO_INTERNET)


class Watch:
    """Everything that went wrong in one context, in words."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.faults: list[str] = []
        self._host = urlsplit(root).netloc
        context.add_init_script(TELL_OF_THE_POLICY)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self._host:
            self.faults.append(f"third party: {request.url}")

    def _response(self, response: Response) -> None:
        request = response.request
        is_page = request.is_navigation_request() or request.service_worker  # The worker asks for a page.
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.faults.append(f"{response.status}: {response.url}")
