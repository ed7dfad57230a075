"""Every message of the reports is written in Vietnamese, and the turns of phrase say what the cells allow."""

from __future__ import annotations

import ast
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from babel.messages.pofile import read_po

from helpers.errors import ParamsError
from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Bilingual, Language, read_settings
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.privacy.policy import read_policy
from helpers.privacy.release import Cell, Release
from helpers.privacy.scope import NATION, Scope
from helpers.report.small_numbers import SMALL_BASE
from helpers.report.words import LOCALE, Movement, Words, read_translations

REPO = Path(__file__).parents[2]
PROJECT = Project(REPO)
PROVINCE = "lang-son"
HIDDEN, MISSING = Cell(None, "c"), Cell(None, "x")


def shown(value: float) -> Cell:
    return Cell(value, "shown")


def messages_in_source() -> set[str]:
    """The message of every `.say(...)` and the plural of every `.counted(...)`; both of a conditional one."""
    found: set[str] = set()
    for path in sorted((REPO / "src" / "helpers").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "say"
            ):
                found.update(literals(node.args[0], f"{path.relative_to(REPO)}:{node.lineno}"))
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and (node.func.attr, len(node.args)) == ("counted", 3)
            ):
                found.update(literals(node.args[2], f"{path.relative_to(REPO)}:{node.lineno}"))
    return found


def literals(node: ast.expr, where: str) -> list[str]:
    if isinstance(node, ast.IfExp):
        return literals(node.body, where) + literals(node.orelse, where)
    assert isinstance(node, ast.Constant) and isinstance(node.value, str), (
        f"{where}: say() takes a literal message"
    )
    return [node.value]


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def words(
    cells: Mapping[tuple[str, str, int], Cell],
    *,
    province: str | None = PROVINCE,
    language: Language = "en",
    first_year: int = 2022,
) -> Words:
    """The words of a 2023 report on the totals given by indicator, place and year."""
    frame = pd.DataFrame(
        [
            {
                "indicator": indicator,
                "level": "nation" if place == NATION else "province",
                "place": place,
                "period": str(year),
                "breakdown": "total",
                "category": "all",
                "value": cell.value,
                "status": cell.status,
            }
            for (indicator, place, year), cell in cells.items()
        ],
        columns=["indicator", "level", "place", "period", "breakdown", "category", "value", "status"],
    )
    release = Release(
        frame=frame,
        coverage=pd.DataFrame(),
        sources=pd.DataFrame(),
        scope=Scope(province=province, year=2023, language=language, vintage="63", first_year=first_year),
        catalogue=read_catalogue(PROJECT),
        provinces=read_provinces(PROJECT),
        codelists=read_codelists(PROJECT),
        demonstration=True,
        published_date="2024-03-31",
        key="",
        threshold=5,
        rules=tuple(read_policy(PROJECT).published),
        explanation=Bilingual(en="none", vi="không"),
        about=read_settings(PROJECT).about,
    )
    return Words(release)


def against(before: Cell, now: Cell, *, language: Language = "en", first_year: int = 2022) -> str:
    """What a report of 2023 says of sessions beside those of 2022."""
    cells = {("sessions", PROVINCE, 2022): before, ("sessions", PROVINCE, 2023): now}
    return words(cells, language=language, first_year=first_year).against_before("sessions")


def ranked(
    indicator: str, own: Cell, others: list[Cell], province: str | None = PROVINCE
) -> tuple[int, int] | None:
    """The rank where the other commands report `others`, and then nothing."""
    commands = read_provinces(PROJECT).commands("63")
    slugs = [command.slug for command in commands if command.slug != PROVINCE]
    cells = dict(zip(((indicator, slug, 2023) for slug in slugs), others, strict=False))
    return words({**cells, (indicator, PROVINCE, 2023): own}, province=province).rank(indicator)


def ladder(step: float = 10.0) -> list[Cell]:
    """What the 43 other commands report: 10, 20, ... 430."""
    return [shown(step * number) for number in range(1, 44)]


