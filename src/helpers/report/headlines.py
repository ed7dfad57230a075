"""What the tables of the standard notebooks find, as a headline in the report's language.

A notebook writes `title=report.headlines.interceptions(release)`. Where a number is withheld or was not
received, the headline says so.
"""

from __future__ import annotations

from helpers.privacy.release import MISSING, Cell, Release, share
from helpers.privacy.scope import NATION
from helpers.report.words import SMALL_BASE, Words


def outreach_by_quarter(release: Release) -> str:
    """How many leaflets went with the sessions.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.outreach_by_quarter(open_report(province="lang-son", year=2023))
        '426 leaflets went with the sessions'
    """
    w = Words(release)
    leaflets = release.cell("leaflets")
    if leaflets.value:
        return w.say("{leaflets} leaflets went with the sessions", leaflets=w.cell(leaflets))
    return w.say("No leaflets were reported with the sessions")


def interceptions(release: Release) -> str:
    """Which part of the cases were exits.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.interceptions(open_report(province="lang-son", year=2023))
        'Exits made up 59% of the cases'
    """
    w = Words(release)
    cases = release.cell("interception_cases")
    exits = release.by("interception_cases", "direction").get("exit", MISSING)
    if not cases.shown or not exits.shown:
        return w.say("Interceptions of {year} are not available", year=w.year)
    if not cases.value:
        return w.say("No illegal crossing was intercepted in {year}", year=w.year)
    if cases.value < SMALL_BASE:
        return w.say("Exits: {n} of {total} cases", n=w.cell(exits), total=w.cell(cases))
    return w.say("Exits made up {pct} of the cases", pct=w.percent(share(exits, cases).or_zero()))


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
    return w.say("The Border Guard handled {nation} cases nationwide", **values)


def victims(release: Release) -> str:
    """How many victims were assisted in the nation, and which part of them was referred.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.victims(open_report(province="lang-son", year=2023))
        'Nationwide ... victims were assisted; ... were referred or transferred to a service'
    """
    w = Words(release)
    nation = release.cell("victims_assisted", place=NATION)
    referred = share(release.cell("victims_referred", place=NATION), nation)
    if not referred.shown:
        return w.say("Nationwide {value} victims were assisted", value=w.cell(nation))
    return w.say(
        "Nationwide {value} victims were assisted; {pct} were referred or transferred to a service",
        value=w.cell(nation),
        pct=w.percent(referred.or_zero()),
    )


def victims_profile(release: Release) -> str:
    """Which part of the nation's assisted victims were women or girls.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.victims_profile(open_report(province="lang-son", year=2023))
        "... of the nation's assisted victims were women or girls"
    """
    w = Words(release)
    women = share(
        release.by("victims_assisted", "sex", place=NATION).get("female", MISSING),
        release.cell("victims_assisted", place=NATION),
    )
    if not women.shown:
        return w.say("The split by sex is withheld, so that nobody can be identified")
    return w.say("{pct} of the nation's assisted victims were women or girls", pct=w.percent(women.or_zero()))


def training(release: Release) -> str:
    """How many officers took part in how many courses and classes.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.training(open_report(province="lang-son", year=2023))
        '... officers took part in ... and ... in-depth class...'
    """
    w = Words(release)
    total = sum(cell.or_zero() for cell in officers_by_training(release, w.year))
    if not total:
        return w.say("No training of officers was reported for {year}", year=w.year)
    courses, workshops = release.cell("courses_held"), release.cell("workshops_held")
    return w.say(
        "{n} took part in {courses} and {classes}",
        n=w.counted(total, "One officer", "{n} officers"),
        courses=w.counted(
            courses.or_zero() + workshops.or_zero(), "one course or workshop", "{n} courses and workshops"
        ),
        classes=w.counted(
            release.cell("indepth_classes_held").or_zero(), "one in-depth class", "{n} in-depth classes"
        ),
    )


def officers_by_training(release: Release, year: int) -> list[Cell]:
    """Officers in courses, workshops and in-depth classes of a year."""
    by_kind = release.by("officers_trained", "kind", period=year)
    kinds = [by_kind.get(kind, MISSING) for kind in ("course", "workshop")]
    return [*kinds, release.cell("indepth_officers", period=year)]


def materials(release: Release) -> str:
    """What stations received in the year.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.materials(open_report(province="lang-son", year=2023))
        'Stations received 58 training document sets'
    """
    w = Words(release)
    return delivered(w) or w.say(
        "No delivery of document sets or equipment was reported for {year}", year=w.year
    )


def delivered(w: Words) -> str:
    """What stations received in the year as a sentence without full stop; empty where it was nothing."""
    sets, items = w.release.cell("document_sets"), w.release.cell("equipment_delivered")
    values = {
        "sets": w.counted(sets.or_zero(), "one training document set", "{n} training document sets"),
        "items": w.counted(items.or_zero(), "one item of equipment", "{n} items of equipment"),
    }
    if sets.value and items.value:
        return w.say("Stations received {sets} and {items}", **values)
    if sets.value:
        return w.say("Stations received {sets}", sets=values["sets"])
    if items.value:
        return w.say("Stations received {items}", items=values["items"])
    return ""


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
        return w.say("People who began support to rebuild their lives: {nation}", nation=nation)
    if own.status == "c":
        return w.say(
            "The number who began support here is withheld; nationwide it is {nation}", nation=nation
        )
    if own.value is None:
        return w.say("Support in reintegration of {year} is not available", year=w.year)
    if not own.value:
        return w.say("Nobody began support in reintegration here; nationwide {nation} did", nation=nation)
    return w.say("People who began support here: {own}; nationwide: {nation}", own=w.cell(own), nation=nation)


def yearly_trend(release: Release, indicators: list[str]) -> str:
    """How many of these indicators stand higher than in the year before.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.yearly_trend(open_report(province="lang-son", year=2023), ["sessions", "leaflets"])
        'Of 2 indicators, 1 stand higher than in 2022'
    """
    w = Words(release)
    if not w.has_before:
        return w.say("{year} is the first year of comparable returns", year=w.year)
    pairs = [(release.cell(name), release.cell(name, period=w.before)) for name in indicators]
    known = [(now, before) for now, before in pairs if now.shown and before.shown]
    higher = sum(now.or_zero() > before.or_zero() for now, before in known)
    return w.say(
        "Of {n} indicators, {higher} stand higher than in {before}",
        n=len(known),
        higher=higher,
        before=w.before,
    )


def regions(release: Release) -> str:
    """Which region reached most people, and which part of the nation that was.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.regions(open_report(year=2023))
        '... reached most people, ...% of the nation'
    """
    w = Words(release)
    cells = release.places("participants", "region")
    top = max(cells, key=lambda slug: cells[slug].or_zero())
    part = share(cells[top], release.cell("participants", place=NATION))
    if not part.shown:
        return w.say("Main indicators by region")
    return w.say(
        "{region} reached most people, {pct} of the nation",
        region=w.place(top),
        pct=w.percent(part.or_zero()),
    )


def ranking(release: Release) -> str:
    """Which province reached most people, and which fewest.

    Examples:
        >>> from helpers import open_report, report
        >>> report.headlines.ranking(open_report(year=2023))
        '... reached most people, ... fewest'
    """
    w = Words(release)
    cells = release.places("participants")
    order = sorted(cells, key=lambda slug: -cells[slug].or_zero())
    return w.say(
        "{first} reached most people, {last} fewest", first=w.place(order[0]), last=w.place(order[-1])
    )
