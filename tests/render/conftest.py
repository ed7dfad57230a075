"""The languages that every rule of rendering holds in."""

from __future__ import annotations

import pytest


@pytest.fixture(params=["en", "vi"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
