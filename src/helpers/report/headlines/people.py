"""Headlines on cases and on people: trafficking cases, arrests, victims."""

from __future__ import annotations

from collections.abc import Collection

from helpers.privacy.release import MISSING, Cell, Release
from helpers.privacy.scope import NATION
from helpers.report.small_numbers import leads
from helpers.report.words import Words, lower_first

UNNAMED = ("other", "unknown")
"""Categories that a headline does not single out."""


def cases_and_arrests(release: Release) -> str:
    """How many trafficking cases were handled beside the year before, and how many suspects were arrested.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.cases_and_arrests(open_report(year=2023))
        'Trafficking cases: ...; suspects arrested: ...'
    """
    w = Words(release)
    cases, arrests = (release.cell(name) for name in ("trafficking_cases", "suspects_arrested"))
    if not cases.shown:
        return w.say("Trafficking cases of {year} are not available", year=w.year)
    if not cases.value:
        return w.say("No trafficking case was opened in {year}", year=w.year)
    return w.say(
        "Trafficking cases: {cases}{earlier}; suspects arrested: {arrests}",
        cases=w.cell(cases),
        earlier=w.since_before("trafficking_cases"),
        arrests=w.cell(arrests),
    )


def cases_by_year(release: Release) -> str:
    """How many of the nation's trafficking cases the province handled; in other reports, the nation's.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.cases_by_year(open_report(province="lang-son", year=2023))
        "The province handled ... of the nation's ... cases"
    """
    w = Words(release)
    own, nation = release.cell("trafficking_cases"), release.cell("trafficking_cases", place=NATION)
    values = {"cases": w.cell(own), "nation": w.cell(nation)}
    if release.scope.province and own.value == 0:
        return w.say("The province handled none of the nation's {nation} cases", **values)
    if release.scope.province and own.shown:
        return w.say("The province handled {cases} of the nation's {nation} cases", **values)
    earlier = w.since_before("trafficking_cases") if release.scope.place == NATION else ""
    return w.say("The Border Guard handled {nation} cases nationwide{earlier}", earlier=earlier, **values)


def cases_by_exploitation(release: Release) -> str:
    """The most frequent form of exploitation in the nation's trafficking cases.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.cases_by_exploitation(open_report(year=2023))
        "Most frequent in the nation's cases...: ..."
    """
    w = Words(release)
    cells = release.by("trafficking_cases", "exploitation", place=NATION)
    if nothing := _nothing(w, w.say("Trafficking cases handled by form of exploitation"), cells.values()):
        return nothing
    top = leading(cells)
    form, whole = lower_first(w.code("exploitation", top)), release.cell("trafficking_cases", place=NATION)
    if _may_be_exceeded(cells, top, whole):
        return w.say("Most frequent in the nation's cases, of the numbers that are shown: {form}", form=form)
    if pair := _close_pair(cells):
        return w.say(
            "{first}: {part} of the nation's cases; {second}: {other}",
            **_both(w, "exploitation", cells, pair, whole),
        )
    return w.say(
        "Most frequent in the nation's cases: {form}, {part}{earlier}",
        form=form,
        part=w.part(cells[top], whole),
        earlier=_part_before(w, "trafficking_cases", "exploitation", top),
    )


def leading(cells: dict[str, Cell]) -> str:
    """The category with the highest value, of those that a headline singles out."""
    named = [code for code in cells if code not in UNNAMED and cells[code].value != 0] or list(cells)
    return max(named, key=lambda code: cells[code].or_zero())


def _may_be_exceeded(cells: dict[str, Cell], top: str, whole: Cell) -> bool:
    """Whether a withheld number may be higher than the highest that is shown: the rest of the whole is."""
    if all(cell.status != "c" for cell in cells.values()):
        return False
    rest = whole.or_zero() - sum(cell.or_zero() for cell in cells.values())
    return not whole.shown or rest >= cells[top].or_zero()


def victims_by_category(release: Release, breakdown: str) -> str:
    """The most frequent category among the nation's assisted victims: by "exploitation" or "destination".

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.victims_by_category(open_report(year=2023), "exploitation")
        '...: ... of those assisted in the nation...'
    """
    w = Words(release)
    cells = release.by("victims_assisted", breakdown, place=NATION)
    measure = (
        w.say("Victims and suspected victims assisted by country of destination")
        if breakdown == "destination"
        else w.say("Victims and suspected victims assisted by form of exploitation")
    )
    if nothing := _nothing(w, measure, cells.values()):
        return nothing
    top, whole = leading(cells), release.cell("victims_assisted", place=NATION)
    if not cells[top].shown or not whole.shown:
        return w.say("Most categories are withheld, so that nobody can be identified")
    if pair := _close_pair(cells):
        values = _both(w, breakdown, cells, pair, whole)
        return w.say("{first}: {part} of those assisted in the nation; {second}: {other}", **values)
    return w.say(
        "{name}: {part} of those assisted in the nation{earlier}",
        name=w.code(breakdown, top),
        part=w.part(cells[top], whole),
        earlier=_part_before(w, "victims_assisted", breakdown, top),
    )


def _close_pair(cells: dict[str, Cell]) -> list[str]:
    """The two highest of the named categories where the first is not clear of the second; else none."""
    named = [code for code in cells if code not in UNNAMED and cells[code].value]
    if len(named) < 2 or leads(cells[code].or_zero() for code in named):
        return []
    return sorted(named, key=lambda code: -cells[code].or_zero())[:2]


