"""The form of a notebook: what it offers, and what it would open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from helpers.desk.form import Form
from helpers.privacy.scope import Scope
from projects import ROOT


def _form(monkeypatch: pytest.MonkeyPatch, variables: dict[str, Any], **scope: Any) -> Form:
    monkeypatch.setenv("WORKBOOK_ROOT", str(ROOT))
    opened = {"province": None, "year": 2023, "language": "en", "vintage": "63", "first_year": 2022} | scope
    session: Any = SimpleNamespace(shell=SimpleNamespace(user_ns=variables))
    release: Any = SimpleNamespace(language="en", scope=Scope(**opened))
    return Form(session, release)


def test_successor_of_a_merged_province_is_chosen_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {}, province="kon-tum")
    form.year.value = 2025
    assert form.chosen() == {"province": "quang-ngai", "year": 2025, "language": "en"}
    assert "Kon Tum has no command of its own in 2025: Quang Ngai is chosen." in form.message.value


def test_part_of_a_year_stays_the_part_in_another_year(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {}, province="lang-son", period="2023-Q1")
    form.year.value = 2022
    assert form.chosen() == {"province": "lang-son", "period": "2022-Q1", "language": "en"}


def test_province_without_a_command_in_the_year_is_to_be_chosen_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {}, province="tuyen-quang", year=2025)
    form.year.value = 2023
    form.rerun()
    assert form.place.value is None
    assert "choose a province" in form.message.value


def test_choice_that_is_not_shown_yet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {}, province="lang-son")
    assert form.hint.value == ""
    form.year.value = 2022
    assert "Press Show" in form.hint.value
    form.year.value = 2023
    assert form.hint.value == ""


def test_project_keeps_its_audience_and_is_chosen_by_its_short_title(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {"audience": "partner"}, project="inl-phase-1")
    form.place.label = "INL phase 2"
    assert form.chosen() == {
        "project": "inl-phase-2", "period": "2023", "language": "en", "audience": "partner",
    }  # fmt: skip


def test_region_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    form = _form(monkeypatch, {}, region="central-highlands")
    assert form.place.description == "Region"
    form.place.label = "Red River Delta"
    assert form.chosen() == {"region": "red-river-delta", "year": 2023, "language": "en"}
