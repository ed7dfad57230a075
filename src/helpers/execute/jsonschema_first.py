"""Imports jsonschema without its checker of international addresses: in workers, and in tools that git runs.

To be imported before Papermill or nbformat, but not where other people's code runs.

nbformat, and so Papermill, imports jsonschema, which compiles a grammar for such addresses: a second of each process.
No schema of a notebook asks for one.
"""

import importlib
import sys

_CHECKER = "rfc3987_syntax"

if "jsonschema" not in sys.modules and _CHECKER not in sys.modules:
    sys.modules[_CHECKER] = None  # type: ignore[assignment]  # so that importing it raises ImportError
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_CHECKER]
