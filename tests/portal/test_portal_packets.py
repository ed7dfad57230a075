"""Which packets the portal lists, and what it says of those that it does not."""

from __future__ import annotations

import json
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pytest
from lxml.html import fromstring
from made_up_packets import write_packet

from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import read_settings
from helpers.metrics.catalogue import read_catalogue
from helpers.paths import Project
from helpers.portal import write_portal
from helpers.portal.packets import Scan, scan_packets
from helpers.privacy.scope import NATION
from helpers.publish.exports.published_csv import COLUMNS

VALUES: list[float | str] = [612.0, 17940.0, 411.0, 6.0, "c"]


def scan(project: Project) -> Scan:
    return scan_packets(project, read_provinces(project))


def rewrite(folder: Path, **change: Any) -> None:
    content = json.loads((folder / "packet.json").read_text(encoding="utf-8")) | change
    (folder / "packet.json").write_text(json.dumps(content), encoding="utf-8")


def test_whole_public_packets_are_found_in_order(project: Project) -> None:
    for language in ("vi", "en"):
        write_packet(project, "lang-son", 2023, language, "63", VALUES)
    write_packet(project, NATION, 2025, "en", "34", VALUES)
    found = scan(project)
    assert [packet.folder for packet in found.packets] == [
        "2023/en/lang-son",
        "2023/vi/lang-son",
        "2025/en/viet-nam",
    ]
    assert found.left_out == ()
    assert found.lies_in == {each.folder: project.reports / each.folder for each in found.packets}


def test_partner_packet_is_passed_over_without_a_word(project: Project) -> None:
    write_packet(project, "lang-son", 2023, "en", "63", VALUES, audience="partner")
    assert scan(project) == Scan((), ())


def test_packet_on_its_way_in_or_out_is_not_looked_at(project: Project) -> None:
    folder = write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    folder.rename(folder.with_name(".lang-son.new"))
    assert scan(project) == Scan((), ())


def test_project_without_reports_has_no_packets(project: Project) -> None:
    assert scan(project) == Scan((), ())


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "hidden value given": (
        {"highlights": {m: {"value": 3.0, "status": "c"} for m in ("sessions",)}},
        "highlights.sessions: must have a value when its status is 'shown', and none otherwise",
    ),
    "shown value missing": (
        {"highlights": {"sessions": {"value": None, "status": "shown"}}},
        "highlights.sessions",
    ),
    "unknown status": (
        {"highlights": {"sessions": {"value": None, "status": "q"}}},
        "highlights.sessions.status",
    ),
    "year as text": ({"year": "2023"}, "year: "),
    "unknown language": ({"language": "fr"}, "language: "),
    "unknown kind": ({"kind": "rumour"}, "kind: "),
    "newer schema": ({"schema": 2}, "schema: "),
    "date of no calendar": ({"published_date": "2024-02-31"}, "published_date: "),
    "no audience": ({"audience": None}, "audience: "),
    "other place than its folder": ({"place": "cao-bang"}, "belongs in '2023/en/cao-bang'"),
    "nation in a province's folder": ({"kind": "nation"}, "kind 'nation' does not go with place 'lang-son'"),
    "no region": ({"region": None}, "region and region_name are missing"),
    "outputs without the pdf": (
        {"outputs": [{"path": "index.html", "sha256": "0", "bytes": 23}]},
        "does not list report.pdf",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_packet_is_left_out_with_its_reason(project: Project, name: str) -> None:
    change, reason = BROKEN[name]
    rewrite(write_packet(project, "lang-son", 2023, "en", "63", VALUES), **change)
    found = scan(project)
    assert found.packets == ()
    assert len(found.left_out) == 1
    assert found.left_out[0].startswith("reports/2023/en/lang-son: ")
    assert reason in found.left_out[0]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"audience": "public"}'])
def test_unreadable_metadata_is_left_out(project: Project, content: bytes) -> None:
    folder = write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    (folder / "packet.json").write_bytes(content)
    assert "packet.json is malformed" in scan(project).left_out[0]


