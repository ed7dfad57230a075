"""Pandoc as a command and as a process that stays: the same bytes, whatever becomes of that process."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.errors import RenderError
from helpers.render import pandoc_server
from helpers.render.pandoc import convert

METADATA = {"lang": "vi", "title": "Một & <hai>", "pagetitle": '"Báo cáo"', "place": "Lạng Sơn"}
DOCUMENTS = {
    "words": '## Đầu {#a .b}\n\n"Words" -- and ... *more*[^1] [x](http://y.org) @who\n\n[^1]: A note.',
    "code": "## A\n\n```python\nx = 1  # note\n```\n\n## A\n\n``````\nplain\n``````",
    "tables": "| a | b |\n|:--|--:|\n| 1 | 2 |\n\n: cap {#tbl-x}\n\nSee @tbl-x.\n\n+---+---+\n| a | b |\n+---+---+",
    "blocks": "::: {.callout-note}\n## Head\nText\n:::\n\n::: {.key-results}\n- **1** a\\\n  b\n:::\n\n1. one",
    "a tab": "    code\twith a tab",
    "nothing": "",
}


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[pandoc_server._Server]:
    own = pandoc_server._Server()
    monkeypatch.setattr(pandoc_server, "_state", own)
    yield own
    own.stop()


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    def made(*arguments: object) -> str:
        with monkeypatch.context() as without:
            without.setattr(pandoc_server, "converted", lambda *_: None)
            return convert(*arguments)  # type: ignore[arg-type]

    return made


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("to", "template"), [("html5", "report.html"), ("typst", "")])
def test_a_pandoc_that_stays_gives_the_bytes_of_the_command(
    server: pandoc_server._Server, plain: Callable[..., str], name: str, to: str, template: str
) -> None:
    made = convert(DOCUMENTS[name], to, METADATA, template)
    assert made == plain(DOCUMENTS[name], to, METADATA, template)
    assert server.failures == 0
    assert (server.running is None) is (name == "a tab")


def test_a_pandoc_that_was_killed_or_hangs_is_replaced(
    server: pandoc_server._Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = convert("word", "typst", METADATA)
    monkeypatch.setattr(pandoc_server, "SECONDS", 0.3)
    for failures, end in enumerate((signal.SIGKILL, signal.SIGSTOP), start=1):
        assert server.running is not None
        dead = server.running
        os.kill(dead.pid, end)
        assert convert("word", "typst", METADATA) == first
        assert dead.returncode is not None
        assert server.failures == failures
        monkeypatch.setattr(pandoc_server, "SECONDS", 30.0)
        assert convert("word", "typst", METADATA) == first
        monkeypatch.setattr(pandoc_server, "SECONDS", 0.3)


def test_a_pandoc_that_is_killed_leaves_no_file(
    server: pandoc_server._Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    convert("word", "typst", METADATA)
    assert server.running is not None and server.failures == 0
    assert not list(tmp_path.iterdir())
    server.stop(now=True)
    assert not list(tmp_path.iterdir())


def test_what_pandoc_refuses_is_told_as_the_command_tells_it(server: pandoc_server._Server) -> None:
    convert("word", "html5", METADATA)
    with pytest.raises(RenderError, match="@tbl-none: the report has no such figure or table"):
        convert("See @tbl-none.", "html5", METADATA)
    assert "word" in convert("word", "html5", METADATA)


def test_a_fork_starts_its_own(server: pandoc_server._Server) -> None:
    convert("word", "typst", METADATA)
    child = os.fork()
    if not child:
        os._exit(0 if server.running is None and convert("word", "typst", METADATA) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server.running is not None
    assert server.running.poll() is None
    assert convert("other", "typst", METADATA) == "other\n"