def _both(w: Words, breakdown: str, cells: dict[str, Cell], pair: list[str], whole: Cell) -> dict[str, str]:
    """Two categories and their parts of a whole; only names of countries keep their capitals."""
    first, second = (w.code(breakdown, code) for code in pair)
    return {
        "first": first,
        "second": second if breakdown == "destination" else lower_first(second),
        "part": w.part(cells[pair[0]], whole),
        "other": w.part(cells[pair[1]], whole),
    }


def _part_before(w: Words, indicator: str, breakdown: str, code: str) -> str:
    """A category's part of the nation's whole the year before, ' (28% in 2022)'; empty where it is not shown."""
    if not w.has_before:
        return ""
    cell = w.release.by(indicator, breakdown, place=NATION, period=w.before).get(code, MISSING)
    whole = w.release.cell(indicator, place=NATION, period=w.before)
    if not cell.shown or not whole.value:
        return ""
    return w.say(" ({pct} in {year})", pct=w.part(cell, whole), year=w.before)


def _nothing(w: Words, measure: str, cells: Collection[Cell]) -> str:
    """What to say of the nation by category where a chart would draw nothing; else an empty text."""
    if any(cell.value for cell in cells):
        return ""
    values = {"measure": measure, "year": w.year}
    if any(cell.status == "c" for cell in cells):
        return w.say(
            "{measure}: the numbers of {year} are withheld, so that nobody can be recognised", **values
        )
    if any(cell.shown for cell in cells):
        return w.say("{measure}: there was none in {year}", **values)
    return w.say("{measure}: the numbers of {year} are not available", **values)


def victims(release: Release) -> str:
    """How many of those whom the nation assisted the province assisted; of the nation, which part was referred.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.victims(open_report(province="lang-son", year=2023))
        "The province assisted ... of the nation's ... victims and suspected victims"
    """
    w = Words(release)
    nation = release.cell("victims_assisted", place=NATION)
    own = release.cell("victims_assisted")
    if release.scope.province and own.value == 0:
        return w.say(
            "The province assisted none of the nation's {nation} victims and suspected victims",
            nation=w.cell(nation),
        )
    if release.scope.province and own.shown:
        return w.say(
            "The province assisted {n} of the nation's {nation} victims and suspected victims",
            n=w.cell(own),
            nation=w.cell(nation),
        )
    if (
        release.scope.province
        and (region := release.cell("victims_assisted", place=release.region.slug)).shown
    ):
        return w.say(
            "Victims and suspected victims assisted in {place}: {region}; nationwide: {value}",
            place=w.place(release.region.slug),
            region=w.cell(region),
            value=w.cell(nation),
        )
    return w.say(
        "Victims and suspected victims assisted nationwide: {value}{referred}",
        value=w.cell(nation),
        referred=_referred(w),
    )


def _referred(w: Words) -> str:
    """Which part of those whom the nation assisted was referred, this year and the year before; empty if not known."""
    parts = []
    for year in (w.year, *([w.before] if w.has_before else [])):
        assisted, referred = (
            w.release.cell(name, place=NATION, period=year)
            for name in ("victims_assisted", "victims_referred")
        )
        parts += [w.part(referred, assisted)] if referred.shown and assisted.value else []
    if not parts or not w.release.cell("victims_referred", place=NATION).shown:
        return ""
    if len(parts) == 1:
        return w.say("; referred or transferred to a service: {part}", part=parts[0])
    return w.say(
        "; referred or transferred to a service: {part} ({earlier} in {year})",
        part=parts[0],
        earlier=parts[1],
        year=w.before,
    )


def victims_profile(release: Release) -> str:
    """Which part of those whom the nation assisted were women or girls.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.victims_profile(open_report(province="lang-son", year=2023))
        'Women and girls: ... of those assisted in the nation (... in 2022)'
    """
    w = Words(release)
    women = release.by("victims_assisted", "sex", place=NATION).get("female", MISSING)
    whole = release.cell("victims_assisted", place=NATION)
    if not women.shown or not whole.value:
        return w.say("The split by sex is withheld, so that nobody can be identified")
    return w.say(
        "Women and girls: {part} of those assisted in the nation{earlier}",
        part=w.part(women, whole),
        earlier=_part_before(w, "victims_assisted", "sex", "female"),
    )


def reintegration(release: Release) -> str:
    """How many people began support in reintegration, here and in the nation.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.reintegration(open_report(year=2023))
        'People who began support to rebuild their lives: ...'
    """
    w = Words(release)
    own = release.cell("victims_reintegrated")
    nation = w.cell(release.cell("victims_reintegrated", place=NATION))
    if release.scope.province is None:
        earlier = w.since_before("victims_reintegrated") if release.scope.place == NATION else ""
        return w.say(
            "People who began support to rebuild their lives: {nation}{earlier}",
            nation=nation,
            earlier=earlier,
        )
    if own.status == "c":
        return w.say(
            "The number who began support here is withheld; nationwide it is {nation}", nation=nation
        )
    if own.value is None:
        return w.say("Support in reintegration of {year} is not available", year=w.year)
    if not own.value:
        return w.say("Nobody began support in reintegration here; nationwide {nation} did", nation=nation)
    return w.say("People who began support here: {own}; nationwide: {nation}", own=w.cell(own), nation=nation)
