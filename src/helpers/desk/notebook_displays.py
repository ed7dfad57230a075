"""How values look at a notebook's front end: an exhibit with its alt text, an indicator's sheet, what is withheld.

Words here are read by analysts only. Nothing is counted but the cells of a Release by their status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from helpers.errors import WorkbookError
from helpers.inputs.params.settings import Bilingual, Language
from helpers.metrics.indicator import Indicator
from helpers.privacy.release import Release
from helpers.privacy.scope import NATION
from helpers.render.cell_options import DESK_ROLE
from helpers.render.compose import END_FOR_DONORS
from helpers.render.pandoc import asset
from helpers.report import escape, theme
from helpers.report.data_table import SYMBOLS
from helpers.report.exhibit import Exhibit
from helpers.report.front_matter import Bundle
from helpers.report.words import Words

DESK = {"report": {"role": DESK_ROLE}}
NOTHING = {"text/html": "", "text/plain": ""}
_OURS = ".jp-OutputArea-output:has(.exhibit, .key-results, .main-points, .notice, .desk)"
_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "alt": "Alternative text",
        "refer": "Refer to it as",
        "withheld": "What is withheld",
        "indicator": "Indicator",
        "place": "Place",
        "shown": "shown",
        "nothing": "Nothing of this report's year is withheld.",
        "empty": "Nothing to say for this place.",
        "stale": "Returns or params have changed since this report was opened: what you see may be out of date. "
        "Run the cell with open_report again, or press Show in the form.",
    },
    "vi": {
        "alt": "Văn bản thay thế",
        "refer": "Viện dẫn bằng",
        "withheld": "Số liệu không công bố",
        "indicator": "Chỉ tiêu",
        "place": "Địa phương",
        "shown": "hiển thị",
        "nothing": "Báo cáo năm này không có số liệu nào bị ẩn.",
        "empty": "Không có gì để nêu cho địa phương này.",
        "stale": "Báo cáo đầu vào hoặc tham số đã thay đổi từ khi mở báo cáo này: số liệu trên màn hình có thể đã cũ. "
        "Hãy chạy lại ô có open_report, hoặc bấm Hiển thị trong biểu mẫu.",
    },
}
_SHEET = {
    "definition": "Definition",
    "unit": "Unit",
    "table": "Table of the return",
    "measure": "Column",
    "aggregation": "Made by",
    "per": "Per",
    "filter": "Rows counted",
    "breakdowns": "Broken down by",
    "periods": "Published by",
    "people": "Counts people",
    "sensitive": "Under disclosure control",
    "higher_is": "A higher value is",
}
_MARKS = {"c": "[c]", "x": "[x]", "z": "[z]"}
_HEADING = ("id", "label", "short_label")


def bundle(value: Any, *, plain: bool = False) -> tuple[Bundle, dict[str, Any]]:
    """Mime bundle and metadata of a value: as in a build, and unless `plain` with what only analysts see."""
    if isinstance(value, Indicator):
        return {"text/html": _desk(_sheet(value)), "text/plain": f"{value.id}: {value.label['en']}"}, DESK
    if isinstance(value, Release):
        return {"text/html": _desk(withheld(value)), "text/plain": repr(value)}, DESK
    given = value._repr_mimebundle_()
    data, metadata = given if isinstance(given, tuple) else (given, {})
    if isinstance(value, Exhibit) and not plain:
        data = {**data, "text/html": data["text/html"] + END_FOR_DONORS + _about(value)}
    return data, metadata


def style() -> str:
    """The look of the reports for the outputs of a notebook, once for the whole page."""
    faces = f"{_OURS} {{ font: 400 0.9375rem/1.5 var(--font); color: var(--ink); padding-right: 1rem; }}"
    numbers = (
        f"{_OURS} figcaption::before {{ content: none !important; }}"  # cells are too far apart to count
    )
    return (
        f"<style>\n{theme.css_variables()}{faces}\n{_OURS} {{\n{asset('report.css')}}}\n{numbers}\n</style>"
    )


def stale_notice(language: Language) -> dict[str, str]:
    """What to say when the files have moved on."""
    text = _WORDS[language]["stale"]
    return {"text/html": f'<p class="notice" role="alert">{escape.markup(text)}</p>', "text/plain": text}


def nothing_to_say(language: Language) -> dict[str, str]:
    """What stands below a cell whose exhibit has nothing to show of this place."""
    text = _WORDS[language]["empty"]
    return {"text/html": f'<p class="desk"><em>{escape.markup(text)}</em></p>', "text/plain": text}


def fault_in_words(fault: BaseException) -> str:
    """The message of a fault; for a fault that is not the workbook's own, its kind too."""
    return str(fault) if isinstance(fault, WorkbookError) else f"{type(fault).__name__}: {fault}"


