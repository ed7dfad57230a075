"""Words in one language that are handed over for a report in the other are told by their cell; names are not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest
import yaml
from babel.messages.pofile import read_po

from helpers import report
from helpers.report import current, other_language
from helpers.report.frames import OpenedRelease
from helpers.report.other_language import OTHER_LANGUAGE, language_of_words
from helpers.report.words import LOCALE
from projects import ROOT

FRAME = pd.DataFrame({"n": [1.0, 2.0]}, index=["A", "B"])
NAMED = {"en": "Two lines", "vi": "Hai dòng"}


@pytest.fixture
def told(opened: dict[str, OpenedRelease], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What cells of the Vietnamese report on Lang Son show of texts in another language."""
    shown: list[str] = []

    def show(made: Any) -> None:
        bundle = made._repr_mimebundle_()
        assert OTHER_LANGUAGE in bundle
        shown.append(bundle["text/plain"])

    monkeypatch.setattr(other_language, "show_now", show)
    current.set_opened(opened["vi"])
    yield shown
    plt.close("all")


def drawn() -> Any:
    ax = plt.figure().subplots()
    ax.bar(FRAME.index, FRAME["n"])
    return ax


def test_each_text_of_a_figure_in_another_language_is_told_once_with_what_to_write(told: list[str]) -> None:
    ax = drawn()
    ax.set_ylabel("cases for each border post")
    report.figure(
        ax,
        "mine",
        data=FRAME.rename(columns={"n": "cases for each post"}),
        title="Cases by border post",
        alt="Bar chart of cases by post.",
        subtitle="Cases of the last two years",
        note="Cases that are not over are counted.",
    )
    start = "report.figure('mine'): "
    ends = "is in English, and the report in Vietnamese; write "
    each = '={"en": "...", "vi": "..."}'
    by_language = '{"en": "...", "vi": "..."}[language]'
    assert sorted(told) == sorted([
        f"{start}title {ends}title{each}",
        f"{start}alt {ends}alt{each}",
        f"{start}subtitle {ends}subtitle{each}",
        f"{start}note {ends}note{each}",
        f"{start}the head of a column, 'cases for each post', {ends}{by_language}",
        f"{start}'cases for each border post' in the chart {ends}{by_language}",
    ])  # fmt: skip


def test_whatever_is_written_in_a_chart_is_told_once(told: list[str]) -> None:
    figure = plt.figure()
    ax, other = figure.subplots(1, 2)
    for each in (ax, other):
        each.bar(["first post of the border", "Hà Giang"], FRAME["n"], label="cases that were closed")
    ax.set_title("all cases by post", loc="left")
    ax.legend(title="what was done")
    ax.annotate("rain on the roads", (0, 1))
    figure.suptitle("how many there were")
    report.figure(figure, "mine", data=FRAME, title=NAMED, alt=NAMED)
    assert sorted(each.split("'")[3] for each in told) == [
        "all cases by post",
        "cases that were closed",
        "first post of the border",
        "how many there were",
        "rain on the roads",
        "what was done",
    ]


def test_sentence_and_title_of_a_table_are_told(told: list[str]) -> None:
    report.say("In {year} there were more sessions than before.", year=2023)
    report.table(FRAME, "mine", title="Cases by border post")
    assert [each.partition(" is in English")[0] for each in told] == [
        "report.say: sentence",
        "report.table('mine'): title",
    ]
    assert told[0].endswith('; write report.say(en="...", vi="...")')


def test_vietnamese_words_are_told_in_an_english_report(
    told: list[str], opened: dict[str, OpenedRelease]
) -> None:
    current.set_opened(opened["en"])
    report.say("Số buổi tăng so với năm trước.")
    assert [each.partition("; ")[0] for each in told] == [
        "report.say: sentence is in Vietnamese, and the report in English"
    ]


def test_words_of_the_reports_language_names_and_texts_for_each_language_are_not(told: list[str]) -> None:
    report.figure(drawn(), "mine", data=FRAME, title="Số vụ theo đồn", alt=NAMED, source="Report of the year")
    report.table(FRAME, "mine", title={"en": "Cases by border post", "vi": "Cases by border post"})
    report.table(FRAME, "other", title="INL")
    report.say("IOM, Ministry of Foreign Affairs of Viet Nam: {n}", n=2.0)
    assert told == []


def test_no_text_of_the_workbook_is_taken_for_the_other_language() -> None:
    """Messages and params have hundreds of texts in both languages, as people write them."""
    pairs = [*_messages(), *_params()]
    assert len(pairs) > 1000
    assert [english for english, _ in pairs if language_of_words(english) == "vi"] == []
    assert [vietnamese for _, vietnamese in pairs if language_of_words(vietnamese) == "en"] == []
    sentences = [pair for pair in pairs if len(pair[0].split()) > 6 and "{" not in pair[0]]
    known = sum(
        language_of_words(one) == "en" and language_of_words(other) == "vi" for one, other in sentences
    )
    assert known > 0.9 * len(sentences), "and most sentences are known for what they are"


def _messages() -> Iterator[tuple[str, str]]:
    with (LOCALE / "vi.po").open("rb") as file:
        for message in read_po(file):
            if message.id and isinstance(message.id, str) and isinstance(message.string, str):
                yield message.id, message.string


def _params() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "params").rglob("*.yml")):
        yield from _bilingual(yaml.safe_load(path.read_text(encoding="utf-8")))


def _bilingual(held: Any) -> Iterator[tuple[str, str]]:
    if isinstance(held, dict) and all(isinstance(held.get(each), str) for each in ("en", "vi")):
        yield held["en"], held["vi"]
    for each in held.values() if isinstance(held, dict) else held if isinstance(held, list) else ():
        yield from _bilingual(each)
