"""What the analyst reads of the returns: each warning leads to its row."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.report.quality import cautions_listed
from helpers.report.returned import Caution, Quality
from small_release import small_release


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("sent/lang-son.xlsx", "sent/lang-son.xlsx, table Victims, row 4"),
        ("data/sample/2023/lang-son/victims.csv", "data/sample/2023/lang-son/victims.csv, row 4"),
    ],
)
def test_warning_names_the_table_where_the_file_holds_several(file: str, place: str) -> None:
    caution = Caution("duplicate", "lang-son", "victims", file, 4, None, None)
    quality = Quality(small_release(), {"victims": "Victims"}, (), (), (caution,), (), pd.DataFrame())
    assert f">{place}<" in cautions_listed(quality)._repr_mimebundle_()["text/html"]
