"""Exhibits that lead to where their numbers come from.

An exhibit need not say which indicators it shows: the Release notes which ones it asks for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from helpers.arguments import check_call
from helpers.privacy.release import Release, check_release
from helpers.report.exhibit import Exhibit, Origin
from helpers.report.front_matter import KeyResults, Several
from helpers.report.scopes import check_scope
from helpers.report.words import Words

Show = Callable[..., Any]


def traceable(show: Show) -> Show:
    """The function, checked against its scope, with the origins of the indicators that it asked the Release for."""

    @wraps(show)
    def shown(*given: Any, **named: Any) -> Any:
        check_call(show, given, named)
        release, *arguments = given or (named.pop("release"),)
        check_release(f"report.{show.__name__}", release)
        check_scope(show.__name__, release)
        with release.noting() as noted:
            made = show(release, *arguments, **named)
        origins = tuple(origin_of(release, name) for name in noted)
        if release.framework:
            origins = _of_project(made, origins, release)
        return _with_origins(made, origins)

    return shown


def own_origins(release: Release) -> tuple[Origin, ...]:
    """The entries of the annex on the indicators that the report's project alone has."""
    if release.framework is None:
        return ()
    every = release.framework.project.indicators
    return tuple(
        Origin(f"from-project-{each.id}", each.label[release.language], ())
        for each in every
        if each.own and each.label
    )


def _of_project(made: Any, origins: tuple[Origin, ...], release: Release) -> tuple[Origin, ...]:
    """Of all that a results framework is computed from, what is told: indicators named, and baselines where shown."""
    if isinstance(made, Exhibit):
        said = made.to_text()
    elif isinstance(made, KeyResults):
        said = " ".join(f"{item.label} {item.detail}" for item in made.items)
    else:
        return origins
    assert release.framework is not None
    baselines: set[str] = set()
    if Words(release).say("Baseline").lower() in said.lower():
        every = [each.baseline for each in release.framework.project.indicators]
        baselines = {origin_of(release, b.measures).id for b in every if b and b.measures}
    told = tuple(o for o in origins if o.id in baselines or o.name.lower() in said.lower())
    own = tuple(o for o in own_origins(release) if o.name.lower() in said.lower())
    return (*told, *own) or origins


def origin_of(release: Release, indicator: str) -> Origin:
    """The entry of the annex on an indicator, and the names by which tables call it."""
    found = release.indicator(indicator)
    label, short = found.label[release.language], found.short_label[release.language]
    return Origin(f"from-{indicator.replace('_', '-')}", label, (short,))


def _with_origins(made: Any, origins: tuple[Origin, ...]) -> Any:
    if isinstance(made, Exhibit):
        return replace(made, origins=origins)
    if isinstance(made, KeyResults):
        return KeyResults(made.items, (each.id for each in origins))
    if isinstance(made, Several):
        return Several(_with_origins(each, _spoken_of(each, origins)) for each in made.items)
    return made


def _spoken_of(made: Any, origins: tuple[Origin, ...]) -> tuple[Origin, ...]:
    """Of the indicators that several exhibits were made from, those that one of them names."""
    said = made.to_text().lower() if isinstance(made, Exhibit) else ""
    return tuple(o for o in origins if any(name.lower() in said for name in (o.name, *o.others)))
