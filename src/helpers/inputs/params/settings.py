"""params/workbook.yml and params/years/*.yml, and the check of a report's parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from helpers.arguments import is_whole, shown
from helpers.errors import ParamsError, did_you_mean
from helpers.inputs.params.number_marks import without_marks
from helpers.inputs.params.report_time import PART_OF_YEAR, PARTS, ReportTime, months_of
from helpers.inputs.params.yaml_files import Located, Strict, read_located, read_yaml
from helpers.paths import Project

Language = Literal["en", "vi"]
Vintage = Literal["63", "34"]


def _month(text: str) -> str:
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        raise ValueError("must be a month such as 2023-05")
    return text


Month = Annotated[str, AfterValidator(_month)]


def _part(text: str) -> str:
    if not PART_OF_YEAR.fullmatch(text):
        raise ValueError("must be a quarter such as 2023-Q1, or a half such as 2023-H1")
    return text


Part = Annotated[str, AfterValidator(_part)]


Text = Annotated[str, Field(min_length=1), AfterValidator(without_marks)]


class Bilingual(Strict):
    """One text in the report languages, without the marks beside numbers that the file has."""

    en: Text
    vi: Text

    def __getitem__(self, language: str) -> str:
        return self.vi if language == "vi" else self.en

    @property
    def both(self) -> tuple[str, str]:
        """English and Vietnamese, as messages take them."""
        return self.en, self.vi


class Default(Strict):
    """The report that a notebook opens without parameters."""

    province: str
    year: int
    language: Language


class LawTerm(Strict):
    """Words of a law that reports of a year and later use: `vi` has the old word and the new."""

    from_year: int
    vi: dict[Text, Text] = Field(min_length=1)


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise ValueError(
            f"'{text}' is no e-mail address; write one such as office@example.org, or take it out"
        )
    return text


def _organisation(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]+-[^\s/&|?]+", text):
        raise ValueError(
            f"'{text}' is no identifier of an organisation; write a registration agency of org-id.guide and a number "
            "there, such as XM-DAC-47066, or take it out"
        )
    return text


def _licence_code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", text):
        raise ValueError(f"'{text}' is no code of a licence; write that of the SPDX list, such as CC-BY-4.0")
    return text


def _address_of_page(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[^\s]+", text):
        raise ValueError(f"'{text}' is no address of a page; write one such as https://example.org/terms")
    return text


def _address_of_site(text: str) -> str:
    return _address_of_page(text).rstrip("/") + "/"


DEMONSTRATION_AGENCY = "XX-"
"""Begins an identifier of nobody: XX is no country's code (ISO 3166), and no registration agency begins with it."""
_RESERVED = re.compile(r"(.*[@.])?(example(\.(com|net|org))?|test|invalid)", re.IGNORECASE)
"""Names on the internet that nobody can have (RFC 2606)."""


def _reaches_nobody(address: str) -> bool:
    return bool(_RESERVED.fullmatch(address))


class Contact(Strict):
    """The person or office that answers for the reports, with a postal address; `name` stands on covers."""

    name: Bilingual
    address: Bilingual
    email: Annotated[str, AfterValidator(_email)] | None = None


class Licence(Strict):
    """Terms on which something may be used: `code` is that of the SPDX list, such as CC-BY-4.0."""

    code: Annotated[str, AfterValidator(_licence_code)]
    name: Bilingual
    url: Annotated[str, AfterValidator(_address_of_page)]


class About(Strict):
    """What every report, the portal and the data package say of themselves.

    `iati_reporting_org` is the identifier under which iati.xml of projects is published: the standard's
    reporting-org/@ref, which iati-identifier begins with. `site` is the address under which reports/ is published; the
    list of pages for search engines and the feed of versions need it, and are written only where it is given.
    """

    contact: Contact
    site: Annotated[str, AfterValidator(_address_of_site)] | None = None
    iati_reporting_org: Annotated[str, AfterValidator(_organisation)] | None = None
    revisions: Bilingual
    data_licence: Licence
    text_licence: Licence


