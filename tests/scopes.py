"""The kinds of report that every exhibit and every cell of a standard notebook is tried in."""

from __future__ import annotations

from typing import Any

SCOPES: dict[str, dict[str, Any]] = {
    "province": {"province": "lang-son", "year": 2023},
    "first-year": {"province": "lang-son", "year": 2022},
    "merged": {"province": "tay-ninh", "year": 2025},
    "nation": {"year": 2023},
    "nation-first-year": {"year": 2022},
    "nation-merged": {"year": 2025},
    "project": {"project": "inl-phase-1", "year": 2023},
    "project-ended": {"project": "inl-phase-1", "year": 2025},
}