def test_folder_without_metadata_is_left_out(project: Project) -> None:
    (project.reports / "2023" / "en" / "lang-son").mkdir(parents=True)
    assert scan(project).left_out == (
        "reports/2023/en/lang-son: it has no packet.json; build this report again",
    )


@pytest.mark.parametrize("file", ["report.pdf", "data/victims.csv"])
def test_packet_that_lost_a_file_is_left_out(project: Project, file: str) -> None:
    (write_packet(project, "lang-son", 2023, "en", "63", VALUES) / file).unlink()
    assert scan(project).left_out == (
        f"reports/2023/en/lang-son: {file} is missing; build this report again",
    )


def test_packet_with_a_cut_off_file_is_left_out(project: Project) -> None:
    (write_packet(project, "lang-son", 2023, "en", "63", VALUES) / "report.pdf").write_text("x")
    assert "report.pdf has not the size" in scan(project).left_out[0]


@pytest.mark.parametrize(
    "path", ["../secret.csv", "/etc/hostname", "data/../../x", "C:/x", "data\\x", "javascript:x"]
)
def test_file_outside_the_packet_is_never_linked(project: Project, path: str) -> None:
    folder = write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    outputs = json.loads((folder / "packet.json").read_text(encoding="utf-8"))["outputs"]
    rewrite(folder, outputs=[*outputs, {"path": path, "sha256": "0", "bytes": 0}])
    assert "lists a file outside the packet" in scan(project).left_out[0]


def test_province_of_the_other_vintage_is_left_out(project: Project) -> None:
    rewrite(write_packet(project, "ha-giang", 2025, "en", "63", VALUES), vintage="34")
    assert "was merged into 'tuyen-quang'" in scan(project).left_out[0]


def test_reason_never_holds_a_figure(project: Project) -> None:
    highlights = {
        "sessions": {"value": 98765.5, "status": "c"},
        "victims_assisted": {"value": -98765.5, "status": "shown"},
    }
    rewrite(write_packet(project, "lang-son", 2023, "en", "63", VALUES), highlights=highlights)
    assert "98765" not in write_portal(project).left_out[0]


PROJECT_PACKET = {
    "kind": "project",
    "place_name": {"en": "INL phase 2", "vi": "INL giai đoạn 2"},
    "highlights": {},
    "donor": {"en": "A donor", "vi": "Nhà tài trợ"},
    "runs": {"first_year": 2024, "last_year": 2027},
    "targets": {"all": 2, "met_or_on_track": 1},
}


def project_packet(project: Project, language: str, **change: Any) -> Path:
    folder = write_packet(project, NATION, 2025, language, "34", VALUES)
    renamed = folder.with_name("inl-phase-2")
    folder.rename(renamed)
    rewrite(renamed, place="inl-phase-2", **{**PROJECT_PACKET, **change})
    return renamed


def test_projects_stand_beside_provinces(project: Project) -> None:
    project_packet(project, "en")
    write_packet(project, "lang-son", 2025, "en", "34", VALUES)
    found = scan(project)
    assert [packet.folder for packet in found.projects] == ["2025/en/inl-phase-2"]
    assert [packet.folder for packet in found.packets] == ["2025/en/lang-son"]
    page = write_portal(project).path.read_text(encoding="utf-8")
    assert 'href="2025/en/inl-phase-2/index.html"' in page
    assert "1 of 2 targets met or on track" in page
    assert "1/2 mục tiêu đạt hoặc đúng tiến độ" in page
    assert "2024–2027" in page


def further_packet(project: Project, place: str, language: str, **change: Any) -> Path:
    titles = "title: {en: Border week, vi: Tuần lễ biên giới}"
    named = "".join(f"{name}: {{per: province, {titles}}}\n" for name in ("border-week", "other"))
    (project.params / "reports.yml").write_text(named, encoding="utf-8")
    folder = write_packet(project, place, 2025, language, "34", VALUES)
    renamed = folder.rename(folder.with_name(f"{place}.border-week"))
    title = {"en": "Border week", "vi": "Tuần lễ biên giới"}[language]
    rewrite(renamed, **{"further": "border-week", "title": title, **change})
    return renamed


