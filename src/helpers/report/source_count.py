"""The files of the returns that a report rests on, as one number. No drawing here: exports use it, too."""

from __future__ import annotations

import hashlib

import pandas as pd


def hash_of_files(files: pd.DataFrame) -> str:
    """One SHA-256 over files of the returns: of the lines 'hash  path', in the order of the paths."""
    ordered = files.sort_values("file")
    lines = [f"{sha}  {file}\n" for file, sha in ordered[["file", "sha256"]].itertuples(index=False)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