class TestCatalogue:
    def test_every_message_has_a_translation(self) -> None:
        assert sorted(messages_in_source() - set(read_translations("vi"))) == []

    def test_every_translation_has_a_message(self) -> None:
        with (LOCALE / "vi.po").open("rb") as file:
            kept = {str(entry.id) for entry in read_po(file, locale="vi") if entry.id}
        assert sorted(kept - messages_in_source()) == []

    def test_placeholders_are_those_of_the_message(self) -> None:
        differing = {
            message: text
            for message, text in read_translations("vi").items()
            if placeholders(message) != placeholders(text)
        }
        assert differing == {}

    def test_nothing_is_left_in_english(self) -> None:
        assert [message for message, text in read_translations("vi").items() if text == message] == []

    def test_ends_as_the_message_ends(self) -> None:
        """A headline has no full stop, a sentence has one."""
        differing = [
            m for m, text in read_translations("vi").items() if m.endswith(".") != text.endswith(".")
        ]
        assert differing == []

    def test_diacritics_are_composed(self) -> None:
        """A decomposed letter looks the same and matches nothing."""
        text = (LOCALE / "vi.po").read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)

    def test_is_vietnamese_in_utf8_without_plurals_or_fuzzy_entries(self) -> None:
        with (LOCALE / "vi.po").open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
        assert str(catalogue.locale) == "vi"
        assert catalogue.charset.lower() == "utf-8"
        assert catalogue.num_plurals == 1
        assert [entry.id for entry in catalogue if entry.fuzzy and entry.id] == []

    def test_message_without_translation_names_the_file(self) -> None:
        with pytest.raises(ParamsError, match=r"locale/vi\.po: no translation of 'Not written yet'"):
            words({}, language="vi").say("Not written yet")

    def test_english_needs_no_translation(self) -> None:
        assert words({}).say("Not written yet, {year}", year=2023) == "Not written yet, 2023"


def test_sentences_use_the_words_of_the_law_of_their_year() -> None:
    made = words({}, language="vi")
    message = "No victim or suspected victim of trafficking was assisted."
    assert "người nghi là nạn nhân" in made.say(message)
    of_law = replace(made.release, law_terms=read_settings(PROJECT).terms_of(2025))
    wanted = "Không có nạn nhân hoặc người đang trong quá trình xác định là nạn nhân mua bán người nào được hỗ trợ."
    assert Words(of_law).say(message) == wanted


class TestMovement:
    @pytest.mark.parametrize(
        ("before", "now", "expected"),
        [
            (shown(3), shown(4), "few"),
            (shown(0), shown(5), "few"),
            (shown(50), shown(5), "few"),
            (shown(12), shown(18), "few"),
            (shown(26), shown(12), "fell"),
            (shown(300), shown(400), "rose"),
            (shown(34), shown(35), "about"),
            (shown(8837), shown(8840), "about"),
            (shown(5), shown(5), "unchanged"),
            (shown(5), shown(0), "none"),
            (shown(0), shown(0), "none"),
            (MISSING, shown(0), "none"),
            (MISSING, shown(5), "first"),
            (shown(5), MISSING, "missing"),
            (shown(5), Cell(None, "z"), "missing"),
            (shown(5), HIDDEN, "withheld"),
            (HIDDEN, shown(5), "withheld"),
            (HIDDEN, shown(0), "withheld"),
            (HIDDEN, MISSING, "withheld"),
        ],
    )
    def test_of_two_years(self, before: Cell, now: Cell, expected: Movement) -> None:
        assert words({}).movement(now, before) == expected


