from dataclasses import replace

import pandas as pd
import pytest
from test_words import words

from helpers.report import gaps

FILE = "data/sample/2023/{}/{}.csv"


def sources(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    named = [(p, 2023, FILE.format(p, table), sha, 5, bad) for p, table, sha, bad in rows]
    columns = ["province", "year", "file", "sha256", "rows_accepted", "rows_rejected"]
    return pd.DataFrame(named, columns=columns)


def said(*rows: tuple[str, str, str, int]) -> str:
    made = gaps(replace(words({}).release, sources=sources(*rows)))
    return made.text.replace("\\", "") if made else ""


def test_nothing_is_said_where_all_was_received():
    assert said(("lang-son", "victims", "ab", 0), ("lang-son", "outreach", "cd", 0)) == ""


def test_missing_table_is_named_with_its_province():
    text = said(("lang-son", "victims", "missing", 0), ("lang-son", "outreach", "cd", 0))
    assert "Lang Son sent no victims.csv of 2023; totals are without them." in text
    assert "callout-warning" in text


def test_missing_return_is_named():
    text = said(("ca-mau", "victims", "missing", 0), ("lang-son", "outreach", "cd", 0))
    assert "No return of 2023 was received from: Ca Mau." in text


@pytest.mark.parametrize("rejected", [1, 26])
def test_rejected_rows_are_counted(rejected):
    text = said(("lang-son", "victims", "ab", rejected), ("lang-son", "outreach", "cd", 0))
    assert f"are not counted: {rejected}." in text
