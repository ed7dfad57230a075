"""Shares by which codes are drawn. Made up, in keeping with what is publicly known of each border."""

from __future__ import annotations

Mix = dict[str, float]

# How many people one intercepted case involves, beside the others.
PEOPLE_SCALE: Mix = {"CN": 1.25, "LA": 0.7, "KH": 1.1, "sea": 0.3}

EXIT_SHARE: Mix = {"CN": 0.58, "LA": 0.47, "KH": 0.52, "sea": 0.72}

# How likely a case is at sea where a province has both a land border and a coast.
SEA_SHARE = 0.07

METHODS: dict[str, Mix] = {
    "CN": {"trail": 0.56, "river": 0.17, "vehicle": 0.11, "papers": 0.1, "other": 0.06},
    "LA": {"trail": 0.55, "river": 0.13, "vehicle": 0.16, "papers": 0.1, "other": 0.06},
    "KH": {"trail": 0.44, "river": 0.29, "vehicle": 0.1, "papers": 0.11, "other": 0.06},
    "sea": {"vessel": 0.86, "papers": 0.06, "other": 0.08},
}

# Destination of trafficking by the border that a province faces.
DESTINATIONS: dict[str, Mix] = {
    "CN": {"CN": 0.74, "KH": 0.07, "MM": 0.08, "LA": 0.03, "VN": 0.04, "other": 0.01, "unknown": 0.03},
    "LA": {
        "LA": 0.24,
        "CN": 0.16,
        "KH": 0.26,
        "MM": 0.18,
        "TH": 0.05,
        "VN": 0.05,
        "other": 0.03,
        "unknown": 0.03,
    },
    "KH": {"KH": 0.76, "MM": 0.07, "TH": 0.03, "MY": 0.04, "CN": 0.02, "VN": 0.05, "unknown": 0.03},
    "sea": {"KH": 0.38, "MM": 0.12, "MY": 0.12, "CN": 0.06, "VN": 0.22, "other": 0.05, "unknown": 0.05},
}

EXPLOITATION: dict[str, Mix] = {
    "CN": {
        "forced_marriage": 0.44,
        "sexual_exploitation": 0.27,
        "forced_labour": 0.13,
        "illegal_adoption": 0.04,
        "surrogacy": 0.02,
        "organ_removal": 0.01,
        "unknown": 0.09,
    },
    "KH": {
        "forced_criminality": 0.54,
        "forced_labour": 0.27,
        "sexual_exploitation": 0.1,
        "organ_removal": 0.02,
        "other": 0.02,
        "unknown": 0.05,
    },
    "LA": {"forced_criminality": 0.4, "forced_labour": 0.28, "sexual_exploitation": 0.22, "unknown": 0.1},
    "MM": {"forced_criminality": 0.68, "forced_labour": 0.2, "sexual_exploitation": 0.07, "unknown": 0.05},
    "TH": {"sexual_exploitation": 0.45, "forced_labour": 0.35, "servitude": 0.1, "unknown": 0.1},
    "MY": {"sexual_exploitation": 0.4, "forced_labour": 0.4, "servitude": 0.1, "unknown": 0.1},
    "VN": {
        "sexual_exploitation": 0.42,
        "forced_labour": 0.2,
        "child_labour": 0.18,
        "begging": 0.08,
        "servitude": 0.06,
        "unknown": 0.06,
    },
    "other": {"forced_labour": 0.5, "sexual_exploitation": 0.2, "servitude": 0.1, "unknown": 0.2},
    "unknown": {"forced_labour": 0.2, "sexual_exploitation": 0.2, "unknown": 0.6},
}

ONLINE_SHARE: Mix = {"forced_criminality": 0.82, "forced_labour": 0.6, "sexual_exploitation": 0.5}

CASE_STATUS: Mix = {
    "under_verification": 0.22,
    "investigated": 0.27,
    "transferred": 0.3,
    "prosecuted": 0.13,
    "closed": 0.08,
}

PATHWAYS: Mix = {"rescued": 0.34, "received": 0.46, "self_returned": 0.2}

FEMALE_SHARE: Mix = {
    "forced_marriage": 0.99,
    "sexual_exploitation": 0.97,
    "surrogacy": 1.0,
    "forced_labour": 0.38,
    "forced_criminality": 0.27,
    "unknown": 0.6,
}

AGES: dict[str, Mix] = {
    "adult": {"12-17": 0.11, "18-24": 0.42, "25-34": 0.3, "35-49": 0.12, "50+": 0.01, "unknown": 0.04},
    "young": {"12-17": 0.33, "18-24": 0.41, "25-34": 0.18, "35-49": 0.05, "unknown": 0.03},
    "child": {"0-11": 0.25, "12-17": 0.75},
    "infant": {"0-11": 1.0},
}

AGES_OF: dict[str, str] = {
    "forced_marriage": "young",
    "sexual_exploitation": "young",
    "child_labour": "child",
    "begging": "child",
    "illegal_adoption": "infant",
}

NATIONALITIES: Mix = {"VN": 0.965, "LA": 0.015, "KH": 0.015, "other": 0.005}

# How likely a victim gets each service.
SERVICES: Mix = {
    "shelter": 0.35,
    "health": 0.42,
    "psychosocial": 0.38,
    "legal": 0.24,
    "essentials": 0.72,
    "travel": 0.55,
}

REFERRALS: Mix = {
    "police": 0.36,
    "social_protection": 0.2,
    "womens_union": 0.1,
    "health_service": 0.04,
    "ngo": 0.12,
    "family": 0.18,
}

# What share of the people in reintegration takes each service.
REINTEGRATION: Mix = {
    "vocational": 0.42,
    "livelihood": 0.46,
    "schooling": 0.14,
    "psychosocial": 0.55,
    "health": 0.4,
    "legal": 0.35,
}

EQUIPMENT: Mix = {"computer": 0.28, "camera": 0.24, "motorbike": 0.1, "loudspeaker": 0.26, "projector": 0.12}
