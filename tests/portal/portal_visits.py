"""Visits to a portal in Chromium, as a reader makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpers.paths import Project

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def visits(browser: Any, filled: Project) -> Iterator[Any]:
    """Opens the portal at a hash; afterwards no page may have complained, asked for anything else or kept anything."""
    contexts: list[Any] = []
    requests: list[str] = []
    complaints: list[str] = []
    address = (filled.reports / "index.html").as_uri()

    def open_at(hash_: str = "", size: dict[str, int] = DESK, **options: Any) -> Any:
        context = browser.new_context(viewport=size, **options)
        contexts.append(context)
        context.set_default_timeout(30_000)  # not what is tested: a busy machine may take its time
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.goto(address + hash_)
        return page

    yield open_at
    kept = [context.storage_state(indexed_db=True) for context in contexts]
    for context in contexts:
        context.close()
    assert all(each == {"cookies": [], "origins": []} for each in kept)
    assert complaints == []
    assert {url.split("#")[0] for url in requests if not url.startswith("data:")} <= {address}
