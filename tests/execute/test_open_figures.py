"""What the extension of a build's kernels changes in what cells show."""

from __future__ import annotations

from types import SimpleNamespace

from IPython.core.formatters import DisplayFormatter

from helpers.execute.open_figures import load_ipython_extension
from helpers.report.data_table import Row, TextColumn, table
from helpers.report.exhibit import Exhibit
from helpers.report.exhibit_data import from_data
from helpers.report.front_matter import EXHIBIT


def test_an_exhibit_sends_its_data_alone_and_is_whole_again_from_them() -> None:
    shell = SimpleNamespace(
        display_formatter=DisplayFormatter(), events=SimpleNamespace(register=lambda *_: None)
    )
    made = Exhibit(
        "table",
        "tbl-own",
        "Title",
        "",
        "",
        "",
        "",
        "en",
        table=table([TextColumn("A")], [Row(("1",))], language="en"),
    )
    assert {"text/html", EXHIBIT} <= shell.display_formatter.format(made)[0].keys()
    load_ipython_extension(shell)
    sent, _ = shell.display_formatter.format(made)
    assert sent.keys() == {EXHIBIT, "text/plain"}
    assert from_data(sent[EXHIBIT]) == made