class Settings(Strict):
    """params/workbook.yml."""

    demonstration: bool
    returns: str
    stations: str
    languages: list[Language] = Field(min_length=1)
    years: list[int] = Field(min_length=1)
    default: Default
    about: About
    law_terms: list[LawTerm] = Field(default_factory=list)

    def terms_of(self, year: int) -> dict[str, str]:
        """Vietnamese words that a law had replaced by a year, and the new ones."""
        return {old: new for term in self.law_terms if year >= term.from_year for old, new in term.vi.items()}

    @property
    def published_about(self) -> About:
        """`about` as it is published: of real returns without addresses and an identifier that are placeholders."""
        about, contact = self.about, self.about.contact
        if self.demonstration:
            return about
        if contact.email and _reaches_nobody(contact.email):
            contact = contact.model_copy(update={"email": None})
        known = about.iati_reporting_org
        if known and known.startswith(DEMONSTRATION_AGENCY):
            known = None
        site = None if about.site and _reaches_nobody(urlsplit(about.site).hostname or "") else about.site
        return about.model_copy(update={"contact": contact, "iati_reporting_org": known, "site": site})

    @property
    def lacking(self) -> list[str]:
        """What reports on real returns lack, each with what to do; of demonstration data nothing is lacking."""
        about, file = self.published_about, "params/workbook.yml, about"
        if self.demonstration:
            return []
        lacking = []
        if about.contact.email is None:
            lacking.append(
                f"{file}.contact.email: readers have no address to write to; give one that somebody reads"
            )
        if about.iati_reporting_org is None:
            lacking.append(
                f"{file}.iati_reporting_org: without it no project gets an iati.xml; give the identifier under which "
                "you publish"
            )
        return lacking

    def in_law_of(self, year: int, text: Bilingual) -> Bilingual:
        """A text in the words of the law of a year."""
        vietnamese = text.vi
        for old, new in self.terms_of(year).items():
            vietnamese = vietnamese.replace(old, new)
        return text if vietnamese == text.vi else Bilingual(en=text.en, vi=vietnamese)


class ReturnFolder(Strict):
    """Where returns of a span of months lie, and the vintage of the commands that sent them."""

    folder: str
    vintage: Vintage
    first_month: Month
    last_month: Month

    @property
    def months(self) -> list[str]:
        """The months that a complete return covers, such as 2023-05."""
        year = int(self.first_month[:4])
        return [f"{year}-{m:02d}" for m in range(int(self.first_month[5:]), int(self.last_month[5:]) + 1)]


class YearParams(Strict):
    """params/years/<year>.yml. `updated_date` is that of the latest revision; without it nothing was revised."""

    vintage: Vintage
    published_date: date
    updated_date: date | None = None
    returns: list[ReturnFolder] = Field(min_length=1)
    published_dates: dict[Part, date] = Field(default_factory=dict)

    @property
    def months(self) -> list[str]:
        """The months that returns are due of, in order."""
        return sorted({month for part in self.returns for month in part.months})

    @property
    def is_whole(self) -> bool:
        """Whether returns are due of all twelve months: until then a year's total is that of the quarters so far."""
        return len(self.months) == 12

    def published_on(self, period: str | None = None) -> date:
        """The date on the cover of the year's reports, or of those on a quarter or half of it."""
        return self.published_dates.get(period or "", self.published_date)

    @model_validator(mode="after")
    def _months_in_order(self) -> YearParams:
        for part in self.returns:
            if part.first_month[:4] != part.last_month[:4] or part.first_month > part.last_month:
                raise ValueError(f"folder {part.folder}: first_month must not come after last_month")
        return self

    @field_validator("updated_date")
    @classmethod
    def _not_before_publication(cls, day: date | None, known: ValidationInfo) -> date | None:
        published = known.data.get("published_date")
        if day and published and day < published:
            raise ValueError(f"is before published_date; give {published} or later, or leave it out")
        return day


