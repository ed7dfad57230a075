"""Indicators that a user might add by YAML alone: a ratio, a mean of a count, and yes_no columns counted and shared."""

from __future__ import annotations

import shutil
from pathlib import Path

from helpers.paths import Project
from projects import ROOT

ENTRIES = """
leaflets_per_session:
  label: {en: Leaflets per session, vi: Số tờ rơi mỗi buổi}
  short_label: {en: Leaflets per session, vi: Tờ rơi mỗi buổi}
  unit: {en: leaflets per session, vi: tờ rơi mỗi buổi}
  definition: {en: Leaflets divided by sessions., vi: Số tờ rơi chia cho số buổi.}
  table: outreach
  measure: leaflets
  aggregation: ratio
  per: sessions
  decimals: 2
  periods: [year, quarter, month]
  people: false
  sensitive: false
  limitations: {en: An average., vi: Là số bình quân.}
  reference: *outreach_sheet

people_per_crossing:
  label: {en: People per crossing, vi: Số người mỗi vụ}
  short_label: {en: People per crossing, vi: Người mỗi vụ}
  unit: {en: people per case, vi: người mỗi vụ}
  definition: {en: Mean of the people of a case., vi: Bình quân số người của một vụ.}
  table: interceptions
  measure: people
  aggregation: mean
  breakdowns: [border]
  periods: [year]
  people: false
  sensitive: false
  limitations: {en: An average., vi: Là số bình quân.}
  reference: *interceptions_sheet

crossings_referred:
  label: {en: Crossings referred to screening, vi: Số vụ chuyển sàng lọc}
  short_label: {en: Referred, vi: Chuyển sàng lọc}
  unit: cases
  definition: {en: Cases referred to screening., vi: Số vụ chuyển sàng lọc.}
  table: interceptions
  measure: rows
  aggregation: count
  filter: {referred: yes}
  periods: [year, quarter]
  people: false
  sensitive: false
  limitations: {en: Referred is not identified., vi: Chuyển chưa phải là xác định.}
  reference: *interceptions_sheet

crossings_referred_pct:
  label: {en: Share of crossings referred to screening, vi: Tỷ lệ vụ chuyển sàng lọc}
  short_label: {en: Share referred, vi: Tỷ lệ chuyển}
  unit: percent
  definition: {en: Of the cases those referred., vi: Tỷ lệ vụ được chuyển.}
  table: interceptions
  measure: referred
  aggregation: share
  per: rows
  breakdowns: [border]
  periods: [year]
  people: false
  sensitive: false
  limitations: {en: Referred is not identified., vi: Chuyển chưa phải là xác định.}
  reference: *interceptions_sheet
"""
NAMES = ("leaflets_per_session", "people_per_crossing", "crossings_referred", "crossings_referred_pct")


def add_indicators(params: Path) -> None:
    """Write the entries at the end of a project's own indicators."""
    path = params / "indicators.yml"
    path.write_text(path.read_text(encoding="utf-8") + ENTRIES, encoding="utf-8")


def project_with_more(folder: Path) -> Project:
    """A project of params alone, with the entries among its indicators."""
    shutil.copytree(ROOT / "params", folder / "params")
    add_indicators(folder / "params")
    return Project(folder)
