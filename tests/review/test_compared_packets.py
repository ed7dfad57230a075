"""`workbook compare`: which numbers, sentences and charts differ, through what, and who may see what of it."""

from __future__ import annotations

import json
import re
import shutil
import stat
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from altered_packets import alter, copy_built
from browser import CHROMIUM, chromium
from helpers.metrics.revisions import compute_revisions
from helpers.paths import Project
from helpers.publish.packet_key import checksum_of
from helpers.review.compared_packets import compare, for_others
from helpers.review.compared_screens import changed_screens
from helpers.review.packet_sides import Side, packets_in
from projects import Done, call_workbook

OUTREACH = "data/sample/2023/lang-son/outreach.csv"
Run = Callable[..., Done]


@pytest.fixture(scope="session")
def revised(make_once: Callable[..., Path], built: Project) -> Project:
    """`built`, after one row of a return was corrected; what was published before lies in `before`."""

    def make(folder: Path) -> None:
        project = copy_built(built, folder)
        shutil.copytree(project.reports, project.root / "before")
        path = project.root / OUTREACH
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("lang-son-01,2023-01,3,", "lang-son-01,2023-01,4,"), encoding="utf-8")
        done = call_workbook(project, "build", "2023", "lang-son", "viet-nam")
        assert done.returncode == 0, done.stderr

    return Project(make_once("revised", make))


def compared(run: Run, project: Project, *more: str) -> dict[str, Any]:
    done = run(project, "compare", str(project.root / "before"), "published", "--json", "-", *more)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def page_of(project: Project) -> Path:
    return project.data / "internal" / "compare" / "before--published" / "index.html"


def test_one_corrected_row_lists_exactly_the_cells_that_the_facts_say(
    workbook: Run, revised: Project
) -> None:
    told = compared(workbook, revised)
    facts = compute_revisions(revised, 2023)
    said = {(fact.indicator, fact.period, fact.before, fact.after) for fact in facts.itertuples()}
    own = [cell for cell in told["cells"] if cell["place"] == "lang-son"]
    assert {(c["indicator"], c["period"], c["before"], c["after"]) for c in own} == said
    wider = {(c["indicator"], c["period"]) for c in told["cells"] if c["place"] != "lang-son"}
    assert wider == {each[:2] for each in said}
    assert {c["place"] for c in told["cells"]} == {"lang-son", "northern-midlands-and-mountains", "viet-nam"}


def test_each_changed_cell_names_the_return_that_it_changed_through(workbook: Run, revised: Project) -> None:
    told = compared(workbook, revised)
    assert {through for cell in told["cells"] for through in cell["through"]} == {
        f"return {OUTREACH} changed"
    }
    assert [each["kind"] for each in told["through"]] == ["return"]


def test_number_names_every_language_of_the_reports_that_tell_it(workbook: Run, revised: Project) -> None:
    told = compared(workbook, revised)
    own = [cell for cell in told["cells"] if cell["place"] == "lang-son"]
    assert own and all(
        {"2023/en/lang-son", "2023/vi/lang-son"} <= set(cell["reports"])
        and len(set(cell["reports"])) == len(cell["reports"])
        for cell in own
    )
    assert {report for cell in told["cells"] for report in cell["reports"]} <= set(told["changed"])


def packets_of(folder: Path) -> Side:
    return Side(folder.name, packets_in(folder))


def cite_key(packet: Path, about: dict[str, Any]) -> None:
    """Give a changed packet the key again that its pages cite."""
    path = packet / "packet.json"
    changed = json.loads(path.read_text(encoding="utf-8"))
    changed["key"]["sha256"] = about["key"]["sha256"]
    changed["checksum"] = checksum_of(changed)
    path.write_text(json.dumps(changed), encoding="utf-8")


def _sessions(packet: Path, key: Callable[[dict[str, Any]], object]) -> None:
    """Another number of sessions of the year, in a packet with another key."""
    row = r"(?m)^(sessions,.*,lang-son,2023,total,all,)691,shown$"
    alter(packet, "data/outreach.csv", lambda text: re.sub(row, r"\g<1>692,shown", text), key)


