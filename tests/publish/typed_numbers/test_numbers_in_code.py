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
    "text": 'report.text(en="{n} victims.", vi="{n} nạn nhân.", n=7)',
    "text where one is missing": 'report.text(en="{n} girls.", vi="{n} em.", n=f, missing="7 girls")',
    "tiles": 'report.key_results(pd.DataFrame({"value": {"victims_rescued": 7}}))',
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
    "default of an argument": f"def n(x=7):\n    return x\n{SAID}n())",
    "default by keyword alone": f"def n(*, x=7):\n    return x\n{SAID}n())",
    "default of a lambda": f"n = lambda x=7: x\n{SAID}n())",
    "argument that is handed over": f"def n(x):\n    return x\n{SAID}n(7))",
    "argument by its name": f"def n(x):\n    return x\n{SAID}n(x=7))",
    "said in a function": f"def tell(n):\n    {SAID}n)\ntell(f['value'].sum())\ntell(7)",
    "said in a function by default": f"def tell(n=7):\n    {SAID}n)\ntell()",
    "name that a function has, too": f"def two(n):\n    return n\nn = 3 + 4\n{SAID}n)",
    "global": f"def learn():\n    global n\n    n = 7\nlearn()\n{SAID}n)",
    "generator": f"def all():\n    yield 7\n{SAID}next(all()))",
    "class": f"class Known:\n    n = 7\n{SAID}Known.n)",
    "method": f"class Known:\n    def n(self):\n        return 7\n{SAID}Known().n())",
    "record": f"from dataclasses import dataclass\n@dataclass\nclass Known:\n    n: int = 7\n{SAID}Known().n)",
    "namespace": f"from types import SimpleNamespace\nknown = SimpleNamespace()\nknown.n = 7\n{SAID}known.n)",
    "last of a range": f"for n in range(8):\n    pass\n{SAID}n)",
    "counted over a range": f"n = 0\nfor each in range(7):\n    n += 1\n{SAID}n)",
    "counted up to a number": f"n = 0\nwhile n < 7:\n    n += 1\n{SAID}n)",
    "added": f"n = 3\nn += 4\n{SAID}n)",
    "length of a list": f'{SAID}len(["Lan", "Hoa"]))',
    "length of a list in a name": f'names = ["Lan", "Hoa"]\n{SAID}len(names))',
    "length of words": f'{SAID}len("a b c".split()))',
    "length of a frame": f'{SAID}len(pd.DataFrame({{"name": ["Lan", "Hoa"]}})))',
    "counted letters": f'{SAID}"aaaa".count("a"))',
    "order in a list": f'for n, name in enumerate(["a", "b"]):\n    {SAID}n)',
    "pairs": f'for name, n in [("Lang Son", 7)]:\n    {SAID}n)',
    "items": f'for name, n in {{"Lang Son": 7}}.items():\n    {SAID}n)',
    "zip": f'for name, n in zip(["Lang Son"], [7]):\n    {SAID}n)',
    "made dictionary": f'known = {{name: 7 for name in "ab"}}\n{SAID}known["a"])',
    "one of two": f'{SAID}7 if year > 2000 else f["value"].sum())',
    "sign of a number": 'report.say(en=chr(55) + " girls.", vi="\\u0037 em.")',
    "wide digit": 'report.say(en="\uff17 girls.", vi="\uff17 em.")',
    "half a word": 'report.say(en="sev" "en girls.", vi="bả" + "y em.")',
    "many parts": 'report.say(en="7" + " girls" + " came" * 1' + ' + " a"' * 500 + ', vi="em")',
    "width of a number": 'w = 3\nreport.say(en=f"{7:{w}d} girls.", vi=f"{7:.1f} em.")',
    "unpacked in format": 'known = {"n": 7}\nreport.say(en="{n} girls.".format(**known), vi="em")',
    "format_map": 'report.say(en="{n} girls.".format_map({"n": 7}), vi="em")',
    "template": 'from string import Template\nreport.say(en=Template("$n girls.").substitute(n=7), vi="em")',
    "replaced": 'report.say(en="X girls.".replace("X", "7"), vi="em")',
    "joined in a name": 'parts = ["7", "girls."]\nreport.say(en=" ".join(parts), vi="em")',
    "part of a field": 'report.say(en="{n[0]} girls.", vi="em", n=[7])',
    "subtitle": 'report.table(f, "x", title="Girls", subtitle=dict(en="Seven girls", vi="Bảy em"))',
    "source": 'report.table(f, "x", title="Girls", source={"en": "Seven victims, asked", "vi": "Bảy nạn nhân"})',
    "digits as words of a frame": 'report.table(pd.DataFrame({"Victims": ["7"]}), "x", title="x")',
    "words of a frame": 'report.table(pd.DataFrame({"Victims": ["seven"]}), "x", title="x")',
    "filled by name": 'f = release.data("victims_rescued").fillna(value=7)',
    "filled by the way": 'f = release.data("victims_rescued").unstack(fill_value=0)',
    "part of a frame": 'f = release.data("victims_rescued")\nf.loc[0, "value"] = 7',
    "option": "#| fig-cap: Chart of 7 victims\nax.plot()",
}
TYPED_OF_OTHERS = {
    "filled": 'f = release.data("sessions")\nf["value"] = f["value"].fillna(3)',
    "filled with zeros": 'f = release.data("sessions").pivot(index="place", columns="year").fillna(0)',
    "frame that was empty": 'f = pd.DataFrame()\nf["Sessions"] = [7]\nreport.table(f, "x", title="Sessions")',
    "row that is added": 'f = pd.DataFrame()\nf.loc[0] = [7]\nreport.table(f, "x", title="Sessions")',
    "say": 'report.say(en="{n} sessions.", vi="{n} buổi.", n=1234)',
    "number alone on a chart": "ax.text(0, 0, 7)",
    "number alone on a chart by its name": 'ax.text(x=0, y=0, s="7")',
    "half": 'report.table(f, "x", title={"en": "Half of the stations", "vi": "Một nửa số đồn"})',
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
    "parts of charts": 'fig, axes = plt.subplots(1, 2, figsize=(7, 4))\n'
    'for n, (ax, name) in enumerate(zip(axes, ["sessions", "leaflets"])):\n    ax.set_title(name)',
    "width by its name": 'def chart(frame, ax, width=0.7):\n    ax.barh(frame["place"], frame["value"], width)\n'
    '    ax.set_title("Victims")\nchart(f, ax)\nchart(f, ax, width=0.5)',
    "digits by default": 'def share(frame, digits=1):\n    return round(frame["value"].sum(), digits)\n'
    f"{SAID}share(f))",
    "counted over months": f'n = 0\nfor month in range(1, 13):\n'
    f'    n += f[f["month"] == month]["value"].sum()\n{SAID}n)',
    "counted where it is so": f'found = []\nfor each in f["value"]:\n    if each > 3:\n'
    f'        found.append("x")\n{SAID}len(found))',
    "counted in a generator": f'{SAID}sum(1 for each in f["value"] if each > 3))',
    "zero where nothing is": f'{SAID}f["value"].sum() if len(f) else 0)',
    "plural": 's = "victim" if total == 1 else "victims"\n'
    'report.say(en="{n} {s}.", vi="{n} nạn nhân.", n=total, s=s)',
    "word by a limit": 'word = "rose" if total > 7 else "fell"\n'
    'report.say(en="Victims {w}.", vi="Nạn nhân {w}.", w=word)',
    "said in a function": f"def tell(n=None):\n    {SAID}n)\ntell(total)",
    "years of a loop": 'for each in (2021, 2022):\n    n = f[f["year"] == each]["value"].sum()\n'
    '    report.say(en="{n} girls in {y}.", vi="{n} em năm {y}.", n=n, y=each)',
    "ranks": 'f.loc[f["place_code"] == province, "order"] = 1',
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


def test_code_that_asks_first_may_say_that_there_is_none(tmp_path: Path) -> None:
    said = 'report.say(en="No victims were identified.", vi="Không có nạn nhân nào.")'
    assert notebook(tmp_path, f"if not victims.sum():\n    {said}") == []
