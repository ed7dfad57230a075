"""The kernel specification that points Jupyter clients at the fork server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PROVISIONER = "workbook-warm"
KERNEL_NAME = "workbook"

LIBRARY_ENV = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


def kernelspec(socket: str, name: str) -> dict[str, Any]:
    """A specification of the Python kernel started as a fork of the server at `socket`.

    Its command line and variables also make the ordinary kernel that replaces a fork that cannot be had. History is
    kept in memory, because a file would be shared by all kernels; for `python3` that is nbclient's to say.
    """
    argv = ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    return {
        "argv": argv if name == "python3" else [*argv, "--HistoryManager.hist_file=:memory:"],
        "display_name": "Python 3 (ipykernel)" if name == "python3" else "Python 3 (workbook)",
        "language": "python",
        "env": LIBRARY_ENV,
        "metadata": {
            "debugger": True,
            "kernel_provisioner": {"provisioner_name": PROVISIONER, "config": {"socket": socket}},
        },
    }


def write_kernelspecs(folder: Path, socket: str, names: tuple[str, ...]) -> None:
    """Specifications below `folder`, which is then to be named in JUPYTER_PATH."""
    for name in names:
        place = folder / "kernels" / name
        place.mkdir(parents=True, exist_ok=True)
        (place / "kernel.json").write_text(json.dumps(kernelspec(socket, name), indent=1), encoding="utf-8")
