from __future__ import annotations

import pytest

from drawn_charts import DRAWINGS, Draw


@pytest.fixture(params=DRAWINGS.values(), ids=DRAWINGS.keys())
def drawn(request: pytest.FixtureRequest) -> Draw:
    """A chart of every kind with one cell of the test's choice in it."""
    return request.param
