"""A comparison in words: lines for the terminal, Markdown for a pull request. Neither has a guarded value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\\|<>*_`[]@#~"}
_NOT_DRAWN = "; pages of HTML are not drawn here, so open it before and after"
_FIRST = 20
"""So many numbers, sentences and exhibits are listed; the page has all."""


def summary(told: dict[str, Any]) -> str:
    """One sentence: how many reports, numbers, sentences and exhibits differ."""
    changed, cells = len(told["changed"]), told["cells"]
    compared = "1 report compared" if told["reports"] == 1 else f"{told['reports']} reports compared"
    if not (changed or told["came"] or told["went"]):
        return f"{compared}: no difference"
    parts = [f"{changed} differ{'s' if changed == 1 else ''}"]
    parts += [
        f"{len(told[each])} {said}"
        for each, said in (("came", "are new"), ("went", "are gone"))
        if told[each]
    ]
    counts = [(len(cells), "number", "numbers")]
    if not told["years"]:
        counts += [
            (_sentences(told["texts"]), "sentence", "sentences"),
            (len(told["exhibits"]), "figure or table", "figures and tables"),
        ]
    what = ", ".join(f"{count or 'no'} {one if count == 1 else many}" for count, one, many in counts)
    rest = "; sentences and charts of two years are not compared" if told["years"] else ""
    looks = "".join(f"; {each['what']} of {_pages(each['pages'])}" for each in told["looks"])
    return f"{compared}: {', '.join(parts)}; {what}{looks}{rest}"


def as_lines(told: dict[str, Any]) -> Iterator[str]:
    """For the terminal."""
    yield summary(told)
    for each in told["through"]:
        yield f"  through {each['kind']}: {each['what']} ({_reports(each['reports'])})"
    for cell in told["cells"][:_FIRST]:
        yield f"  {cell_in_words(cell)}: {_before_after(cell)}"
    for text in told["texts"][:_FIRST]:
        yield f"  {_places(text['places'])}: {_text(text)}"
    for exhibit in told["exhibits"][:_FIRST]:
        yield f"  {exhibit['report']}, {exhibit['id']}: {exhibit['change']}"
    for look in told["looks"]:
        yield f"  {_places(look['pages'])}: {look_in_words(look)}{_NOT_DRAWN}"
    if more := _left_out(told):
        yield f"  {more}"


def as_markdown(told: dict[str, Any]) -> str:
    """For a pull request's comment."""
    lines = [
        "### What changed in the reports",
        "",
        f"{told['before']} → {told['after']}. {summary(told)}.",
        "",
    ]
    if told["through"]:
        lines += ["| through | what | reports |", "| --- | --- | --- |"]
        lines += [
            f"| {each['kind']} | {_cell(each['what'])} | {len(each['reports'])} |"
            for each in told["through"][:_FIRST]
        ]
        lines.append("")
    if told["cells"]:
        lines += ["| number | before | after | through |", "| --- | --- | --- | --- |"]
        for cell in told["cells"][:_FIRST]:
            before, after = (_value(cell, side) for side in ("before", "after"))
            lines.append(
                f"| {_cell(cell_in_words(cell))} | {before} | {after} | {_cell('; '.join(cell['through']))} |"
            )
        lines.append("")
    lines += [f"- {_cell(_places(each['places']))}: {_cell(_text(each))}" for each in told["texts"][:_FIRST]]
    lines += [f"- {each['report']}, {each['id']}: {each['change']}" for each in told["exhibits"][:_FIRST]]
    lines += [
        f"- {_places(each['pages'])}: {_cell(look_in_words(each))}{_NOT_DRAWN}" for each in told["looks"]
    ]
    if more := _left_out(told):
        lines += ["", f"{more}."]
    return "\n".join(lines) + "\n"


def cell_in_words(cell: dict[str, Any]) -> str:
    """Which number it is: indicator, place, period, and the part it tells of, where it is not the total."""
    part = "" if cell["dimension"] == "total" else f", {cell['dimension']} {cell['category']}"
    return f"{cell['indicator']} {cell['place']} {cell['period']}{part}"


def look_in_words(look: dict[str, Any]) -> str:
    """What of the look of pages of HTML is another, and through which files."""
    through = f" ({', '.join(look['files'])})" if look["files"] else ""
    return f"the page has another {look['what']}{through}"


def number(value: float) -> str:
    """A number without the decimals that it has not."""
    return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"


def _before_after(cell: dict[str, Any]) -> str:
    through = "; ".join(cell["through"][:2]) + (" ..." if len(cell["through"]) > 2 else "")
    return f"{_value(cell, 'before')} -> {_value(cell, 'after')}" + (f" ({through})" if through else "")


def _value(cell: dict[str, Any], side: str) -> str:
    status, value = cell[f"{side}_status"], cell[side]
    if status is None:
        return "none"
    if status != "shown":
        return f"[{status}]"
    if cell["guarded"]:
        return "a number"
    return number(value)


def _text(text: dict[str, Any]) -> str:
    if not text["before"] and not text["after"]:
        count = "1 sentence" if text["sentences"] == 1 else f"{text['sentences'] or 'no'} sentences"
        more = "" if text["sentences"] else " more than are counted here"
        return f"{count}{more}, which only the page tells: the report has guarded numbers that changed"
    if not text["before"]:
        return f"new: '{text['after']}'"
    if not text["after"]:
        return f"gone: '{text['before']}'"
    return f"'{text['before']}' -> '{text['after']}'"


def _cell(text: str) -> str:
    """Text in Markdown: nothing in it is a mark, a link or a name that is told of it."""
    return text.translate(_MARKS)


def _places(names: list[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _reports(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} reports"


def _pages(names: list[str]) -> str:
    return "1 page" if len(names) == 1 else f"{len(names)} pages"


def _sentences(texts: list[dict[str, Any]]) -> int:
    return sum(text["sentences"] for text in texts)


def _left_out(told: dict[str, Any]) -> str:
    more = {
        "numbers": len(told["cells"][_FIRST:]),
        "sentences": _sentences(told["texts"][_FIRST:]),
        "figures and tables": len(told["exhibits"][_FIRST:]),
    }
    said = [f"{count} more {name}" for name, count in more.items() if count]
    return f"and {', '.join(said)}" if said else ""
