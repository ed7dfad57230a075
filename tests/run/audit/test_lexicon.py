"""Which cell a row means: 'Not recorded' is of sex and of age, and each is judged by its own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.inputs.settings import Language
from helpers.privacy.release import Release
from helpers.run.audit.claims import Written
from helpers.run.audit.judging import judged
from helpers.run.audit.lexicon import Lexicon
from helpers.run.audit.pages import read_page
from helpers.run.audit.vouched import Vouched
from small_release import small_release

NATION = {"en": "Viet Nam 2023", "vi": "Việt Nam 2023"}
UNKNOWN = {"en": "Not recorded", "vi": "Không ghi nhận"}


def release_in(language: Language) -> Release:
    """Sex is withheld where it was not recorded, age is shown: 7."""
    release = small_release(language)
    cell = ("victims_assisted", "nation", "viet-nam", "2023", "age_band", "unknown", 7.0, "shown")
    added = pd.DataFrame([cell], columns=release.frame.columns)
    return replace(release, frame=pd.concat([release.frame, added], ignore_index=True))


def said_of(rows: list[tuple[str, ...]], release: Release) -> str:
    """What the audit says of the profile of victims with these rows."""
    lines = [("", NATION[release.language]), *rows]
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)
    page = f'<html><head><meta charset="utf-8"></head><figure id="tbl-victims-profile"><table>{body}</table></figure>'
    written = Written("index.html", page.encode(), release, Lexicon(release))
    return "\n".join(map(str, judged(read_page(written), release, Vouched(release), in_lines=False)))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_label_of_two_lists_is_of_the_one_that_heads_its_rows(language: Language) -> None:
    release, unknown = release_in(language), UNKNOWN[language]
    words = Lexicon(release)
    sex, age = (words.column("victims_assisted", name) for name in ("sex", "age_band"))
    assert said_of([(sex, ""), (unknown, "[c]"), (age, ""), (unknown, "7")], release) == ""
    assert said_of([(age, ""), (unknown, "7"), (sex, ""), (unknown, "[c]")], release) == ""
    assert said_of([(age,), (unknown, "7")], release) == "", "a head across all columns"
    leak = said_of([(sex, ""), (unknown, "7"), (age, ""), (unknown, "7")], release)
    assert "sex unknown, which is withheld" in leak
    assert "age_band unknown is not the one" in said_of([(age, ""), (unknown, "3")], release)
    assert "a mark stands for" in said_of([(age, ""), (unknown, "[c]")], release)


def test_label_of_two_lists_without_a_head_is_refused() -> None:
    found = said_of([("Not recorded", "7")], release_in("en"))
    assert "a label of several lists, and no row above names the one that is meant" in found
    assert said_of([("Not recorded", "[c]")], release_in("en")) == ""


def test_label_of_one_list_needs_no_head() -> None:
    assert "sex male, which is withheld" in said_of([("Male", "3")], release_in("en"))
    assert "sex male, which is withheld" in said_of([("Age band", ""), ("Male", "3")], release_in("en"))
