"""Texts that know which of their numbers come from which released cells."""

from __future__ import annotations

import copy
import json
import pickle

import pandas as pd
import pytest

from helpers.privacy.release import Release, change
from helpers.privacy.sourced_number import ReleasedCell, SourcedNumber
from helpers.report import sourced_text
from helpers.report.data_table import Row, TextColumn, table
from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import MainPoints, Prose
from helpers.report.sourced_text import SourcedText, joined, markup, recovered, through
from helpers.report.words import Words
from small_release import small_release

ONE = ReleasedCell("sessions", "lang-son", "2023", "total", "all", "1234")
TWO = ReleasedCell("leaflets", "lang-son", "2023", "total", "all", "12")


@pytest.fixture
def words() -> Words:
    sourced_text.forget_texts()
    return Words(small_release())


def said(text: str) -> list[tuple[str, tuple[ReleasedCell, ...]]]:
    return [(text[each.start : each.end], each.cells) for each in getattr(text, "numbers", ())]


def test_a_cell_of_the_release_knows_its_key_and_value(words: Words) -> None:
    cell = words.release.cell("sessions")
    assert said(words.cell(cell)) == [
        (
            words.cell(cell),
            (ReleasedCell("sessions", "lang-son", "2023", "total", "all", f"{cell.value:.10g}"),),
        )
    ]


def test_arithmetic_keeps_the_cells_of_both() -> None:
    share = 100 * SourcedNumber(3, (ONE,)) / SourcedNumber(4, (TWO,))
    assert (share, share.cells) == (75.0, (ONE, TWO))
    assert sum([SourcedNumber(1, (ONE,)), SourcedNumber(2, (TWO,))]).cells == (ONE, TWO)
    assert round(SourcedNumber(1.26, (ONE,)), 1).cells == (ONE,)
    assert isinstance(round(SourcedNumber(1.26, (ONE,))), int)
    assert pd.Series([SourcedNumber(1.5, (ONE,))]).dtype == float


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_number_and_text_survive_a_copy(copied) -> None:  # type: ignore[no-untyped-def]
    number, text = (
        SourcedNumber(1234, (ONE,)),
        joined(" ", [sourced_text.number_text("1,234", SourcedNumber(1234, (ONE,))), "sessions"]),
    )
    assert (copied(number), copied(number).cells) == (1234.0, (ONE,))
    assert (copied(text), said(copied(text))) == ("1,234 sessions", [("1,234", (ONE,))])


def test_sentences_within_sentences_keep_each_number_in_its_place(words: Words) -> None:
    many = words.counted(SourcedNumber(1234, (ONE,)), "one illegal crossing", "{n} illegal crossings")
    people = words.counted(SourcedNumber(12, (TWO,)), "one person", "{n} people")
    text = words.say(
        "The Border Guard intercepted {cases} with {people}{earlier}.", cases=many, people=people, earlier=""
    )
    assert said(text) == [("1,234", (ONE,)), ("12", (TWO,))]
    assert said(words.counted(SourcedNumber(1, (ONE,)), "one person", "{n} people")) == [("one", (ONE,))]
    assert said("Sum: " + text) == said(text) == said(text + "!")


def test_a_text_is_what_it_was_to_everything_else(words: Words) -> None:
    text = words.cell(words.release.cell("sessions"))
    assert text == str(text)
    assert (repr(text), len(text), hash(text)) == (repr(str(text)), len(str(text)), hash(str(text)))


def test_law_terms_of_a_year_leave_the_numbers_known(words: Words) -> None:
    text = through(
        lambda texts: texts[0].replace("old", "much newer"),
        [joined("", ["old ", sourced_text.number_text("7", SourcedNumber(7, (ONE,)))])],
    )
    assert (text, said(text)) == ("much newer 7", [("7", (ONE,))])


def test_what_an_f_string_forgot_is_found_again(words: Words) -> None:
    inner = words.say("{n} of {all}", n=words.number(SourcedNumber(1234, (ONE,))), all=words.number(44))
    text = recovered(f"Seen: {inner}.")
    assert said(text) == [("1,234", (ONE,))]


