import json
import subprocess

import pypandoc
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.report import escape

NASTY = "|*_<>#$@\\\"'`[]{}()^~!&;:%+-=/.,0123456789 aắđỡ"
texts = st.text(alphabet=NASTY, min_size=1, max_size=24).map(lambda text: " ".join(text.split())).filter(bool)


def pandoc(markdown: str) -> list[dict]:
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=json"]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)["blocks"]


def plain(inlines: list[dict]) -> str:
    """The text of inlines that hold nothing but text; anything else fails the test."""
    assert {inline["t"] for inline in inlines} <= {"Str", "Space"}, inlines
    return "".join(inline.get("c", " ") for inline in inlines)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=1, max_size=12))
def test_any_text_reads_back_as_itself_from_markdown(given_texts):
    blocks = pandoc("\n\n".join(escape.markdown(text) for text in given_texts))
    assert [plain(block["c"]) for block in blocks] == given_texts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_text_reads_back_as_itself_from_an_attribute(text):
    (block,) = pandoc(f"[x]{{alt={escape.markdown_attribute(text)}}}")
    assert block["c"][0]["c"][0][2] == [["alt", text]]


@pytest.mark.parametrize(
    "text",
    [
        "- no list",
        "% no title",
        "1. no list",
        "a) no list",
        "(@) no example",
        "# no head",
        ": no caption",
        "> no quote",
        "[^1]: no note",
        "```",
        "---",
        "{{< no-shortcode >}}",
        "<script>",
        "Bà Rịa – Vũng Tàu",
        "$5 and $6",
    ],
)
def test_what_would_be_a_block_stays_a_sentence(text):
    (block,) = pandoc(escape.markdown(text))
    assert block["t"] == "Para"
    assert plain(block["c"]) == text


def test_numbers_stay_readable_in_the_source():
    assert escape.markdown("17.940 and 3.5, 12:30") == "17.940 and 3.5, 12:30"


def test_a_line_break_is_a_space():
    assert escape.markdown("one\r\ntwo\u2028three") == "one two three"


def test_markup_closes_no_attribute_and_opens_no_tag():
    assert escape.markup("\"><script>&'") == "&quot;&gt;&lt;script&gt;&amp;&#x27;"