def test_further_reports_are_listed_by_place_without_figures(project: Project) -> None:
    for place, language in (("lang-son", "en"), ("lang-son", "vi"), ("quang-ninh", "vi")):
        further_packet(project, place, language)
    found = scan(project)
    assert not found.packets
    assert [packet.folder for packet in found.further] == [
        "2025/en/lang-son.border-week",
        "2025/vi/lang-son.border-week",
        "2025/vi/quang-ninh.border-week",
    ]
    page = fromstring(write_portal(project).path.read_text(encoding="utf-8"))
    for language, title, linked in (
        ("en", "Border week", ["en/lang-son", "vi/quang-ninh"]),
        ("vi", "Tuần lễ biên giới", ["vi/lang-son", "vi/quang-ninh"]),
    ):
        part = page.get_element_by_id(language)
        assert title in part.find_class("projects")[0].text_content()
        links = part.xpath(".//section[@class='projects']//a/@href")
        pages = [link for link in links if link.endswith(".html")]
        assert pages == [f"2025/{place}.border-week/index.html" for place in linked]
        assert {f"2025/{place}.border-week/report.pdf" for place in linked} <= set(links)
        assert "612" not in part.find_class("projects")[0].text_content()


def test_each_packet_is_listed_by_its_spreadsheet_and_not_by_each_csv_file(project: Project) -> None:
    write_packet(project, "lang-son", 2025, "en", "34", VALUES, more=("tables.xlsx",))
    page = fromstring(write_portal(project).path.read_text(encoding="utf-8"))
    listed = page.xpath("//div[@id='en']//tr//ul//a/@href")
    assert [each.removeprefix("2025/en/lang-son/") for each in listed] == [
        "tables.xlsx",
        "notebook.ipynb",
        "packet.json",
    ]


@pytest.mark.parametrize("withdraw", ["the whole file", "per province"])
def test_withdrawn_report_is_left_out_until_its_folder_is_removed(project: Project, withdraw: str) -> None:
    further_packet(project, "lang-son", "en")
    named = project.params / "reports.yml"
    if withdraw == "the whole file":
        named.unlink()
    else:
        named.write_text(named.read_text("utf-8").replace("per: province", "per: nation"), encoding="utf-8")
    assert write_portal(project).left_out == (
        "reports/2025/en/lang-son.border-week: params/reports.yml makes no such report any more; "
        "remove this folder",
    )
    assert "border-week" not in (project.reports / "index.html").read_text(encoding="utf-8")


def test_further_packet_in_another_folder_is_left_out(project: Project) -> None:
    further_packet(project, "lang-son", "en", further="other")
    assert "belongs in '2025/en/lang-son.other'" in scan(project).left_out[0]


@pytest.mark.parametrize(
    ("not_reported", "later", "said"),
    [
        ((0, 0), 0, "không có mục tiêu công bố"),
        ((0, 0), 2, "mục tiêu thuộc các năm sau"),
        ((2, 2), 0, "2/2 mục tiêu đến hạn chưa có số liệu<"),
        ((1, 1), 1, "1/1 mục tiêu đến hạn chưa có số liệu; chưa đến hạn: 1<"),
        ((2, 0), 1, "; chưa đến hạn: 1<"),
    ],
)
def test_portal_of_projects_alone_is_whole(
    project: Project, not_reported: tuple[int, int], later: int, said: str
) -> None:
    begun, silent = not_reported
    targets = {"all": begun, "met_or_on_track": 0, "not_reported": silent, "later": later}
    project_packet(project, "vi", targets=targets)
    assert said in write_portal(project).path.read_text(encoding="utf-8")


def test_project_in_another_donors_layout_is_passed_over_in_silence(project: Project) -> None:
    folder = project_packet(project, "en", layout="uk")
    folder.rename(folder.with_name("inl-phase-2.uk"))
    found = scan(project)
    assert (found.projects, found.left_out) == ((), ())


def test_project_packet_without_its_donor_is_left_out_with_the_reason(project: Project) -> None:
    project_packet(project, "en", donor=None)
    (reason,) = scan(project).left_out
    assert reason.startswith("reports/2025/en/inl-phase-2: packet.json is malformed (donor")


