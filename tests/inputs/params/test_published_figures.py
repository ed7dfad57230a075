from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.published_figures import PublishedFigure, Qualifier, read_published
from helpers.paths import Project


def figure(qualifier: Qualifier, value: float = 100.0) -> PublishedFigure:
    return PublishedFigure("x", "national", "2023", "sessions", value, qualifier, "sessions", "source")


@pytest.mark.parametrize(
    ("qualifier", "agreeing", "contradicting"),
    [
        ("", [100], [99, 101, 100.001]),
        ("nearly", [95, 99.9], [94.9, 100, 101]),
        ("over", [101, 1000], [100, 99]),
        ("more than", [100.1], [100]),
        ("target", [100, 120], [99.9]),
        ("target over", [100.5], [100]),
    ],
)
def test_qualifier_decides_what_agrees(
    qualifier: Qualifier, agreeing: list[float], contradicting: list[float]
) -> None:
    assert all(figure(qualifier).agrees(actual) for actual in agreeing)
    assert not any(figure(qualifier).agrees(actual) for actual in [*contradicting, float("nan")])


def test_figures_keep_qualifier_scope_period_and_source(repository: Project) -> None:
    figures = {figure.id: figure for figure in read_published(repository)}
    sessions = figures["vbg-2023-sessions"]
    assert (sessions.value, sessions.qualifier, sessions.scope, sessions.period) == (
        25000,
        "nearly",
        "national",
        "2023",
    )
    assert "January 2024" in sessions.source


def test_contradictory_figures_stay_side_by_side(repository: Project) -> None:
    borders = [figure.value for figure in read_published(repository) if figure.indicator == "land_border_km"]
    assert borders == [4639, 5036]


HEADER = (
    "id,scope,period,indicator,value,qualifier,unit,publisher_and_context,"
    "label_en,label_vi,scope_en,scope_vi,period_en,period_vi,source_en,source_vi\n"
)
GOOD = "a,national,2023,sessions,1,,sessions,report,A,A,B,B,2023,2023,C,C\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "params/published_figures.csv: the file is empty; give it the columns id, scope"),
        ("id,scope\na,b\n", "params/published_figures.csv: column 'period' is missing; add it"),
        (HEADER + GOOD + GOOD, "row 3, column id: 'a' is given twice; give each figure an id of its own"),
        (HEADER + GOOD.replace(",1,", ",many,"), "row 2, column value: 'many' is not a number"),
        (HEADER + GOOD.replace(",1,", ",nan,"), "row 2, column value: 'nan' is not a number"),
        (
            HEADER + GOOD.replace(",1,,", ",1,nearyl,"),
            "row 2, column qualifier: unknown qualifier 'nearyl'; did you",
        ),
        (HEADER + GOOD.replace("report", ""), "row 2, column publisher_and_context: is blank; fill it in"),
        (HEADER + "a,b,c\n", "row 2, the row: has not as many cells as the header"),
        (HEADER + GOOD.replace(",C,C", ",C,"), "row 2, column source_vi: is blank; fill it in"),
        (HEADER + GOOD.replace("report", "a, b"), "row 2, the row: has not as many cells as the header"),
    ],
)
def test_mistake_is_named(project: Project, text: str, message: str) -> None:
    (project.params / "published_figures.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read_published(project)
    assert message in str(caught.value)


def test_day_of_publication_is_a_date(project: Project) -> None:
    text = HEADER.replace("unit,", "unit,published,") + GOOD.replace(
        "sessions,report", "sessions,spring,report"
    )
    (project.params / "published_figures.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError, match="row 2, column published: 'spring' is no date; write 2024-01-31"):
        read_published(project)


@pytest.mark.parametrize(
    ("published", "known"),
    [("", True), ("2024-03-31", True), ("2024-04-01", False), ("2024-03", True), ("2024-04", False), ("2023", True),
     ("2024", False)],
)  # fmt: skip
def test_figure_is_known_from_the_last_day_that_its_date_allows(published: str, known: bool) -> None:
    assert replace(figure(""), published=published).known_by("2024-03-31") is known


def test_missing_file_and_bytes_that_are_not_utf8(project: Project) -> None:
    file = project.params / "published_figures.csv"
    file.write_bytes(HEADER.encode() + b"\xff")
    with pytest.raises(ParamsError, match="is not UTF-8; save the file as UTF-8"):
        read_published(project)
    file.unlink()
    with pytest.raises(ParamsError, match="there is no such file"):
        read_published(project)