class TestAgainstBefore:
    @pytest.mark.parametrize(
        ("before", "now", "expected"),
        [
            (200, 236, "up 18% on 2022"),
            (200, 164, "down 18% on 2022"),
            (1000, 1000, "unchanged from 2022"),
            (1000, 1004, "about as many as in 2022"),
            (1000, 991, "about as many as in 2022"),
            (1000, 1010, "up 1% on 2022"),
            (1000, 9, "2022: 1,000"),
        ],
    )
    def test_tells_the_change_in_percent(self, before: float, now: float, expected: str) -> None:
        assert against(shown(before), shown(now)) == expected

    def test_few_cases_before_give_the_number(self) -> None:
        assert against(shown(SMALL_BASE - 1), shown(58)) == "2022: 29"
        assert against(shown(SMALL_BASE), shown(60)) == "up 100% on 2022"

    @pytest.mark.parametrize(("takers", "told"), [(30, "2022: 90.0%"), (20, "2022: 18 out of 20")])
    def test_share_of_few_is_told_by_its_two_numbers(self, takers: float, told: str) -> None:
        share = {("posttest_meeting_pct", PROVINCE, year): shown(90) for year in (2022, 2023)}
        cells = share | {("posttest_takers", PROVINCE, 2022): shown(takers)}
        assert words(cells).against_before("posttest_meeting_pct") == told

    def test_none_before_gives_zero(self) -> None:
        assert against(shown(0), shown(60)) == "2022: 0"

    def test_withheld_year_before_is_said_to_be_withheld(self) -> None:
        assert against(HIDDEN, shown(60)) == "2022: withheld"
        assert against(HIDDEN, HIDDEN) == "2022: withheld"

    def test_year_that_cannot_be_shown_leaves_the_earlier_number(self) -> None:
        assert against(shown(1200), HIDDEN) == "2022: 1,200"
        assert against(shown(1200), MISSING) == "2022: 1,200"

    def test_says_nothing_without_a_year_before(self) -> None:
        assert against(MISSING, shown(60)) == ""
        assert against(shown(200), shown(236), first_year=2023) == ""

    @pytest.mark.parametrize(
        ("before", "now", "expected"),
        [
            (shown(200), shown(236), "tăng 18% so với năm 2022"),
            (shown(200), shown(164), "giảm 18% so với năm 2022"),
            (shown(200), shown(200), "không đổi so với năm 2022"),
            (shown(200), shown(201), "gần bằng năm 2022"),
            (shown(1200), MISSING, "năm 2022: 1.200"),
            (HIDDEN, shown(60), "năm 2022: không công bố"),
        ],
    )
    def test_in_vietnamese(self, before: Cell, now: Cell, expected: str) -> None:
        assert against(before, now, language="vi") == expected


class TestRank:
    def test_counts_those_with_more(self) -> None:
        assert ranked("sessions", shown(500), ladder()) == (1, 44)
        assert ranked("sessions", shown(405), ladder()) == (4, 44)
        assert ranked("sessions", shown(5), ladder()) == (44, 44)

    def test_equals_share_the_better_rank(self) -> None:
        assert ranked("sessions", shown(430), ladder()) == (1, 44)

    def test_there_is_none_on_a_sensitive_indicator(self) -> None:
        assert ranked("victims_assisted", shown(500), ladder()) is None

    def test_there_is_none_in_a_national_report(self) -> None:
        assert ranked("sessions", shown(500), ladder(), province=None) is None

    def test_there_is_none_where_a_province_is_not_shown(self) -> None:
        assert ranked("sessions", shown(500), ladder()[1:]) is None
        assert ranked("sessions", shown(500), [HIDDEN, *ladder()[1:]]) is None

    def test_there_is_none_for_nothing(self) -> None:
        assert ranked("sessions", shown(0), ladder()) is None
        assert ranked("sessions", MISSING, ladder()) is None


class TestPeriods:
    def test_two_years_and_span_name_the_year_alone_where_it_is_the_first(self) -> None:
        assert (words({}).two_years(), words({}).span()) == ("2022 and 2023", "2022 to 2023")
        first = words({}, first_year=2023)
        assert (first.two_years(), first.span()) == ("2023", "2023")

    def test_in_vietnamese(self) -> None:
        w = words({}, language="vi", first_year=2021)
        assert (w.two_years(), w.span()) == ("2022 và 2023", "2021–2023")
        assert w.subtitle("Số buổi") == "Số buổi, Lạng Sơn, 2023"


class TestPlace:
    def test_is_named_in_the_language_of_the_report(self) -> None:
        w = words({}, language="vi")
        assert w.place() == "Lạng Sơn"
        assert w.place("central-highlands") == "Tây Nguyên"
        assert w.place(NATION) == "Việt Nam"
