"""Publications that say the same of guarded tables count once, so that a decision outlives changes of other tables."""

from __future__ import annotations

import pandas as pd

from helpers.privacy.earlier import Before, Earlier


def cells(*values: float, indicator: str = "victims") -> pd.DataFrame:
    frame = pd.DataFrame({"value": values, "period": [f"202{n}" for n in range(len(values))]})
    same = {"indicator": indicator, "place": "a", "breakdown": "total", "category": "all", "level": "nation"}
    return frame.assign(**same, status="shown")


def before(*values: float, other: float = 0.0, same_policy: bool = True) -> Before:
    facts = pd.concat([cells(*values), cells(other, indicator="leaflets")], ignore_index=True)
    return Before((("63", cells(*values)),), {"63": facts.iloc[::-1]}, same_policy)


def test_publications_that_differ_in_other_tables_alone_are_one():
    once, often = Earlier((before(7, 8),)), Earlier((before(7, 8), before(7, 8, other=3.0)))
    assert len(often.about(["victims"]).releases) == 1
    assert list(often.about(["victims"]).parts()) == list(once.about(["victims"]).parts())


def test_publications_that_differ_in_a_guarded_number_or_the_policy_are_two():
    for second in (before(7, 9), before(7, 8, same_policy=False)):
        assert len(Earlier((before(7, 8), second)).about(["victims"]).releases) == 2
