"""No English is left in Vietnamese pages: every word that is no Vietnamese syllable is a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from helpers.paths import Project

SYLLABLE = re.compile(
    r"(ngh|ng|nh|th|tr|ch|kh|ph|gh|gi|qu|[bcdghklmnprstvx])?"
    r"(oai|oay|uay|uyen|uye|uya|yeu|ieu|uoi|uou|oeo|uy|ia|ie|ua|uo|uu|ui|ue|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|iu|ya|ye|[aeiouy])"
    r"(ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)
NAMES = {
    "Campuchia",
    "Myanmar",
    "Malaysia",
    "INL",
    "IOM",
    "PRM",
    "UNODC",
    "ASEAN",
    "MPACT",
    "Wilson",
    "HTCDS",
    "IATI",
    "Frictionless",
    "RO-Crate",
    "SHA",
    "CSV",
    "CSVW",
    "PDF",
    "III",
    "HTML",
    "XLSX",
}
_WORD = re.compile(r"(?<![\w/.-])[A-Za-z][A-Za-z-]{2,}(?![\w./-]|\.\w)")
_FILE = re.compile(r"[\w/-]+\.(?:csv|xlsx|json|ipynb|xml|html|pdf|docx)\b|[\w.-]+@[\w.-]+\w")
"""Names of files, and addresses for e-mail."""
_READ_ALOUD = ("title", "aria-label", "alt", "placeholder")


def foreign_words(page: Path, within: str) -> set[str]:
    """Words of the page's text, and of what is read aloud, that are neither Vietnamese nor a known name."""
    root = html.fromstring(page.read_bytes())
    found: set[str] = set()
    for part in root.xpath(within):
        texts = part.xpath(".//text()[not(ancestor::style or ancestor::script or ancestor::*[@lang='en'])]")
        texts += [
            each.get(name, "") for each in part.iter() for name in _READ_ALOUD if each.get("lang") != "en"
        ]
        for text in texts:
            found |= set(_WORD.findall(_FILE.sub(" ", str(text))))
    return {word for word in found if word not in NAMES and not SYLLABLE.fullmatch(word)}


@pytest.mark.parametrize("name", ["lang-son/index", "lang-son/annex", "viet-nam/index", "viet-nam/annex"])
def test_reports_have_no_english_word(built: Project, name: str) -> None:
    assert foreign_words(built.reports / f"2023/vi/{name}.html", "//body") == set()


@pytest.mark.parametrize("name", ["index", "indicators"])
def test_portal_has_no_english_word(built: Project, name: str) -> None:
    assert foreign_words(built.reports / f"{name}.html", "//main/*[@lang='vi']") == set()


def test_an_english_word_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<body><p title="Show">Gói dữ liệu: Data Package, tables.xlsx, RO-Crate</p></body>', encoding="utf-8"
    )
    assert foreign_words(page, "//body") == {"Show", "Data", "Package"}
