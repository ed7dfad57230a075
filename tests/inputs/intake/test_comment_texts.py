"""Personal data in comments and drawings stops a workbook; harmless ones, and those of the intake itself, do not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.comments import Comment

from helpers.inputs.intake.comment_texts import AUTHOR, Remark, remarks_in
from helpers.inputs.intake.personal_data import PersonalData
from helpers.inputs.mistakes import NOTHING, Mistake

AT = Mistake("a.xlsx", None, None, NOTHING, sheet="1", cell="B2")


def with_comment(text: str, author: str) -> bytes:
    book = load_workbook(io.BytesIO(drawn("")))
    book["Second"]["B2"].comment = Comment(text, author)
    book.save(content := io.BytesIO())
    return content.getvalue()


def drawn(text: str) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("First").write("A1", "x")
        second = book.add_worksheet("Second")
        second.write("A1", "x")
        if text:
            second.insert_textbox("C3", text)
    return content.getvalue()


def test_comment_is_read_without_its_author() -> None:
    content = with_comment("Trần Văn Mẫu:\nsee the file", "Trần Văn Mẫu")
    assert remarks_in(content) == [Remark("Second", "B2", "\nsee the file")]


def test_new_comment_is_read(tmp_path: Path) -> None:
    content = with_comment("old form", "somebody")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            if entry.filename == "xl/worksheets/_rels/sheet2.xml.rels":
                new = b'<Relationship Id="rId9" Type="t" Target="../threadedComments/threadedComment1.xml"/>'
                part = part.replace(b"</Relationships>", new + b"</Relationships>")
            after.writestr(entry.filename, part)
        after.writestr(
            "xl/threadedComments/threadedComment1.xml",
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="A1" id="{1}"><text>ask Trần Thị Mẫu</text></threadedComment></ThreadedComments>',
        )
    assert Remark("Second", "A1", "ask Trần Thị Mẫu") in remarks_in(changed.getvalue())


def test_text_box_is_read() -> None:
    assert remarks_in(drawn("a note")) == [Remark("Second", None, "a note")]
    assert remarks_in(drawn("")) == []


def test_what_the_intake_wrote_is_not_read() -> None:
    assert remarks_in(with_comment("Trần Thị Mẫu", AUTHOR)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ask Trần Thị Mẫu about this", "a person's name"),
        ("Nạn nhân: Trần Thị Mẫu (Bản A)", "a person's name"),
        ("tel. 0912 345 678", "a telephone number"),
    ],
)
def test_personal_data_in_a_sentence_is_told_by_kind_alone(text: str, kind: str) -> None:
    (mistake,) = PersonalData([]).find_beside(text, AT)
    assert (str(mistake.reason), mistake.kind) == (
        f"its comment holds what looks like {kind}",
        "personal data",
    )
    assert "ghi chú" in mistake.to("vi")
    assert "Mẫu" not in str(mistake)


@pytest.mark.parametrize("text", ["", "checked on 5 May 2023", "Đồn Biên phòng Chi Ma gửi muộn", "cases: 12"])
def test_harmless_remark_is_not_told(text: str) -> None:
    assert PersonalData([]).find_beside(text, AT) == ()
