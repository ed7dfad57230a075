"""Text of a PDF is read however its strings are written, or the PDF is refused."""

from __future__ import annotations

import pytest

from helpers.run.audit.claims import Finding, Text, Written
from helpers.run.audit.lexicon import Lexicon
from helpers.run.audit.pdf import read_pdf
from small_release import small_release


def pdf(shown: bytes, title: bytes = b"(A report)") -> list[Text | Finding]:
    """The claims of a PDF of one line, whose font has 7 as glyph '(', 9 as ')', 3 as '\\' and 0 as '7'."""
    names = b"<0028> <0037>\n<0029> <0039>\n<005c> <0033>\n<0037> <0030>\n"
    objects = [
        b"<< /Title " + title + b" >>",
        b"<< /Length 9 >>\nstream\nBT /F0 9 Tf " + shown + b" ET\nendstream",
        b"<< /ToUnicode 4 0 R >>",
        b"<< /Length 9 >>\nstream\n" + names + b"\nendstream",
        b"<< /Font << /F0 3 0 R >> >>",
    ]
    content = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, start=1)
    )
    release = small_release()
    claims = list(read_pdf(Written("report.pdf", content, release, Lexicon(release))))
    return [claim for claim in claims if isinstance(claim, (Text, Finding))]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (b"[(\0(\0))]TJ", "79"),  # brackets in a pair need no backslash
        (b"(\0(\0))Tj", "79"),
        (b"[(\0(\0(\0)\0))]TJ", "7799"),
        (b"[(\0\\()4(\0\\))]TJ", "79"),
        (rb"[(\000\050\000\051)]TJ", "79"),
        (b"[(\0\\\\\0(\0))]TJ", "379"),
        (b"[(\0" + rb"\7" + b")]TJ", "\ufffd"),  # a byte by its number, not a digit
        (b"[<00280029>]TJ", "79"),
    ],
)
def test_string(shown: bytes, text: str) -> None:
    assert Text("report.pdf", text) in pdf(shown)


@pytest.mark.parametrize("shown", [b"[(" + b"\0(" * 9 + b"\0)" * 9 + b")]TJ", b"[(\0()]TJ"])
def test_string_that_is_not_understood_is_refused(shown: bytes) -> None:
    assert any(isinstance(claim, Finding) for claim in pdf(b"[(\0\\()]TJ ET BT /F0 9 Tf " + shown))


@pytest.mark.parametrize("title", [b"(Rescued (3) victims)", rb"(Rescued \(3\) victims)"])
def test_metadata_with_brackets(title: bytes) -> None:
    assert Text("report.pdf, metadata", "Rescued (3) victims") in pdf(b"[(\0\\()]TJ", title)
