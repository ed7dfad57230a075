"""What a cell says of a province or a station, in the return of one province."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from helpers.errors import near_matches
from helpers.inputs.intake.cell_result import OTHER_SPELLING, UNTIL_THEN, Read, Reader, wrong
from helpers.inputs.intake.name_lookup import province_slug, short_station, squeezed
from helpers.inputs.intake.stations import Station, station_names, station_text
from helpers.inputs.mistakes import say
from helpers.inputs.params.provinces import Province, Provinces

_DISAGREE = (
    say("names a station by its code, and beside it another station or something else"),
    say("write one station, by its code alone"),
)
_NUMBERED = re.compile(r"(?:so|no|number)([0-9]+)")
FEW = 12  # stations that a message lists


def station_reader(own: Sequence[Station], province: Province) -> Reader:
    """How cells that name one of a province's stations are read."""
    texts = {station.code: station_text(station) for station in sorted(own, key=lambda each: each.code)}
    as_offered = {form: Read(code) for code, text in texts.items() for form in (code, text)}

    @cache
    def forms() -> tuple[dict[str, str], dict[str, str], set[str]]:
        """Names in full, and all names, squeezed -> code; and the spellings of which nothing is told."""
        full = station_names(own)
        exact = {name for station in own for name in (station.name_en, station.name_vi)}
        return full, _short_forms(own, province) | full, exact

    def read(cell: str) -> Read:
        if cell in as_offered:
            return as_offered[cell]
        full, names, exact = forms()
        code = names.get(squeezed(cell)) or names.get(short_station(cell))
        if code:
            return Read(code, None, None if cell in exact else OTHER_SPELLING)
        first, *others = re.split(r"[ :;,\n]+", cell.strip(" :;,\n"), maxsplit=1)
        if others and (code := names.get(squeezed(first))):
            rest = others[0]
            if code in (names.get(squeezed(rest)), names.get(short_station(rest))):
                return Read(code, None, None if cell in exact else OTHER_SPELLING)
            return wrong(*_DISAGREE)
        reason = say("is not a station of {province}", province=(province.name_en, province.name_vi))
        near = dict.fromkeys(full[form] for form in near_matches(short_station(cell), list(full)))
        if not near:
            known = ", ".join(texts) if len(texts) <= FEW else f"{min(texts)} ... {max(texts)}"
            return wrong(reason, say("use its code in the register of stations: {known}", known=known))
        meant = (
            " or ".join(f"'{texts[code]}'" for code in near),
            " hay ".join(f"'{texts[code]}'" for code in near),
        )
        text = say(
            "did you mean {near}? A new station is first added to the register of stations", near=meant
        )
        return wrong(reason, text)

    return read


def _short_forms(own: Sequence[Station], province: Province) -> dict[str, str]:
    """Codes without the zeros of their numbers, and names without the province's: 'Đồn số 1', 'Đồn 1', 'lang-son-1'."""
    found: dict[str, set[str]] = {}
    for station in own:
        start, _, number = station.code.rpartition("-")
        forms = {squeezed(f"{start}{int(number)}")} if number.isdecimal() else set()
        for name, of in ((station.name_vi, province.name_vi), (station.name_en, province.name_en)):
            short = short_station(name).removesuffix(squeezed(of))
            forms |= {short, numbered[1] if (numbered := _NUMBERED.fullmatch(short)) else short}
        for form in filter(None, forms):
            found.setdefault(form, set()).add(station.code)
    return {form: codes.pop() for form, codes in found.items() if len(codes) == 1}


def own_province(cell: str, province: str, provinces: Provinces, names: Mapping[str, str]) -> Read:
    """The province whose return it is."""
    if province_slug(cell, names) != province:
        reason = say("is not '{province}', the folder that the return lies in", province=province)
        return wrong(reason, UNTIL_THEN)
    known = [vintage[province] for vintage in provinces.by_vintage.values() if province in vintage]
    exact = cell == province or any(cell in (each.name_en, each.name_vi) for each in known)
    return Read(province, None, None if exact else OTHER_SPELLING)