def read_settings(project: Project) -> Settings:
    """The project's settings.

    Raises:
        ParamsError: the file is missing or breaks its rules; or demonstration data have an address that reaches
            somebody, or an identifier under which they could pass for somebody's own.
    """
    file = read_located(project.settings, Settings, shown_as=project.show(project.settings))
    if file.content.demonstration and (faults := list(_taken_for_real(file))):
        raise ParamsError("\n".join(faults))
    return file.content


def _taken_for_real(file: Located[Settings]) -> Iterator[str]:
    about = file.content.about
    email, known = about.contact.email, about.iati_reporting_org
    if email and not _reaches_nobody(email):
        yield (
            f"{file.at('about', 'contact', 'email')}: '{email}' could be somebody's, and these are demonstration data; "
            "write an address of example.org, or set demonstration: false"
        )
    if known and not known.startswith(DEMONSTRATION_AGENCY):
        yield (
            f"{file.at('about', 'iati_reporting_org')}: '{known}' is in the form of a registered publisher's, for "
            f"whose own these demonstration data could be taken; write one that begins with "
            f"{DEMONSTRATION_AGENCY}, such as {DEMONSTRATION_AGENCY}DEMO-BORDER-GUARD, or set demonstration: false"
        )


def read_year(project: Project, year: int) -> YearParams:
    """What holds for the reports of a year.

    Raises:
        ParamsError: the year is not listed in the settings, or its file breaks its rules.
    """
    settings = read_settings(project)
    check_year(settings, year)
    path = project.params / "years" / f"{year}.yml"
    params = read_yaml(path, YearParams, shown_as=project.show(path))
    for part in params.returns:
        if part.first_month[:4] != str(year):
            raise ParamsError(f"{project.show(path)}: first_month {part.first_month} lies outside {year}")
    for period in params.published_dates:
        if period[:4] != str(year):
            raise ParamsError(f"{project.show(path)}: published_dates: {period} lies outside {year}")
    return params


def check_period(project: Project, time: ReportTime) -> YearParams:
    """What holds for the reports of a time, of which returns are due and which is over on the date of the report.

    No clock is asked: that date stands in params.

    Raises:
        ParamsError: there is no such year, or the part is not over when its report is dated, or no return covers it.
    """
    params = read_year(project, time.year)
    if not time.period:
        return params
    wanted, file = months_of(time.period), f"params/years/{time.year}.yml"
    if not set(wanted) <= set(params.months):
        fitting = [part for part in PARTS if set(months_of(f"{time.year}-{part}")) <= set(params.months)]
        instead = f"; write {_listed([f'{time.year}-{part}' for part in fitting])}" if fitting else ""
        raise ParamsError(
            f"there are no returns of the whole of {time.period}: {file} has months from {params.months[0]} to "
            f"{params.months[-1]}{instead}"
        )
    dated = params.published_on(time.period)
    if dated.isoformat()[:7] <= wanted[-1]:
        raise ParamsError(
            f"{time.period} is not over on {dated.isoformat()}, the day that {file} dates its report; give it a later "
            f"date there, 'published_dates: {{{time.period}: ...}}', or write an earlier period"
        )
    return params


def check_year(settings: Settings, year: object) -> int:
    """The year, which the project must report on.

    Raises:
        ParamsError: not a whole number, or not among the settings' years.
    """
    if not is_whole(year):
        raise ParamsError(f"year: must be a whole number such as {settings.years[0]}, not {shown(year)}")
    found = int(cast(int, year))
    if found not in settings.years:
        known = ", ".join(map(str, settings.years))
        raise ParamsError(f"unknown year {found}; params/workbook.yml has {known}")
    return found


def check_language(settings: Settings, language: object) -> None:
    """Refuse a language that reports are not written in.

    Raises:
        ParamsError: not among the settings' languages.
    """
    if not isinstance(language, str) or language not in settings.languages:
        wanted = language if isinstance(language, str) else ""
        raise ParamsError(f"unknown language {shown(language)}" + did_you_mean(wanted, settings.languages))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
