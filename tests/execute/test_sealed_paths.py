"""A build says, or refuses, where it starts something that can open exact numbers."""

from __future__ import annotations

import pytest

from helpers.errors import DisclosureError
from helpers.execute import sealed_paths
from helpers.execute.sealed_paths import refuse_unsealed
from helpers.paths import Project


@pytest.mark.parametrize(
    ("sealing", "renderer", "said"),
    [
        ("files and TCP", "default", ""),
        ("files and TCP", "quarto", "Quarto opens whatever file a notebook names"),
        ("no", "default", "this system has no Landlock"),
        ("no", "quarto", "this system has no Landlock"),
    ],
)
def test_real_returns_are_refused_where_a_report_could_show_exact_numbers(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, sealing: str, renderer: str, said: str
) -> None:
    monkeypatch.setattr(sealed_paths, "sealing", lambda: sealing)
    assert refuse_unsealed(small_project, unsealed=False, renderer=renderer).startswith(said)
    settings = small_project.settings.read_text(encoding="utf-8")
    small_project.settings.write_text(
        settings.replace("demonstration: true", "demonstration: false"), encoding="utf-8"
    )
    assert bool(refuse_unsealed(small_project, unsealed=True, renderer=renderer)) == bool(said)
    if not said:
        assert refuse_unsealed(small_project, unsealed=False, renderer=renderer) == ""
        return
    with pytest.raises(DisclosureError, match=f"{said}, so that a report could show exact numbers"):
        refuse_unsealed(small_project, unsealed=False, renderer=renderer)