@pytest.mark.parametrize(
    ("part", "name", "is_named"),
    [
        ("files", "params/indicators.yml", True),
        ("files", "params/tables.yml", True),
        ("files", "params/codelists.yml", True),
        ("files", "params/years/2023.yml", True),
        ("files", "params/provinces/provinces.csv", True),
        ("packages", "pandas", True),
        ("packages", "border-guard-workbook", True),
        ("files", "params/workbook.yml", False),
        ("files", "params/targets.yml", False),
        ("files", "params/years/2022.yml", False),
        ("files", "params/provinces/tiles.csv", False),
        ("files", "params/disclosure.yml", False),  # the number is shown before and after
        ("packages", "matplotlib", False),
        ("corrections", "edition 3", False),
        ("calendar", "next release", False),
        ("look", "helpers/report/assets/report.css", False),
        ("notebook", "notebooks/province_report.ipynb", False),
        ("forms", "word", False),
    ],
)
def test_changed_number_names_only_what_numbers_can_change_through(
    altered: Project, part: str, name: str, is_named: bool
) -> None:
    def other(key: dict[str, Any]) -> None:
        key.setdefault(part, {})[name] = "another"
        key["figures"]["of its own place"] = "another"

    _sessions(altered.reports / "2023/en/lang-son", other)
    told = for_others(compare(altered, packets_of(altered.root / "before"), packets_of(altered.reports)))
    (cell,) = told["cells"]
    assert name in str([each["what"] for each in told["through"]])  # of the report
    assert cell["reports"] == ["2023/en/lang-son"]  # no other language's numbers changed
    if is_named:
        assert len(cell["through"]) == 1 and name in cell["through"][0]
    else:
        others = ["figures changed: of its own place"], ["protected beside other numbers that changed"]
        assert cell["through"] in others


def test_returns_are_named_before_what_else_a_number_changed_through(workbook: Run, altered: Project) -> None:
    def other(key: dict[str, Any]) -> None:
        key["packages"]["pandas"] = key["files"]["params/indicators.yml"] = "another"

    packet = altered.reports / "2023/en/lang-son"
    path = packet / "packet.json"
    about = json.loads(path.read_text(encoding="utf-8"))
    for each in about["inputs"]:
        if each["path"] == OUTREACH:
            each["sha256"] = "0" * 64
    path.write_text(json.dumps(about), encoding="utf-8")
    _sessions(packet, other)
    done = workbook(altered, "compare", str(altered.root / "before"), "published")
    first = done.stdout.index(f"through return: {OUTREACH}".replace("return: ", "return: return "))
    assert first < done.stdout.index("through definition") < done.stdout.index("through package")
    assert f"691 -> 692 (return {OUTREACH} changed; params/indicators.yml changed ...)" in done.stdout


def test_number_that_came_names_the_notebook_that_tells_it(workbook: Run, altered: Project) -> None:
    row = r"(?m)^sessions,.*,lang-son,2023,total,all,691,shown\n"
    name = "notebooks/province_report.ipynb"
    before = altered.root / "before/2023/en/lang-son"
    alter(
        before,
        "data/outreach.csv",
        lambda text: re.sub(row, "", text),
        lambda key: key["notebook"].update({name: "another"}),
    )
    (cell,) = compared(workbook, altered)["cells"]
    assert (cell["change"], cell["through"]) == ("came", [f"{name} changed"])


def test_changed_sentences_and_charts_are_listed_with_pictures(workbook: Run, revised: Project) -> None:
    told = compared(workbook, revised, "--report", "lang-son", "--language", "en")
    assert told["reports"] == 1
    sentences = [text for text in told["texts"] if "691" in (text["before"] or "")]
    assert sentences and all("692" in text["after"] for text in sentences)
    assert {"report": "2023/en/lang-son", "id": "fig-sessions-by-month", "change": "chart"} in told[
        "exhibits"
    ]
    page = page_of(revised).read_text(encoding="utf-8")
    assert page.count("data:image/svg+xml;base64,") >= 4  # before, after, and both laid over each other
    assert "mix-blend-mode: difference" in page


