"""A name leads to one place: no two modules and no two public classes of the package share one."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable

from projects import ROOT

MODULES = sorted((ROOT / "src" / "helpers").rglob("*.py"))


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_modules_share_a_name() -> None:
    assert _twice(path.stem for path in MODULES if not path.stem.startswith("__")) == []


def test_no_two_public_classes_share_a_name() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES]
    classes = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert len(classes) > 200
    assert _twice(name for name in classes if not name.startswith("_")) == []
