"""Listen to a browser context: nothing may be said, refused, or asked of another machine."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`);
});
"""
UNAVOIDABLE = "Failed to load resource"  # the browser's own remark about a page that is meant to answer 4xx


@dataclass
class Watch:
    """What one context complained about."""

    origin: str
    said: list[tuple[str, str]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refused_pages: set[str] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        """Begin to listen."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", self._ask)
        context.on("response", self._answer)

    def complaints(self) -> list[str]:
        """Return everything that should not have happened, once each."""
        heard = (text for text, url in self.said if not (text.startswith(UNAVOIDABLE) and url in self.refused_pages))
        return sorted({*heard, *(f"asked another machine: {url}" for url in self.strangers)})

    def _hear(self, message: ConsoleMessage) -> None:
        self.said.append((message.text, message.location.get("url", "")))

    def _fail(self, error: WebError) -> None:
        self.said.append((f"script error: {error.error}", ""))

    def _ask(self, request: Request) -> None:
        if not request.url.startswith(self.origin + "/"):
            self.strangers.append(request.url)

    def _answer(self, response: Response) -> None:
        if response.status >= 400 and response.request.is_navigation_request():
            self.refused_pages.add(response.url)