def test_page_of_indicators_has_every_sheet_in_both_languages(project: Project) -> None:
    path = write_portal(project).path.with_name("indicators.html")
    page = path.read_text(encoding="utf-8")
    settings = read_settings(project)
    catalogue = read_catalogue(project).worded(partial(settings.in_law_of, max(settings.years)))
    for name, indicator in catalogue.items():
        for language in ("en", "vi"):
            assert f'id="{language}-{name}"' in page
            assert escape(indicator.limitations[language], quote=False) in unescape_quotes(page)


@pytest.mark.parametrize(
    ("language", "told", "dates"),
    [
        ("en", "1 of 2 targets met or on track", ", by made-up dates"),
        ("vi", "1/2 mục tiêu đạt hoặc đúng tiến độ", " (thời hạn giả định)"),
    ],
)
@pytest.mark.parametrize("by_made_up_dates", [0, 1])
def test_count_of_targets_says_when_made_up_dates_decide_it(
    project: Project, language: str, told: str, dates: str, by_made_up_dates: int
) -> None:
    targets = {"all": 2, "met_or_on_track": 1, "by_made_up_dates": by_made_up_dates}
    project_packet(project, language, targets=targets)
    page = write_portal(project).path.read_text(encoding="utf-8")
    assert told in page
    assert (told + dates in page) == bool(by_made_up_dates)


def test_page_of_indicators_uses_the_words_of_the_law_in_force(project: Project) -> None:
    page = write_portal(project).path.with_name("indicators.html").read_text(encoding="utf-8")
    assert "người đang trong quá trình xác định là nạn nhân" in page
    assert "nghi là nạn nhân" not in page.lower()


def unescape_quotes(page: str) -> str:
    return page.replace("&#39;", "'").replace("&#34;", '"')


def test_data_set_is_written_and_led_to_in_both_languages_without_script(project: Project) -> None:
    for language in ("en", "vi"):
        write_packet(project, "lang-son", 2023, language, "63", VALUES)
    write_packet(project, "cao-bang", 2023, "en", "63", VALUES, audience="partner")
    for place, cells in (
        ("en/lang-son", "lang-son"),
        ("vi/lang-son", "lang-son"),
        ("en/cao-bang", "cao-bang"),
    ):
        folder = project.reports / "2023" / place
        tell(folder, f"sessions,Sessions,sessions,{cells},2023,total,all,691,shown")
    write_portal(project)
    page = fromstring((project.reports / "index.html").read_bytes())
    for language, head in (("en", "The data set"), ("vi", "Bộ dữ liệu")):
        (section,) = page.xpath(f'//section[@aria-labelledby="{language}-data-set"]')
        assert section.findtext("h2") == head
        addresses = section.xpath(".//a/@href")
        assert "data/cells.parquet" in addresses and "data/year-2023.csv" in addresses
        assert all((project.reports / address).is_file() for address in addresses)
    written = {path.name for path in (project.reports / "data").iterdir()}
    assert {f"data/{name}" for name in written} | {"catalogue.jsonld"} == {*addresses}
    assert "cao-bang" not in (project.reports / "data" / "cells.csv").read_text()


def test_file_of_a_year_that_has_gone_is_taken_away(project: Project) -> None:
    folder = write_packet(project, "lang-son", 2023, "en", "63", VALUES)
    tell(folder, "sessions,Sessions,sessions,lang-son,2022,total,all,1,shown")
    write_portal(project)
    assert (project.reports / "data" / "year-2022.csv").is_file()
    tell(folder, "sessions,Sessions,sessions,lang-son,2023,total,all,1,shown")
    write_portal(project)
    assert not (project.reports / "data" / "year-2022.csv").exists()
    assert (project.reports / "data" / "year-2023.csv").is_file()


def tell(folder: Path, row: str) -> None:
    table = folder / "data" / "outreach.csv"
    table.write_text(f"{','.join(COLUMNS)}\n{row}\n", encoding="utf-8")
    outputs = json.loads((folder / "packet.json").read_text(encoding="utf-8"))["outputs"]
    for output in outputs:
        output["bytes"] = (folder / output["path"]).stat().st_size
    rewrite(folder, outputs=outputs)