def withheld(release: Release) -> str:
    """What of the report's year is not shown of its place, region and nation, by indicator, and why."""
    w, words = Words(release), _WORDS[release.language]
    places = [release.scope.place]
    if release.scope.province:
        places += [release.region.slug, NATION]
    frame = release.frame
    own = frame[frame["place"].isin(places) & frame["period"].str.startswith(str(release.scope.year))]
    counts = Counter(zip(own["place"], own["indicator"], own["status"], strict=True))
    rows = "".join(
        f'<tr><th scope="row">{escape.markup(w.place(place))}</th><td>{escape.markup(w.label(name))}</td>'
        + "".join(f'<td class="right">{counts[place, name, status]}</td>' for status in ("shown", *_MARKS))
        + "</tr>"
        for place in places
        for name in release.catalogue
        if counts[place, name, "c"]
    )
    marks = "".join(
        f'<th class="right">{mark} {SYMBOLS[mark][release.language]}</th>' for mark in _MARKS.values()
    )
    head = f"<th>{words['place']}</th><th>{words['indicator']}</th><th class='right'>{words['shown']}</th>{marks}"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    title = f"{w.place()}, {release.scope.year}: {words['withheld']}"
    explanation = "<br>".join(map(escape.markup, release.explanation[release.language].splitlines()))
    return (
        f"<h4>{escape.markup(title)}</h4><p>{explanation}</p>"
        f"{table if rows else '<p>' + words['nothing'] + '</p>'}"
    )


def _about(exhibit: Exhibit) -> str:
    words = _WORDS[exhibit.language]
    told = escape.markup(exhibit.alt.rstrip("."))
    alt = f"<strong>{words['alt']}:</strong> {told}. " if told else ""
    return f'<p class="desk exhibit-source">{alt}<strong>{words["refer"]}</strong> <code>@{exhibit.id}</code></p>'


def _sheet(indicator: Indicator) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape.markup(name)}</th>'
        f"<td>{_text(value, 'en')}</td><td>{_text(value, 'vi')}</td></tr>"
        for name, value in _entries(indicator)
    )
    heads = "".join(f"<th>{escape.markup(indicator.label[code])}</th>" for code in ("en", "vi"))
    return f"<table><thead><tr><th><code>{indicator.id}</code></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _entries(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """Name and value of every field that says something, those of its parts in their place."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, BaseModel) and not isinstance(value, Bilingual):
            yield from _entries(value)
        elif name not in _HEADING and value not in (None, [], {}, ()):
            yield _SHEET.get(name, name.replace("_", " ").capitalize()), value


def _text(value: Any, language: Language) -> str:
    if isinstance(value, Bilingual):
        return escape.markup(value[language])
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "vi": ("không", "có")}[language][value]
    if isinstance(value, dict):
        return "; ".join(f"{escape.markup(str(key))}: {_text(item, language)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(item, language) for item in value)
    return escape.markup(str(value))


def _desk(content: str) -> str:
    return f'<div class="desk">{content}</div>'