def test_each_drawing_of_a_chart_is_a_picture_of_its_own(workbook: Run, altered: Project) -> None:
    packet = altered.reports / "2023/en/viet-nam"
    alter(packet, "index.html", lambda text: text.replace("stroke-width: 0.8", "stroke-width: 0.9"))
    compared(workbook, altered)
    page = page_of(altered).read_text(encoding="utf-8")
    drawings = [b64decode(each) for each in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", page)]
    assert {etree.fromstring(each).tag for each in drawings} == {"{http://www.w3.org/2000/svg}svg"}
    assert page.count('<div class="laid">') > page.count("<h3>")  # a wide chart has two widths


def test_file_of_the_look_is_named_once(workbook: Run, altered: Project) -> None:
    style = "helpers/report/assets/workbook.mplstyle"

    def other_style(key: dict[str, Any]) -> None:
        key["look"][style] = key["files"][style] = "0" * 64

    alter(
        altered.reports / "2023/en/lang-son",
        "index.html",
        lambda text: text.replace("</main>", " </main>"),
        other_style,
    )
    told = compared(workbook, altered)
    assert [(each["kind"], each["what"]) for each in told["through"]] == [("look", f"look changed: {style}")]


def test_packets_of_an_older_workbook_are_compared(workbook: Run, altered: Project) -> None:
    for side in (altered.reports, altered.root / "before"):
        alter(
            side / "2023/en/lang-son",
            "index.html",
            lambda text, side=side: text.replace("</main>", f"<p>In {side.name}.</p></main>"),  # type: ignore[misc]
            lambda key: key.pop("corrections"),
        )
    told = compared(workbook, altered)
    assert (told["changed"], told["through"]) == (["2023/en/lang-son"], [])


def test_keys_that_a_page_cites_are_no_changed_sentence(workbook: Run, altered: Project) -> None:
    packet = altered.reports / "2023/en/lang-son"
    about = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    cited, other = about["key"]["sha256"][:12], "0123456789ab"
    assert cited in (packet / "index.html").read_text(encoding="utf-8")
    alter(packet, "index.html", lambda text: text.replace(cited, other))
    path = packet / "packet.json"
    again = json.loads(path.read_text(encoding="utf-8"))
    again["key"]["sha256"] = other + again["key"]["sha256"][12:]
    again["checksum"] = checksum_of(again)
    path.write_text(json.dumps(again), encoding="utf-8")
    told = compared(workbook, altered)
    assert (told["changed"], told["texts"]) == (["2023/en/lang-son"], [])


def test_change_of_look_lists_no_number(workbook: Run, altered: Project) -> None:
    def other_look(key: dict[str, Any]) -> None:
        key["look"]["helpers/report/assets/report.css"] = "0" * 64

    for packet in altered.reports.glob("2023/*/*"):
        alter(
            packet,
            "index.html",
            lambda text: text.replace("stroke-width: 0.8", "stroke-width: 0.9"),
            other_look,
        )
    told = compared(workbook, altered)
    assert told["cells"] == [] and len(told["changed"]) == 4
    assert [(each["kind"], each["what"]) for each in told["through"]] == [
        ("look", "look changed: helpers/report/assets/report.css")
    ]
    assert {each["change"] for each in told["exhibits"]} == {"chart"}


def test_page_of_another_style_is_told_with_the_file_of_the_look(
    workbook: Run, altered: Project, tmp_path: Path
) -> None:
    style = "helpers/report/assets/report.css"
    packet = altered.reports / "2023/en/lang-son"
    about = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    for name in ("index.html", "annex.html"):
        alter(
            packet,
            name,
            lambda text: text.replace("</style>", ".notice { background: red }</style>", 1),
            lambda key: key["look"].update({style: "0" * 64}),
        )
    cite_key(packet, about)
    told = compared(workbook, altered, "--markdown", str(tmp_path / "comment.md"))
    pages = ["2023/en/lang-son, index.html", "2023/en/lang-son, annex.html"]
    assert told["looks"] == [{"what": "style", "files": [style], "pages": pages}]
    assert (told["cells"], told["texts"], told["exhibits"]) == ([], [], [])
    done = workbook(altered, "compare", str(altered.root / "before"), "published")
    for text in (
        done.stdout,
        (tmp_path / "comment.md").read_text(encoding="utf-8").replace("&#95;", "_"),
        page_of(altered).read_text(encoding="utf-8"),
    ):
        assert "style of 2 pages" in text and f"the page has another style ({style})" in " ".join(
            text.split()
        )
        assert "ages of HTML are not drawn" in text
    page = page_of(altered).read_text(encoding="utf-8")
    assert "pages that look different" not in page and "No PDF changed" in page


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium; install Debian's package chromium")
def test_top_of_a_page_of_another_style_is_drawn(altered: Project) -> None:
    packet = altered.reports / "2023/en/lang-son"
    alter(packet, "index.html", lambda text: text.replace("</style>", "body { background: red }</style>", 1))
    found = compare(altered, packets_of(altered.root / "before"), packets_of(altered.reports))
    (screen,) = changed_screens(found)
    assert (screen.report, screen.file) == ("2023/en/lang-son", "index.html")
    drawn = [Image.open(BytesIO(each)).convert("RGB") for each in (screen.before, screen.after)]
    red = [max(image.getcolors(1 << 24))[1] == (255, 0, 0) for image in drawn]
    assert red == [False, True]


def test_without_chromium_no_page_of_html_is_drawn(altered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    packet = altered.reports / "2023/en/lang-son"
    alter(packet, "index.html", lambda text: text.replace("</style>", "body { background: red }</style>", 1))
    found = compare(altered, packets_of(altered.root / "before"), packets_of(altered.reports))
    monkeypatch.setenv("PATH", "")
    assert changed_screens(found) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("<script>", "<script>1;", ["script"]),
        ("</main>", '<hr class="rule"></main>', ["markup"]),
        ("</main>", "<p>Words.</p></main>", []),
        ('@top-left { content: "', '@top-left { content: "Words of a head', []),
    ],
)
def test_look_is_told_apart_from_words(altered: Project, old: str, new: str, what: list[str]) -> None:
    packet = altered.reports / "2023/en/lang-son"
    about = json.loads((packet / "packet.json").read_text(encoding="utf-8"))
    alter(packet, "index.html", lambda text: text.replace(old, new, 1))
    cite_key(packet, about)
    told = for_others(compare(altered, packets_of(altered.root / "before"), packets_of(altered.reports)))
    assert told["changed"] == ["2023/en/lang-son"]
    assert [each["what"] for each in told["looks"]] == what


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium; install Debian's package chromium")
def test_every_column_of_the_page_is_seen_on_a_telephone(workbook: Run, revised: Project) -> None:
    compared(workbook, revised)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.goto(page_of(revised).as_uri())
        cut = page.evaluate(
            "[...document.querySelectorAll('td')].filter(e => e.getBoundingClientRect().right > innerWidth).length"
        )
        assert cut == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        through = page.locator("td[data-label=Through]").first
        assert through.evaluate("e => getComputedStyle(e, '::before').content").startswith('"Through')


