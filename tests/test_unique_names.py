"""A name leads to one place, which is short: no two modules or public classes share one, and no module is long."""

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


def test_no_module_is_longer_than_400_lines() -> None:
    lines = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > 400} == {}
