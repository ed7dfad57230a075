"""What `trace` refuses before it brings any figure up to date."""

from __future__ import annotations

import pytest

import helpers.build.trace as traced
from helpers.build.trace import trace
from helpers.errors import ParamsError
from helpers.paths import Project


@pytest.mark.parametrize(
    ("place", "indicator", "said"),
    [
        ("lang-son", "sesions", "unknown indicator 'sesions'; did you mean 'sessions'"),
        ("lang-son", "zzzz", "unknown indicator 'zzzz'; there are "),
        ("viet-nam", "victims-assisted", "did you mean 'victims_assisted'"),
        ("lang-sonn", "sessions", "did you mean 'lang-son'"),
        ("inl-phase-2", "officers-traned", "did you mean 'officers-trained'"),
    ],
)
def test_unknown_name_is_refused_at_once(
    place: str, indicator: str, said: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepared(*_: object, **__: object) -> object:
        raise AssertionError("the figures are made for a name that there is not")

    monkeypatch.setattr(traced, "prepared", prepared)
    with pytest.raises(ParamsError, match=said):
        trace(project, 2024, place, indicator, "en", "public")
