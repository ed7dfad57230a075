"""The portal's page of indicators: the reference sheet of each, in every language. No number stands on it."""

from __future__ import annotations

from functools import partial

from helpers.inputs.params.codelists import read_codelists
from helpers.inputs.params.settings import Settings
from helpers.inputs.params.tables import read_tables
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.portal.page import render_template
from helpers.portal.portal_words import WORDS
from helpers.report.reference import Meanings, sheet_of
from helpers.report.words import Messages


def render_indicators(project: Project, settings: Settings) -> str:
    """The page's HTML, like the portal's.

    Raises:
        ParamsError: a params file is wrong.
    """
    in_law = partial(settings.in_law_of, max(settings.years))  # the words of today
    meanings = Meanings(
        read_catalogue(project).worded(in_law), read_tables(project), read_codelists(project).worded(in_law)
    )
    languages = [
        (
            language,
            WORDS[language],
            [sheet_of(Messages(language), meanings, name) for name in meanings.catalogue],
        )
        for language in settings.languages
    ]
    switch = [(language, words) for language, words, _ in languages]
    return render_template("indicators.html", switch[0][1].indicators_head, switch, languages=languages)
