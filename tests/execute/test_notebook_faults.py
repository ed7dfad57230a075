"""A file that is no notebook is told with its line, the marks of a merge, or the key that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers.execute.notebook_faults import not_a_notebook

WHOLE: dict[str, Any] = {
    "metadata": {},
    "cells": [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# A"]},
        {
            "cell_type": "code",
            "id": "data",
            "metadata": {},
            "source": "1",
            "outputs": [],
            "execution_count": None,
        },
    ],
}
MERGED = """{
<<<<<<< HEAD
 "cells": [],
=======
 "cells": [1],
>>>>>>> other
 "metadata": {}
}"""


LONE = "on line 2: a merge was not finished; take the line out, and see that what stood on either side of it is whole"


def _lone(mark: str) -> str:
    return json.dumps(WHOLE, indent=1).replace("{\n", f"{{\n{mark}\n", 1)


def _without(key: str) -> str:
    first, second = WHOLE["cells"]
    return json.dumps(
        {**WHOLE, "cells": [first, {name: each for name, each in second.items() if name != key}]}
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{\n "cells": [],,\n}', "line 2, column 14: expecting property name enclosed in double quotes"),
        (
            MERGED,
            "<<<<<<< on line 2: a merge was not finished, its marks are on lines 2, 4, 6; keep one side of each, and "
            "take the marks out",
        ),
        (_lone("<<<<<<< HEAD"), f"<<<<<<< {LONE}"),
        (_lone("======="), f"======= {LONE}"),
        (_lone("  >>>>>>> 0a1b2c (Words)"), f">>>>>>> {LONE}"),
        (" \n", "the file is empty"),
        ("[]", "it holds no object with 'cells' and 'metadata'"),
        ('{"cells": []}', "'metadata' is missing"),
        ('{"metadata": {}, "cells": 1}', "'cells' is of another kind"),
        ('{"metadata": {}, "cells": [1]}', "cell 1 is no object"),
        (_without("source"), "cell 2 (data): 'source' is missing"),
        (_without("metadata"), "cell 2: 'metadata' is missing"),
        (_without("outputs"), "cell 2 (data): 'outputs' is missing"),
    ],
)
def test_what_is_wrong_and_where_is_told(content: str, said: str) -> None:
    told = str(not_a_notebook("notebooks/x.ipynb", content.encode(), ValueError()))
    assert told.startswith(f"notebooks/x.ipynb: not a notebook ({said}); mend it there, or put an older copy")


def test_letters_that_are_not_utf_8_are_told_by_line() -> None:
    told = str(not_a_notebook("x", b'{\n"cells": "\xff"}', ValueError()))
    assert "(line 2 is not UTF-8)" in told


def test_what_is_not_known_is_told_by_its_kind() -> None:
    assert "(PermissionError)" in str(not_a_notebook("x", None, PermissionError()))
    assert "(KeyError)" in str(not_a_notebook("x", json.dumps(WHOLE).encode(), KeyError()))
