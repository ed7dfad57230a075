"""`jupyter nbconvert`, with Debian's Chromium where nbconvert would look for a browser that playwright downloaded."""

from __future__ import annotations

import shutil
from typing import Any

from nbconvert.nbconvertapp import NbConvertApp
from playwright.async_api import BrowserType

_launch = BrowserType.launch


async def _launch_installed(self: BrowserType, **options: Any) -> Any:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    quiet = [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    options["args"] = [*(options.get("args") or []), *quiet]
    return await _launch(self, **{**options, "executable_path": browser})


BrowserType.launch = _launch_installed  # type: ignore[method-assign]
NbConvertApp.launch_instance()
