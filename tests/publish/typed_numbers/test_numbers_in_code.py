"""Numbers that a code cell types are found, in whatever way they come to a reader; what is computed is let pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.publish.typed_numbers.findings import TypedFinding, of_notebook
from helpers.publish.typed_numbers.typed_text import CitedFigures

PUBLISHED = CitedFigures({"victims-2023": 235.0, "courses-2023": 12.0})
SAID = 'report.say(en="{n} girls.", vi="{n} em.", n='
SETUP = (
    "from helpers import open_report, report\nimport pandas as pd\nimport seaborn as sns\n"
    "release = open_report(province=province, year=year, language=language)"
)
TYPED_OF_PEOPLE = {
    "say": 'report.say(en="{n} victims.", vi="{n} nạn nhân.", n=7)',
    "words in say": 'report.say(en="Seven victims.", vi="Bảy nạn nhân.")',
    "positional": 'report.say({"en": "7 victims.", "vi": "7 nạn nhân."})',
    "name": 'count = 7\nreport.say(en="{n} victims.", vi="{n} nạn nhân.", n=count)',
    "sum": 'report.say(en="{n} victims.", vi="{n} nạn nhân.", n=3 + 4)',
    "dictionary": 'known = {"n": 7}\nreport.say(en="{n} victims.", vi="{n} nạn nhân.", n=known["n"])',
    "keywords": 'known = {"n": 7}\nreport.say(en="{n} victims.", vi="{n} nạn nhân.", **known)',
    "builtin": 'report.say(en="{n} victims.", vi="{n} nạn nhân.", n=int("7"))',
    "function": 'def count():\n    return 7\nreport.say(en="{n} girls.", vi="{n} em.", n=count())',
    "lambda": 'count = lambda: 7\nreport.say(en="{n} girls.", vi="{n} em.", n=count())',
    "list that grows": 'all = []\nall.append(7)\nreport.say(en="{n} girls.", vi="{n} em.", n=all[0])',
    "word as number": 'report.say(en="{n} girls.", vi="{n} em.", n="seven")',
    "other name of say": 'tell = report.say\ntell(en="{n} girls.", vi="{n} em.", n=7)',
    "imported say": 'from helpers.report import say\nsay(en="{n} girls.", vi="{n} em.", n=7)',
    "imported under a name": 'import helpers.report as r\nr.say(en="{n} girls.", vi="{n} em.", n=7)',
    "f-string": 'n = 7\nreport.say(en=f"{n} girls.", vi=f"{n} em.")',
    "formatted": 'report.say(en="{} girls.".format(7), vi="%d em." % 7)',
    "joined": 'report.say(en=str(7) + " girls.", vi=" ".join(["7", "em."]))',
    "title": 'report.figure(ax, "x", data=f, title={"en": "7 victims", "vi": "7 nạn nhân"}, alt="Bars.")',
    "alt in a name": 'said = {"en": "Bars of 7 victims.", "vi": "…"}\n'
    'report.figure(ax, "x", data=f, title="x", alt=said)',
    "note": 'report.table(f, "x", title="Victims", note="Of whom 3 are girls.")',
    "bare digit": 'report.table(f, "x", title="Victims", subtitle="7 girls")',
    "frame": 'report.table(pd.DataFrame({"Victims": [7, 3]}), "x", title="Victims")',
    "frame in a name": 'f = pd.DataFrame({"Victims": [7, 3]})\nreport.table(f, "x", title="Victims")',
    "data of a figure": 'report.figure(ax, "x", title="Victims", alt="Bars.", data=pd.Series([7], name="Victims"))',
    "written on a chart": 'ax.text(0.5, 0.5, "7 victims")',
    "title of axes": 'ax.set_title("Seven victims")',
    "annotated": 'ax.annotate("7 nạn nhân", xy=(3, 4))',
    "renamed column": 'f = f.rename(columns={"value": "The 7 victims"})',
    "picked by a parameter": 'report.say(en="{n} girls.", vi="{n} em.", n={"lang-son": 7, "cao-bang": 3}[province])',
    "got by a parameter": f'known = {{"lang-son": 7}}\n{SAID}known.get(province, 0))',
    "branches": f'if province == "lang-son":\n    n = 7\nelse:\n    n = 3\n{SAID}n)',
    "choice": f'{SAID}7 if province == "lang-son" else 3)',
    "sum of a list": f"{SAID}sum([3, 4]))",
    "decimal": f'from decimal import Decimal\n{SAID}Decimal("7"))',
    "series": f'{SAID}pd.Series({{"lang-son": 7}})[province])',
    "timed cell": '%%time\nreport.say(en="{n} girls.", vi="{n} em.", n=7)',
    "call of dict": f"{SAID[:-4]}, **dict(n=7))",
    "name given in passing": f"{SAID}(found := 7))",
    "alternative": f"{SAID}None or 7)",
    "percent with names": 'report.say(en="%(n)d girls." % {"n": 7}, vi="em")',
    "filled with zeros": 'f = release.data("victims_rescued").pivot(index="place", columns="year").fillna(0)',
    "option": "#| fig-cap: Chart of 7 victims\nax.plot()",
}
TYPED_OF_OTHERS = {
    "filled": 'f = release.data("sessions")\nf["value"] = f["value"].fillna(3)',
    "filled with zeros": 'f = release.data("sessions").pivot(index="place", columns="year").fillna(0)',
    "frame that was empty": 'f = pd.DataFrame()\nf["Sessions"] = [7]\nreport.table(f, "x", title="Sessions")',
    "row that is added": 'f = pd.DataFrame()\nf.loc[0] = [7]\nreport.table(f, "x", title="Sessions")',
    "say": 'report.say(en="{n} sessions.", vi="{n} buổi.", n=1234)',
    "design": 'report.say(en="{n} of {all} provinces.", vi="{n} trong {all} tỉnh.", n=more, all=44)',
    "title": 'report.table(f, "x", title={"en": "Ten provinces", "vi": "Mười tỉnh"})',
    "literal part": 'report.say(en=f"{more} of 44 provinces.", vi=f"{more} trong 44 tỉnh.")',
}
COMPUTED = {
    "filled with nothing": 'f = release.data("sessions")\nf["value"] = f["value"].fillna(f["value"].mean())\n'
    'f["value"] = f["value"].where(f["value"] > 2, 0)',
    "frame that was empty": 'f = pd.DataFrame()\nfor each in release.data("sessions")["value"]:\n'
    '    f.loc[len(f)] = each\nreport.table(f, "x", title="Sessions")',
    "say": 'n = release.data("sessions")["value"].sum()\n'
    'report.say(en="{n} sessions in {year}.", vi="{n} buổi năm {year}.", n=n, year=year)',
    "year before": 'report.say(en="Since {before}: {n}.", vi="Từ {before}: {n}.", n=len(f), before=year - 1)',
    "literal year": 'report.say(en="In {year}: {n}.", vi="Năm {year}: {n}.", n=len(f), year=2023)',
    "counted in a loop": f'n = 0\nfor each in f["value"]:\n    n += 1\n{SAID}n)',
    "word for a number": f'words = ["no", "one", "two"]\n{SAID}words[len(f)])',
    "function": 'def most(frame, n=3):\n    """The 3 largest."""\n    return frame.nlargest(n)\n'
    'report.table(most(f), "x", title="Largest")',
    "arguments": 'ten = rate.nlargest(10)\nax = sns.lineplot(ten, x="month", y="value", linewidth=2)\n'
    'ax.figure.set_size_inches(6, 4)',
    "places on a chart": 'ax.text(0.5, 7, name)\nax.annotate(name, xy=(3, 4), fontsize=9)\nax.set_xticks([0, 5, 10])',
    "periods and names": 'f = release.data("posttest_meeting_pct", by="month")\ng = open_report(period="2024-Q1")',
    "keys": 'f["Crossings per 7 sessions"] = f["value"] / 7\ng = f[f["place"] == "Lot 7 of the border"]',
    "query": 'f = f.query("value > 5 and year == 2023")',
    "message": 'if f.empty:\n    raise ValueError("needs 2 columns at least")',
    "pattern": 'import re\nre.sub(r"(\\d{2}) 7 nạn nhân", "x", name)',
    "rate": 'rate = rate.rename("Crossings per 100 sessions")',
    "law": 'report.table(f, "x", title="Cases under Article 150 in 2023", '
    'note={"en": "Law 53/2024/QH15.", "vi": "Điều 150."})',
    "f-string": 'report.figure(ax, f"chart-{year}", data=f, title=f"{n:,} sessions in {year}", alt="Bars.")',
    "part of a name": 'names = ("victims", "cases")\n'
    'report.say(en=f"Most {names[0]} were found in {year}.", vi=f"Phần lớn {names[1]} năm {year}.")',
    "comment": "# 7 victims\nax = f.plot()",
    "docstring": '"""Draws the 7 victims."""',
    "colour": 'sns.lineplot(f, x="month", y="value", color="0.5", label="2023")',
    "column of one value": 'f = release.data("sessions")\nf["order"] = 1\nreport.table(f, "x", title="Sessions")',
    "numpy's where": 'size = np.where(f["place_code"] == province, 60, 20)',
    "of mixed value": 'report.say(en="{n} girls.", vi="{n} em.", n=round(total, 1))',
}  # fmt: skip


def notebook(tmp_path: Path, *codes: str) -> list[TypedFinding]:
    """What is found in a notebook with parameters, setup and these cells."""
    parameters: dict[str, Any] = {
        "cell_type": "code",
        "id": "parameters",
        "metadata": {"tags": ["parameters"]},
    }
    parameters["source"] = 'province = "lang-son"\nyear = 2023\nlanguage = "en"'
    cells = [parameters, *({"cell_type": "code", "metadata": {}, "source": code} for code in (SETUP, *codes))]
    for number, cell in enumerate(cells):
        cell.setdefault("id", f"cell-{number}")
    path = tmp_path / "notebook.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return of_notebook(path, "notebooks/notebook.ipynb", PUBLISHED)


@pytest.mark.parametrize("name", TYPED_OF_PEOPLE)
def test_typed_number_of_people_is_found(name: str, tmp_path: Path) -> None:
    found = notebook(tmp_path, TYPED_OF_PEOPLE[name])
    assert found
    assert all(each.is_error for each in found)


@pytest.mark.parametrize("name", TYPED_OF_OTHERS)
def test_typed_number_of_something_else_is_a_warning(name: str, tmp_path: Path) -> None:
    found = notebook(tmp_path, TYPED_OF_OTHERS[name])
    assert found
    assert not any(each.is_error for each in found)


@pytest.mark.parametrize("name", COMPUTED)
def test_computed_number_is_let_pass(name: str, tmp_path: Path) -> None:
    assert notebook(tmp_path, COMPUTED[name]) == []


def test_a_filled_frame_of_another_cell_is_of_what_the_notebook_reads(tmp_path: Path) -> None:
    filled = "f = f.pivot(index=a, columns=b).fillna(0)"
    (victims,) = notebook(tmp_path, 'f = release.data("victims_rescued")', filled)
    assert victims.is_error and "leave that missing" in str(victims)
    (sessions,) = notebook(tmp_path, 'f = release.data("sessions")', filled)
    assert not sessions.is_error
    assert not notebook(
        tmp_path, 'f = release.data("victims_rescued")', f"{filled}  # vouched none is withheld"
    )


def test_constant_of_another_cell_is_followed(tmp_path: Path) -> None:
    (found,) = notebook(tmp_path, "n = 7", 'report.say(en="{n} girls.", vi="...", n=n)')
    assert found.place == "notebooks/notebook.ipynb, cell 4 (cell-3), line 1"


def test_comment_vouches_or_cites(tmp_path: Path) -> None:
    said = 'report.say(en="{{n}} girls.", vi="{{n}} em.", n={})  # {}'
    assert notebook(tmp_path, said.format(7, "vouched the example of the manual")) == []
    assert notebook(tmp_path, said.format(235, "published victims-2023")) == []
    assert "does not say why" in str(notebook(tmp_path, said.format(7, "vouched"))[0])
    assert "is not what" in str(notebook(tmp_path, said.format(236, "published victims-2023"))[0])
    assert "did you mean 'victims-2023'?" in str(
        notebook(tmp_path, said.format(235, "published victim-2023"))[0]
    )


def test_comment_on_another_line_does_not_vouch(tmp_path: Path) -> None:
    assert notebook(tmp_path, '# vouched for the example\nreport.say(en="{n} girls.", vi="{n} em.", n=7)')


def test_message_names_the_cell_and_never_the_number(tmp_path: Path) -> None:
    found = notebook(
        tmp_path, 'a = 1\nreport.say(en="Of 5 girls {n} came.", vi="Trong năm em, {n} đã về.", n=17)'
    )
    told = "\n".join(map(str, found))
    assert "notebooks/notebook.ipynb, cell 3 (cell-2), line 2: a typed number of people or cases" in told
    assert "Of # girls # came." in told
    assert "17" not in told
    assert "năm" not in told


@pytest.mark.parametrize(
    "code",
    [
        "a = {}\na['x'] = a\nreport.say(a)",
        "a = b\nb = a\nreport.say(en=a, vi=b, n=a)",
        "a = [a, a]\nreport.table(a, 'x', title=a)",
        "def f(n):\n    return f(n) + f(n)\nreport.say(en='{n}', vi='{n}', n=f(7))",
        "a = a + a + a\nreport.say(en=a, vi=a)",
    ],
)
def test_names_that_are_made_of_themselves_end(code: str, tmp_path: Path) -> None:
    notebook(tmp_path, code)


def test_cell_that_is_no_python_and_magics_stop_nothing(tmp_path: Path) -> None:
    assert notebook(tmp_path, "%matplotlib inline\nx = 1", "%%bash\necho 7 victims", "def f(:", "!ls") == []
