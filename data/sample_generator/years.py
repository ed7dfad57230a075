"""National totals and seasons of each year. Those of 2023 are the published ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Year:
    """What one year adds up to in the nation.

    `officers` are those of courses and workshops together, INL workshops included. `outreach_season` and
    `crossing_season` weigh the months: outreach is low at Tet and high in May and from September to November;
    people cross before and after Tet. `inl_1_courses` are the courses, by province and first day, that INL phase 1 paid
    for: 12 in 12 provinces with 436 officers, as published. Where the published figure of 2023 is "nearly" or "over" a
    number, the total here is one that agrees with it (tests/test_sample_data.py compares them).
    """

    year: int
    sessions: int
    participants: int
    leaflets: int
    interception_cases: int
    people_intercepted: int
    trafficking_cases: int
    suspects_arrested: int
    victims: int
    officers: int
    inl_officers: int
    inl_workshops: tuple[str, ...]
    inl_1_courses: tuple[tuple[str, str], ...]
    other_workshops: tuple[str, ...]
    indepth_officers: int
    indepth_classes: tuple[str, ...]
    seminars: tuple[str, ...]
    reintegrated: int
    outreach_season: tuple[float, ...]
    crossing_season: tuple[float, ...]


YEARS = {
    2022: Year(
        year=2022,
        sessions=21_346,
        participants=604_218,
        leaflets=18_905,
        interception_cases=1_387,
        people_intercepted=55_934,
        trafficking_cases=86,
        suspects_arrested=81,
        victims=196,
        officers=1_688,
        inl_officers=0,
        inl_workshops=(),
        inl_1_courses=(
            ("an-giang", "2022-03-14"),
            ("ba-ria-vung-tau", "2022-04-05"),
            ("soc-trang", "2022-06-06"),
            ("kien-giang", "2022-11-08"),
        ),
        other_workshops=("nghe-an", "an-giang"),
        indepth_officers=142,
        indepth_classes=("nghe-an", "ha-tinh", "quang-ninh", "lang-son"),
        seminars=("lao-cai", "tay-ninh"),
        reintegrated=97,
        outreach_season=(0.75, 0.6, 0.9, 1.0, 1.3, 1.0, 1.0, 0.95, 1.2, 1.3, 1.25, 0.9),
        # Restrictions on movement until March; crossings rise as they end.
        crossing_season=(0.8, 0.75, 0.8, 1.0, 1.0, 1.0, 0.95, 1.0, 1.0, 1.0, 1.05, 1.4),
    ),
    2023: Year(
        year=2023,
        sessions=24_872,
        participants=700_000,
        leaflets=22_346,
        interception_cases=1_604,
        people_intercepted=66_621,
        trafficking_cases=103,
        suspects_arrested=92,
        victims=235,
        officers=1_964,
        inl_officers=0,
        inl_workshops=(),
        inl_1_courses=(
            ("quang-nam", "2023-03-15"),
            ("cao-bang", "2023-04-05"),
            ("kon-tum", "2023-06-05"),
            ("dong-thap", "2023-06-26"),
            ("quang-tri", "2023-08-09"),
            ("lang-son", "2023-08-29"),
            ("tay-ninh", "2023-09-04"),
            ("long-an", "2023-09-25"),
        ),
        other_workshops=("quang-ninh", "quang-tri", "kien-giang"),
        indepth_officers=180,
        indepth_classes=("nghe-an", "ha-tinh", "quang-binh", "lang-son", "tay-ninh"),
        seminars=("quang-ninh", "nghe-an", "an-giang"),
        reintegrated=118,
        outreach_season=(0.6, 0.8, 1.0, 1.0, 1.35, 1.0, 0.95, 0.95, 1.2, 1.3, 1.25, 0.9),
        crossing_season=(1.5, 1.45, 1.1, 0.95, 0.9, 0.85, 0.85, 0.9, 0.9, 0.95, 1.0, 1.35),
    ),
    2024: Year(
        year=2024,
        sessions=25_913,
        participants=733_480,
        leaflets=24_158,
        interception_cases=1_688,
        people_intercepted=68_907,
        trafficking_cases=111,
        suspects_arrested=104,
        victims=253,
        officers=2_087,
        inl_officers=112,
        inl_workshops=("lang-son", "tay-ninh", "an-giang"),
        inl_1_courses=(),
        other_workshops=("ha-tinh",),
        indepth_officers=186,
        indepth_classes=("nghe-an", "ha-tinh", "quang-binh", "hai-phong", "lao-cai"),
        seminars=("cao-bang", "ha-tinh", "tay-ninh", "kien-giang"),
        reintegrated=126,
        outreach_season=(0.8, 0.55, 0.95, 1.0, 1.3, 1.0, 1.0, 0.95, 1.25, 1.3, 1.2, 0.9),
        crossing_season=(1.4, 1.35, 1.35, 1.0, 0.9, 0.85, 0.85, 0.9, 0.9, 0.95, 1.0, 1.15),
    ),
    2025: Year(
        year=2025,
        sessions=26_704,
        participants=751_935,
        leaflets=23_471,
        interception_cases=1_653,
        people_intercepted=70_248,
        trafficking_cases=119,
        suspects_arrested=98,
        victims=246,
        officers=2_214,
        inl_officers=193,
        inl_workshops=("cao-bang", "quang-ninh", "quang-tri", "long-an", "kien-giang"),
        inl_1_courses=(),
        other_workshops=("lao-cai",),
        indepth_officers=214,
        indepth_classes=("nghe-an", "ha-tinh", "quang-binh", "thanh-hoa", "lang-son", "hai-phong"),
        seminars=("lang-son", "quang-tri", "an-giang", "da-nang"),
        reintegrated=131,
        outreach_season=(0.6, 0.8, 1.0, 1.0, 1.35, 1.0, 0.85, 0.95, 1.25, 1.3, 1.25, 0.9),
        crossing_season=(1.5, 1.4, 1.1, 0.95, 0.9, 0.85, 0.85, 0.9, 0.9, 0.95, 1.0, 1.2),
    ),
}
