"""Which indicator computes what was published under another name (params/published_figures.csv)."""

from __future__ import annotations

PUBLISHED_AS = {
    "legal_education_sessions": "sessions",
    "session_participants": "participants",
    "leaflets_distributed": "leaflets",
    "interception_cases": "interception_cases",
    "people_intercepted": "people_intercepted",
    "trafficking_cases_handled": "trafficking_cases",
    "suspects_arrested": "suspects_arrested",
    "victims_assisted": "victims_assisted",
    "officers_trained_general": "officers_trained",
    "indepth_classes": "indepth_classes_held",
    "indepth_officers_trained": "indepth_officers",
    "interdisciplinary_seminars": "seminars_held",
}
