"""Words in the language of a report: translated messages, and the turns of phrase that sentences share.

English stands in the code; Vietnamese in locale/vi.po, a gettext catalogue that a translator can open. A message
without translation is an error, never a sentence in the wrong language.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from babel.messages.pofile import read_po

from helpers.errors import ParamsError
from helpers.inputs.params.settings import Language
from helpers.metrics.indicator import Indicator
from helpers.privacy.release import Cell, Release, change, share
from helpers.report import language as lang
from helpers.report.small_numbers import SMALL_BASE, Difference, counts_whole, difference
from helpers.report.sourced_text import marked, number_text, through, unmarked

LOCALE = Path(__file__).parent / "locale"
Movement = Difference | Literal["none", "first", "withheld", "missing"]


class Messages:
    """Says things in a language, about nothing in particular."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, message: str, **values: object) -> str:
        """A message in the report's language, with its values filled in.

        Raises:
            ParamsError: locale/vi.po has no translation of it.
        """
        return self.in_its_law(self.filled(_translated(message, self.language), **values))

    def filled(self, template: str, **values: object) -> str:
        """A text of no language with its values filled in, which keeps where their numbers come from."""
        kept: list[Any] = []
        told = {name: marked(each, kept) if isinstance(each, str) else each for name, each in values.items()}
        return unmarked(template.format(**told), kept)

    def in_its_law(self, text: str) -> str:
        """The text, which is of no year."""
        return text

    def counted(self, n: float, one: str, many: str) -> str:
        """A number with the thing it counts: `counted(cases, "one case", "{n} cases")`.

        Vietnamese has one form: the translation of `many` serves both.
        """
        if self.language == "en" and n == 1:
            word, _, counted = one.partition(" ")
            return number_text(word, n) + f" {counted}"
        if n == 0 and one[:4].lower() == "one ":
            return self._none(one, many)
        return self.filled(_translated(many, self.language), n=self.number(n))

    def _none(self, one: str, many: str) -> str:
        """'no in-depth class', for 'one in-depth class'."""
        if self.language == "en":
            return ("No" if one[0] == "O" else "no") + one[3:]
        return _translated(many, self.language).format(n="không có")

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the language writes it."""
        return lang.number(value, self.language, decimals)

    def percent(self, value: float, decimals: int = 0) -> str:
        """A percentage as the language writes it."""
        return lang.percent(value, self.language, decimals)


class Words(Messages):
    """Says things about a Release in its language."""

    def __init__(self, release: Release) -> None:
        super().__init__(release.language)
        self.release = release

    def in_its_law(self, text: str) -> str:
        """The text in the words of the law of the report's year."""
        worded = self.release.in_its_law(text)
        return text if worded == text else through(lambda texts: self.release.in_its_law(texts[0]), [text])

    @property
    def year(self) -> int:
        """The report year."""
        return self.release.scope.year

    @property
    def before(self) -> int:
        """The year before."""
        return self.release.scope.year - 1

    @property
    def has_before(self) -> bool:
        """Whether the year before belongs to the report."""
        return self.before in self.release.scope.years

    def place(self, slug: str | None = None) -> str:
        """The name of a place of the report: a province, a region, or Viet Nam."""
        slug = slug or self.release.scope.place
        provinces = self.release.provinces.by_vintage[self.release.scope.vintage]
        if slug in provinces:
            return provinces[slug].name(self.language)
        for region in self.release.provinces.regions:
            if region.slug == slug:
                return region.name(self.language)
        return self.say("Viet Nam")

    def label(self, indicator: str, *, short: bool = False) -> str:
        """The indicator's label; short for tables and tiles."""
        found: Indicator = self.release.indicator(indicator)
        return (found.short_label if short else found.label)[self.language]

    def indicators_by_label(self) -> dict[str, Indicator]:
        """Every indicator by its label, and by its short one."""
        every = self.release.catalogue.values()
        return {label[self.language]: each for each in every for label in (each.label, each.short_label)}

    def after_number(self, label: str) -> str:
        """An indicator's label as it follows its number: '691 legal-education sessions', '691 buổi tuyên truyền'."""
        if self.language == "vi":
            label = label.removeprefix("Số ").removeprefix("Tỷ lệ ")
        return lower_first(label)

    def code(self, breakdown: str, code: str) -> str:
        """The label of a code of a breakdown's codelist."""
        return self.release.codelists.label(self.release.catalogue.codelist(breakdown), code, self.language)

    def column(self, indicator: str, breakdown: str) -> str:
        """What the column is called that a breakdown is by: 'Sex'."""
        return (
            self.release.tables[self.release.indicator(indicator).table]
            .columns[breakdown]
            .label[self.language]
        )

    def cell(self, cell: Cell, indicator: str | None = None) -> str:
        """A cell as tables print it, with the decimals of the indicator; a share with its sign of percent."""
        if indicator is None:
            return lang.cell_text(cell, self.language)
        found = self.release.indicator(indicator).quantity
        unit: lang.Unit = "percent" if found.percentage else "number"
        return lang.cell_text(cell, self.language, unit, found.decimals)

    def months(self) -> list[str]:
        """Short names of the twelve months."""
        return [lang.month_short(month, self.language) for month in range(1, 13)]

    def movement(self, now: Cell, before: Cell) -> Movement:
        """How a cell stands against the year before."""
        if "c" in (now.status, before.status):
            return "withheld"
        if not now.shown:
            return "missing"
        if not now.value:
            return "none"
        if not before.shown:
            return "first"
        return difference(now.or_zero(), before.or_zero())

    def against_before(self, indicator: str) -> str:
        """Change on the year before in a few words: 'up 18% on 2022', '2022: 5'; nothing where there is none.

        Shares, ratios and means are told by the two numbers, since a percentage of a percentage misleads.
        """
        if not self.has_before:
            return ""
        now, before = self.release.cell(indicator), self.release.cell(indicator, period=self.before)
        return self.against(indicator, now, before, self.before)

    def time(self, year: int) -> str:
        """The report's part of a year, as periods are written: '2022', '2022-Q1'."""
        return str(year) + (self.release.scope.period or "")[4:]

    def lacks_returns(self, *indicators: str, period: str | None = None) -> bool:
        """Whether returns behind one of some counts are lacking, so that the count is a minimum."""
        return any(
            self.release.indicator(name).adds_up and not self.release.behind(name, period).complete
            for name in indicators
        )

    def minimums(self, *indicators: str, beside_before: bool = False) -> str:
        """What follows counts of which returns are lacking: ', a minimum', ', all minimums'; empty where none are.

        Args:
            indicators: that the sentence counts.
            beside_before: whether it gives their numbers of the year before as well.
        """
        has_gaps = self.lacks_returns(*indicators)
        had_gaps = beside_before and self.lacks_returns(*indicators, period=self.time(self.before))
        if has_gaps and had_gaps:
            return self.say(", all minimums") if len(indicators) > 1 else self.say(", both minimums")
        if has_gaps and beside_before and len(indicators) > 1:
            return self.say("; those of {year} are minimums", year=self.when(self.year))
        if has_gaps and beside_before:
            return self.say("; {year} is a minimum", year=self.when(self.year))
        if not (has_gaps or had_gaps):
            return ""
        return self.say(", minimums") if len(indicators) > 1 else self.say(", a minimum")

    def roughly(self, size: str, indicator: str, *periods: str | None) -> str:
        """The size of a change between periods: 'about 18%' where returns of one of them are lacking."""
        complete = all(self.release.behind(indicator, period).complete for period in periods)
        return size if complete else self.say("about {size}", size=size)

    def may_judge(
        self, indicator: str, now: Cell, before: Cell, *, later: str | None = None, earlier: str | None = None
    ) -> bool:
        """Whether what was received of two periods allows to call a change a rise or a fall."""
        one, other = (
            self.release.behind(indicator, period) for period in (later, earlier or self.time(self.before))
        )
        return one.allows_change(other, change(now, before).or_zero())

    def when(self, year: int) -> str:
        """The report's part of a year, in words; the year where the report is on a whole one."""
        return lang.period_in_words(self.time(year), self.language)

    def against(self, indicator: str, now: Cell, before: Cell, year: int) -> str:
        """The same of two cells, of which the earlier is of `year`, or of the report's part of that year.

        'up about 18%' where returns of one of the two are lacking; where they may be more than the change,
        the earlier number alone.
        """
        when, earlier = self.when(year), self.time(year)
        if before.status == "c":
            return self.say("{year}: withheld", year=when)
        if not before.shown:
            return ""
        move = self.movement(now, before) if self.release.indicator(indicator).adds_up else "few"
        if not self.may_judge(indicator, now, before, earlier=earlier):
            move = "few"
        if move == "unchanged":
            return self.say("unchanged from {year}", year=when)
        if move == "about":
            return self.say("about as many as in {year}", year=when)
        if move not in ("rose", "fell") or before.or_zero() < SMALL_BASE:
            whole = counts_whole(self.release, indicator)
            takers = self.release.cell(whole, period=earlier).value if whole else None
            if takers and takers < SMALL_BASE:
                return f"{when}: " + self.share_of(before.or_zero(), takers)
            return f"{when}: " + self.cell(before, indicator)
        size = self.roughly(self.percent(abs(change(now, before).or_zero())), indicator, None, earlier)
        if move == "rose":
            return self.say("up {size} on {year}", size=size, year=when)
        return self.say("down {size} on {year}", size=size, year=when)

    def since_before(self, *indicators: str, added: bool = False) -> str:
        """The numbers of the year before, to follow those of this one: ', up from 636 and 19,156 in 2022'.

        Where numbers are few, one rose and another fell, or returns that are lacking may be more than the change, they
        are not judged: ' (6 and 8 in 2022)'. Where returns are lacking, it says so once: ', up from 636 in 2022, a
        minimum', or ', a minimum' where the year before has a number that is not shown. With `added` the numbers of
        each year are told as their sum.
        """
        if not self.has_before:
            return self.minimums(*indicators)
        now = [self.release.cell(name) for name in indicators]
        before = [self.release.cell(name, period=self.before) for name in indicators]
        if not all(cell.shown for cell in (*now, *before)):
            return self.minimums(*indicators)
        if added:
            indicators, now, before = indicators[:1], [_sum(now)], [_sum(before)]
        texts = [self.cell(cell, name) for cell, name in zip(before, indicators, strict=True)]
        earlier = (
            self.say("{first} and {second}", first=texts[0], second=texts[1]) if len(texts) > 1 else texts[0]
        )
        moves = {self.movement(*pair) for pair in zip(now, before, strict=True)}
        values = {
            "earlier": earlier,
            "year": self.before,
            "minimums": self.minimums(*indicators, beside_before=True),
        }
        pairs = zip(indicators, now, before, strict=True)
        if len(moves) > 1 or not all(self.may_judge(*each, earlier=str(self.before)) for each in pairs):
            return self.say(" ({earlier} in {year}{minimums})", **values)
        if moves == {"rose"}:
            return self.say(", up from {earlier} in {year}{minimums}", **values)
        if moves == {"fell"}:
            return self.say(", down from {earlier} in {year}{minimums}", **values)
        if moves == {"about"}:
            return self.say(", about as many as in {year} ({earlier}{minimums})", **values)
        if moves == {"unchanged"}:
            return self.say(", as in {year}{minimums}", year=self.before, minimums=values["minimums"])
        return self.say(" ({earlier} in {year}{minimums})", **values)

    def part(self, part: Cell, whole: Cell) -> str:
        """A part of a whole in percent; of few the two numbers: '59%', '9 out of 12'."""
        if whole.or_zero() < SMALL_BASE:
            return self.say("{n} out of {all}", n=self.cell(part), all=self.cell(whole))
        return self.percent(share(part, whole).or_zero())

    def share_of(self, pct: float, takers: float) -> str:
        """A share of those tested; of few the two numbers: '84.4%', '9 out of 12'."""
        if takers >= SMALL_BASE:
            return self.percent(pct, 1)
        met = round(pct * takers / 100, 0)
        return self.say("{n} out of {all}", n=self.number(met), all=self.number(takers))

    def rank(self, indicator: str) -> tuple[int, int] | None:
        """Place among all provinces (1 is most) and their number; None where hiding or lack forbids it."""
        hides = self.release.indicator(indicator).sensitive and indicator not in self.release.open_totals
        if self.release.scope.province is None or hides:
            return None
        cells = self.release.places(indicator)
        own = cells[self.release.scope.province]
        shown = [cell.or_zero() for cell in cells.values() if cell.shown]
        if not own.value or len(shown) < len(cells):
            return None
        return 1 + sum(value > own.or_zero() for value in shown), len(shown)

    def subtitle(self, measure: str, period: str | None = None) -> str:
        """Measure, place and period, as statistical subtitles have it."""
        return f"{measure}, {self.place()}, {period or self.year}"

    def two_years(self) -> str:
        """'2022 and 2023', or the year alone where there is no earlier one."""
        if not self.has_before:
            return str(self.year)
        return self.say("{before} and {year}", before=self.before, year=self.year)

    def span(self, first: int | None = None, last: int | None = None) -> str:
        """'2022 to 2023', or the year alone; from the report's first year to its own unless told others."""
        first, last = first or self.release.scope.first_year, last or self.year
        if first >= last:
            return str(last)
        return self.say("{first} to {year}", first=first, year=last)

    def source(self) -> str:
        """Where an exhibit's numbers come from."""
        return self.say("provincial returns.")


def lower_first(text: str) -> str:
    """The text as it stands within a sentence."""
    return through(lambda texts: texts[0][:1].lower() + texts[0][1:], [text])


@lru_cache(maxsize=4)
def read_translations(language: str) -> dict[str, str]:
    """Message -> translation of a language; empty for English."""
    if language == "en":
        return {}
    with (LOCALE / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def _translated(message: str, language: str) -> str:
    if language == "en":
        return message
    try:
        return read_translations(language)[message]
    except KeyError:
        raise ParamsError(
            f"src/helpers/report/locale/{language}.po: no translation of '{message}'; add it there"
        ) from None


def _sum(cells: Sequence[Cell]) -> Cell:
    """Of cells that are shown, as one that knows them."""
    return Cell(sum(cell.or_zero() for cell in cells), "shown")
