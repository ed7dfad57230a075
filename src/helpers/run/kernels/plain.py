"""Which notebooks run the same in a shell without a kernel: decided by a look at their code, when in doubt no.

The conformance corpus holds this against both ways (tests/run/kernels/test_conformance.py). What differs is whatever
reaches for the kernel or its process: input, magics, await, threads, descriptors, the interpreter's own state.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

MODULES = frozenset(
    {
        "helpers",
        "IPython.display",
        "datetime",
        "json",
        "math",
        "matplotlib",
        "numpy",
        "pandas",
        "seaborn",
        "textwrap",
    }
)
NAMES = frozenset(
    {
        "RecursionError",
        "SystemExit",
        "breakpoint",
        "compile",
        "dir",
        "eval",
        "exec",
        "exit",
        "get_ipython",
        "globals",
    }
    | {"help", "input", "locals", "open", "quit", "vars"}
)
SYNTAX = (ast.Await, ast.AsyncFor, ast.AsyncFunctionDef, ast.AsyncWith)


def is_plain(notebook: Any) -> bool:
    """Whether every code cell is plain Python that uses only modules and names known to be safe."""
    return all(_is_plain(cell.source) for cell in notebook.cells if cell.cell_type == "code")


def _is_plain(source: str) -> bool:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # a magic, a question mark, or an error that IPython words its own way
        return False
    return all(_is_plain_node(node) for node in ast.walk(tree))


def _is_plain_node(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return _are_known(alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.level == 0 and _are_known([node.module or ""])
    if isinstance(node, ast.Name):
        return node.id not in NAMES and not node.id.startswith("__")
    if isinstance(node, ast.Attribute):
        return not node.attr.startswith("_")
    return not isinstance(node, SYNTAX)


def _are_known(modules: Iterable[str]) -> bool:
    return all({name, name.partition(".")[0]} & MODULES for name in modules)
