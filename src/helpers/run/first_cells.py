"""The cells that a new report begins with: numbers, a chart, a table and a sentence, to be changed."""

from __future__ import annotations

from typing import Any

_QUESTION = {
    "en": """## How did legal education go through the year?

Write here what the reader must know. This cell is tagged `en`; the one below it, tagged `vi`, says the same in
Vietnamese.""",
    "vi": """## Công tác tuyên truyền pháp luật diễn ra thế nào trong năm?

Viết ở đây điều người đọc cần biết. Ô này gắn thẻ `vi`; ô ở trên gắn thẻ `en`, nêu cùng nội dung bằng tiếng Anh.""",
}
_CODE = {
    "first-chart": """import seaborn as sns

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
    "first-sentence": """most = sessions.sort_values("value").iloc[-1]
report.say(
    en="Most sessions were held in {month}: {n} of {all}; see @fig-sessions.",
    vi="Nhiều buổi nhất là {month}: {n} trên {all}; xem @fig-sessions.",
    month=most["month"],
    n=most["value"],
    all=sessions["value"].sum(skipna=False),
)""",
}


def first_cells() -> list[dict[str, Any]]:
    """The cells as a notebook file has them."""
    words: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "id": f"first-question-{language}",
            "metadata": {"tags": [language]},
            "source": text,
        }
        for language, text in _QUESTION.items()
    ]
    code: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": name,
            "metadata": {},
            "outputs": [],
            "source": text,
        }
        for name, text in _CODE.items()
    ]
    return [{**cell, "source": cell["source"].splitlines(keepends=True)} for cell in [*words, *code]]