def test_cell_that_became_withheld_is_told_without_its_value(
    workbook: Run, altered: Project, tmp_path: Path
) -> None:
    row = r"(?m)^(victims_assisted,.*,lang-son,2023,total,all,)(\d+),shown$"
    for language in ("en", "vi"):
        packet = altered.reports / "2023" / language / "lang-son"
        alter(packet, "data/victims.csv", lambda text: re.sub(row, r"\1,c", text))
    told = compared(workbook, altered, "--markdown", str(tmp_path / "comment.md"))
    (cell,) = told["cells"]
    assert (cell["change"], cell["guarded"]) == ("withheld", True)
    assert (cell["before"], cell["before_status"], cell["after_status"]) == (None, "shown", "c")
    assert "| a number | [c] |" in (tmp_path / "comment.md").read_text(encoding="utf-8").replace("&#91;", "[")


def test_values_of_guarded_cells_are_on_the_operators_page_alone(
    workbook: Run, altered: Project, tmp_path: Path
) -> None:
    row = r"(?m)^(victims_assisted,.*,lang-son,2023,total,all,)\d+,shown$"
    packet = altered.reports / "2023/en/lang-son"
    for language in ("en", "vi"):
        more = "".join(f"<p>In words, {language} {number}.</p>" for number in ("one", "two", "three"))
        other = altered.reports / "2023" / language / "lang-son"
        alter(other, "index.html", lambda text, more=more: text.replace("</main>", f"{more}</main>"))  # type: ignore[misc]
    alter(packet, "data/victims.csv", lambda text: re.sub(row, r"\g<1>7777,shown", text))
    alter(packet, "index.html", lambda text: text.replace("</main>", "<p>In words: 7777.</p></main>"))
    done = workbook(
        altered,
        *("compare", str(altered.root / "before"), "published"),
        *("--json", str(tmp_path / "told.json"), "--markdown", str(tmp_path / "comment.md")),
    )
    assert done.returncode == 0, done.stderr
    for text in (done.stdout, *(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.??*"))):
        assert "7777" not in text
    page = page_of(altered)
    text = page.read_text(encoding="utf-8")
    assert "7777" in text
    counted = (
        r"\b(\d+) sentences"  # six, that with the number, and in each language one that cites the packet
    )
    assert re.findall(counted, done.stdout.splitlines()[0]) == re.findall(counted, text)[:1] == ["9"]
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert not [path for path in altered.reports.rglob("*") if "compare" in path.name]


def test_two_years_are_compared_number_by_number(workbook: Run, altered: Project) -> None:
    shutil.copytree(altered.reports / "2023", altered.reports / "2022")
    done = workbook(altered, "compare", "2022", "2023", "--json", "-")
    told = json.loads(done.stdout)
    assert told["reports"] == 4 and told["changed"] == []  # they are the same packets here

    for packet in altered.reports.glob("2022/*/*"):
        alter(packet, "index.html", lambda text: text.replace("</body>", "<!-- --></body>"))
    done = workbook(altered, "compare", "2022", "2023")
    assert (
        "sentences and charts of two years are not compared" in done.stdout
        and "no sentences" not in done.stdout
    )
    told = json.loads(workbook(altered, "compare", "2022", "2023", "--json", "-").stdout)
    wanted = ("sessions", "lang-son", "2023", "total")
    key = ("indicator", "place", "period", "dimension")
    (year,) = [cell for cell in told["cells"] if tuple(cell[name] for name in key) == wanted]
    assert (year["before"], year["after"]) == (636, 691)
    assert year["through"] == []


def test_reports_of_one_side_alone_are_named(workbook: Run, altered: Project) -> None:
    shutil.rmtree(altered.reports / "2023/vi/lang-son")
    shutil.rmtree(altered.root / "before/2023/en/viet-nam")
    told = compared(workbook, altered)
    assert (told["came"], told["went"]) == (["2023/en/viet-nam"], ["2023/vi/lang-son"])


def test_half_copied_packet_is_one_message(workbook: Run, altered: Project) -> None:
    (altered.root / "before/2023/en/lang-son/tables.xlsx").unlink()
    done = workbook(altered, "compare", str(altered.root / "before"), "published")
    assert done.returncode == 5
    assert "2023/en/lang-son: this packet is not whole: tables.xlsx is missing" in done.stderr
    (altered.root / "before/2023/en/lang-son/packet.json").unlink()
    done = workbook(altered, "compare", str(altered.root / "before"), "published")
    assert done.returncode == 5
    assert "2023/en/lang-son: this packet is not whole: packet.json cannot be read" in done.stderr


def test_word_that_stands_for_nothing_is_refused(workbook: Run, altered: Project) -> None:
    done = workbook(altered, "compare", "no-such-thing", "published")
    assert done.returncode == 2
    assert "is no folder of packets" in done.stderr
    assert workbook(altered, "compare").returncode == 2  # nothing waits


def test_packets_that_wait_are_compared_with_what_is_published(workbook: Run, altered: Project) -> None:
    staged = altered.builds / "staged/2023/en/lang-son"
    shutil.copytree(altered.reports / "2023/en/lang-son", staged)
    alter(staged, "index.html", lambda text: text.replace("</main>", "<p>One sentence more.</p></main>"))
    told = json.loads(workbook(altered, "compare", "--json", "-").stdout)
    assert (told["changed"], told["went"]) == (["2023/en/lang-son"], [])
    assert {
        "before": None,
        "after": "One sentence more.",
        "places": ["2023/en/lang-son, About this report"],
        "sentences": 1,
    } in told["texts"]