def test_a_bare_number_is_never_found_again(words: Words) -> None:
    words.number(SourcedNumber(12, (TWO,)))
    assert said(recovered("12")) == said(recovered("12 provinces")) == []
    assert said(words.say("{n} of {all}", n="12", all="44")) == []


def test_digits_within_another_number_are_not_found_again(words: Words) -> None:
    two = words.number(SourcedNumber(2, (TWO,)))
    words.say("{n} and {n}", n=two)
    assert said(recovered("Attendances, 2022 and 2023")) == []
    assert said(recovered("Attendances: 2 and 2.")) == [("2", (TWO,)), ("2", (TWO,))]


def test_the_same_words_of_two_indicators_are_told_apart_by_the_indicator(words: Words) -> None:
    for cell in (ONE, TWO):
        words.say("up {size} on {year}", size=words.percent(SourcedNumber(9, (cell,))), year=2022)
    assert said(recovered("now up 9% on 2022")) == []
    assert said(recovered("now up 9% on 2022", {"leaflets"})) == [("9%", (TWO,))]


def test_a_change_knows_both_years(words: Words) -> None:
    release: Release = words.release
    found = change(release.cell("sessions"), release.cell("sessions", period=2022)).value
    assert [cell.period for cell in found.cells] == ["2023", "2022"]  # type: ignore[union-attr]


def test_html_has_a_link_a_number_and_escapes_the_rest() -> None:
    text = joined("", ["<b> & ", sourced_text.number_text("12", SourcedNumber(12, (TWO,)))])
    link = '<a class="number" data-cells="leaflets|lang-son|2023|total|all|12" href="#from-leaflets">12</a>'
    assert markup(text) == f"&lt;b&gt; &amp; {link}"


def test_exhibits_carry_their_numbers_as_data() -> None:
    text = joined(" ", [sourced_text.number_text("12", SourcedNumber(12, (TWO,))), "leaflets."])
    for made in (MainPoints([text]), Prose.plain(text)):
        data = made._repr_mimebundle_()["application/vnd.border-guard.exhibit+json"]  # type: ignore[index]
        again = from_data(json.loads(json.dumps(data)))
        held = again.points[0] if isinstance(again, MainPoints) else again.text  # type: ignore[union-attr]
        assert isinstance(held, SourcedText)
        assert said(held)[0] == ("12", (TWO,))


def test_numbers_that_do_not_fit_their_text_are_refused() -> None:
    data = MainPoints(["12 leaflets."])._repr_mimebundle_()["application/vnd.border-guard.exhibit+json"]  # type: ignore[index]
    cells = "a|b|c|d|e|1"
    for wrong in (
        [f"/points/0 5 90 {cells}"],
        [f"/points/7 0 2 {cells}"],
        [f"/nothing 0 2 {cells}"],
        ["/points/0"],
        3,
    ):
        with pytest.raises(Exception, match="numbers do not fit"):
            from_data({**data, "numbers": wrong})


def test_paper_word_and_terminal_have_what_they_had(words: Words) -> None:
    known = joined(" ", [sourced_text.number_text("12", SourcedNumber(12, (TWO,))), "leaflets"])
    bundles = [
        [
            MainPoints([text])._repr_mimebundle_(),
            Prose.plain(text)._repr_mimebundle_(),
            _exhibit(text)._repr_mimebundle_(),
        ]
        for text in (known, str(known))
    ]
    for with_numbers, without in zip(*bundles, strict=True):
        for kind in ("text/markdown", "text/x-typst", "text/plain"):
            assert with_numbers.get(kind) == without.get(kind)


def _exhibit(text: str) -> Exhibit:
    shown = table(
        [TextColumn("Indicator", "left"), TextColumn("2023")], [Row(("Leaflets", text))], language="en"
    )
    return Exhibit("table", "tbl-leaflets", text, text, "", text, text, "en", table=shown)
