"""The cells that a new report begins with: numbers, a chart, a table and a sentence, to be changed."""

from __future__ import annotations

from typing import Any

from helpers.inputs.params.further_reports import Per

_HINT = """# Words stand in Markdown cells: one tagged `en`, below it one tagged `vi` that says the same in Vietnamese.
"""
_ON_PLACE = {
    "en": "## How did legal education go through the year?",
    "vi": "## Công tác tuyên truyền pháp luật diễn ra thế nào trong năm?",
}
_ON_PROJECT = {
    "en": "## How many attendances did the courses of each project have?",
    "vi": "## Lớp tập huấn của mỗi dự án có bao nhiêu lượt cán bộ dự?",
}
_CODE_ON_PLACE = {
    "first-chart": _HINT
    + """import seaborn as sns

sessions = release.data("sessions", by="month")
ax = sns.barplot(sessions, x="month", y="value")
report.figure(
    ax,
    "sessions",
    data=sessions,
    title={"en": "Sessions by month", "vi": "Số buổi tuyên truyền theo tháng"},
    alt={"en": "Bar chart of sessions by month, to show the season.", "vi": "Biểu đồ cột số buổi theo tháng."},
)""",
    "first-table": """quarters = release.data(["sessions", "participants"], by="quarter")
report.table(
    quarters.pivot(index="quarter", columns="indicator", values="value"),
    "quarters",
    title={"en": "Sessions and participants by quarter", "vi": "Số buổi và lượt người dự theo quý"},
    indicators=["sessions", "participants"],
)""",
    "first-sentence": """most = sessions.nlargest(1, "value")  # of the months that have a number
report.say(
    en="Most sessions were held in {month}: {n} of {all}; see @fig-sessions.",
    vi="Nhiều buổi nhất là {month}: {n}/{all}; xem @fig-sessions.",
    month=most["month"].iloc[0],
    n=report.sourced(most).iloc[0],
    all=release.cell("sessions"),
)""",
}
_CODE_ON_PROJECT = {
    "first-chart": _HINT
    + """import seaborn as sns

trained = release.data("officers_trained", by="project")
ax = sns.barplot(trained, x="value", y="project")
report.figure(
    ax,
    "officers-by-project",
    data=trained,
    title={
        "en": "Attendances at courses and workshops, by project",
        "vi": "Số lượt cán bộ dự lớp tập huấn, hội thảo theo dự án",
    },
    alt={
        "en": "Bar chart of attendances at courses and workshops by project, to compare them.",
        "vi": "Biểu đồ thanh số lượt cán bộ dự lớp tập huấn, hội thảo theo dự án, để so sánh.",
    },
)""",
    "first-table": """courses = release.data(["courses_held", "officers_trained"], by="project")
report.table(
    courses.pivot(index="project", columns="indicator", values="value"),
    "courses",
    title={"en": "Courses and attendances by project", "vi": "Lớp tập huấn và lượt cán bộ dự theo dự án"},
    indicators=["courses_held", "officers_trained"],
)""",
    "first-sentence": """own = trained["project_code"] == release.framework.project.code
report.say(
    en="Of {all} attendances at courses and workshops in {year}, {n} were at this project's; "
    "see @fig-officers-by-project.",
    vi="Trong năm {year} có {all} lượt cán bộ dự lớp tập huấn, hội thảo, trong đó {n} lượt của dự án này; "
    "xem @fig-officers-by-project.",
    n=trained.loc[own, "value"].sum(skipna=False),
    all=trained["value"].sum(skipna=False),
    year=release.scope.year,
)""",
}


def first_cells(per: Per) -> list[dict[str, Any]]:
    """The cells as a notebook file has them, for a report on what `per` says."""
    question, code = (_ON_PROJECT, _CODE_ON_PROJECT) if per == "project" else (_ON_PLACE, _CODE_ON_PLACE)
    words: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "id": f"first-question-{language}",
            "metadata": {"tags": [language]},
            "source": text,
        }
        for language, text in question.items()
    ]
    shown: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": name,
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for name, text in code.items()
    ]
    return [{**cell, "source": cell["source"].splitlines(keepends=True)} for cell in [*words, *shown]]
