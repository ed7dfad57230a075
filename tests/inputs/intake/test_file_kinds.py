"""A file of the wrong kind is named as what it is, by whatever takes it in and whatever its name ends in."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.cli.application import EndedError
from helpers.errors import ReturnError
from helpers.inputs.intake.csv_files import csv_lines
from helpers.inputs.intake.file_kinds import kind_of
from helpers.inputs.intake.sheet_cells import workbook_lines
from helpers.inputs.intake.sources.imported_returns import import_returns
from helpers.inputs.mistakes import Mistake
from helpers.paths import Project
from projects import copy_project

SAMPLE = Path(__file__).parent / "sources/samples/kobo_names.xlsx"


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as parts:
        for name in names:
            parts.writestr(name, "<x/>")
    return target.getvalue()


def good_workbook() -> bytes:
    return SAMPLE.read_bytes()


PAGE = b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html><body>Log in</body></html>"
KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "workbook": (good_workbook, "an Excel workbook (.xlsx)"),
    "half of a workbook": (lambda: good_workbook()[:3000], "an Excel workbook (.xlsx)"),
    "binary workbook": (lambda: archive("[Content_Types].xml", "xl/workbook.bin"), "(.xlsb)"),
    "old workbook": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "of an old format (.xls)"),
    "workbook of 2003": (
        lambda: b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
        "of the format of 2003",
    ),
    "document": (lambda: archive("[Content_Types].xml", "word/document.xml"), "a Word document"),
    "LibreOffice": (lambda: archive("mimetype", "content.xml"), "a LibreOffice file"),
    "archive": (lambda: archive("outreach.csv"), "an archive"),
    "gzip": (lambda: gzip.compress(b"a,b\n1,2\n"), "an archive"),
    "PDF": (lambda: b"%PDF-1.7\n", "a PDF"),
    "picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(20), "a picture"),
    "page": (lambda: PAGE, "a web page"),
    "page in UTF-16": (lambda: "<html><table></table></html>".encode("utf-16"), "a web page"),
    "XML": (lambda: b'<?xml version="1.0"?><dataValueSet/>', "XML"),
    "JSON": (lambda: b'{"dataValues": []}', "JSON"),
    "list of JSON": (lambda: b' [\n {"a": 1}]', "JSON"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_csv_file_that_is_none_is_named_as_what_it_is(kind: str) -> None:
    content, name = KINDS[kind]
    found = csv_lines(content(), "outreach.csv")
    assert isinstance(found, Mistake)
    assert f"{name}" in str(found.reason) and str(found.reason).endswith(", not a CSV file")
    assert found.remedy and found.to("vi")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"workbook", "half of a workbook", "archive"}))
def test_workbook_that_is_none_is_named_as_what_it_is(kind: str) -> None:
    content, name = KINDS[kind]
    found = workbook_lines(content(), "return.xlsx")
    assert isinstance(found, Mistake)
    assert name in str(found.reason) or kind == "gzip"
    assert found.remedy and found.to("vi")


def test_request_to_end_while_a_workbook_is_read_is_no_fault_of_the_workbook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def end(*_: object) -> None:
        raise EndedError(15)

    monkeypatch.setattr("helpers.inputs.intake.sheet_cells.as_text", end)
    with pytest.raises(EndedError):
        workbook_lines(SAMPLE.read_bytes(), "return.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"PK,b\n1,2\n",
        b"[c],b\n1,2\n",
        b"{id},b\n",
        b"<5,b\n",
        "tháng,số buổi\n".encode("utf-16"),
        "tháng,số buổi\n".encode("cp1258", "replace"),
    ],
)
def test_table_as_plain_text_is_of_no_other_kind(content: bytes) -> None:
    assert kind_of(content) is None


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copy_project(tmp_path_factory.mktemp("bare") / "project", years=(2023,), provinces=())


@pytest.mark.parametrize(("kind", "ending"), [("workbook", "csv"), ("page", "json"), ("XML", "xml")])
def test_data_value_set_that_is_none_is_named_as_what_it_is(kind: str, ending: str, bare: Project) -> None:
    content, name = KINDS[kind]
    path = bare.root / f"values.{ending}"
    path.write_bytes(content())
    with pytest.raises(ReturnError) as refused:
        import_returns(bare, "dhis2", path, bare.params / "sources/dhis2.yml")
    assert name in str(refused.value) and "not a data value set of DHIS2" in str(refused.value)


@pytest.mark.parametrize(("kind", "ending"), [("JSON", "csv"), ("page", "xlsx"), ("old workbook", "xls")])
def test_form_export_that_is_none_is_named_as_what_it_is(kind: str, ending: str, bare: Project) -> None:
    content, name = KINDS[kind]
    path = bare.root / f"export.{ending}"
    path.write_bytes(content())
    with pytest.raises(ReturnError) as refused:
        import_returns(bare, "kobo", path, bare.params / "sources/kobo.yml")
    assert name in str(refused.value)


@pytest.mark.parametrize("name", ["export.csv", "export"])
def test_form_export_is_read_by_its_content(name: str, bare: Project) -> None:
    path = bare.root / name
    path.write_bytes(SAMPLE.read_bytes())
    mapping = bare.params / "sources/kobo.yml"
    as_named = import_returns(bare, "kobo", path, mapping, only_check=True)
    assert as_named.accepted == import_returns(bare, "kobo", SAMPLE, mapping, only_check=True).accepted == 8
