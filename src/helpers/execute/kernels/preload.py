"""What the fork server does once, so that no kernel has to: imports, and figures drawn and thrown away.

Whatever is imported here is imported in every kernel. No import may start a thread: a thread does not survive
a fork, but the locks that it holds do.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

KERNEL_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.core.payloadpage",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "encodings.idna",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.displayhook",
    "ipykernel.ipkernel",
    "ipykernel.iostream",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "ipykernel_launcher",
    "matplotlib_inline.config",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.asyncio",
)
ANALYSIS_MODULES = (
    "numpy.random",
    "pandas",
    "pandas.core.arrays.arrow.extension_types",
    "pandas.io.formats.csvs",
    "pyarrow",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "pandas.core.reshape.reshape",
)


class ThreadsError(Exception):
    """A preloaded module has started a thread, so nothing may be forked any more."""


@dataclass(frozen=True)
class Preloaded:
    """Variables that the kernel's modules set in the environment, and files that were read besides source code."""

    variables: dict[str, str]
    files: tuple[Path, ...]


def preload(modules: Iterable[str]) -> Preloaded:
    """Import what kernels and reports need, then `modules`; draw; put it all out of the collector's sight.

    An entry of `modules` may name a function, as in `package.module:rehearse`: it is called in place of drawing
    figures such as any notebook may draw, and returns the files that it read and keeps in memory.

    Returns the environment variables that the kernel's own modules set when they are imported.
    A module that cannot be imported is named on stderr and left to the notebooks, which meet the same error.

    Raises:
        ThreadsError: naming the module whose import started a thread.
    """
    before = dict(os.environ)
    named = [entry.partition(":") for entry in modules]
    _import(KERNEL_MODULES)
    variables = {name: value for name, value in os.environ.items() if before.get(name) != value}
    _import((*ANALYSIS_MODULES, *(module for module, _, _ in named)))
    rehearsals = [getattr(sys.modules[module], f) for module, _, f in named if f and module in sys.modules]
    files = [file for rehearse in rehearsals for file in rehearse()]
    if not rehearsals:
        _draw_throwaway_figures()
    if threads() > 1:
        raise ThreadsError("drawing started a thread")
    _forget_warnings()
    gc.freeze()
    return Preloaded(variables, tuple(files))


def threads() -> int:
    """Threads of this process as the system counts them, native ones included."""
    return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - once before every fork; a Path for each is waste


def source_files() -> dict[str, tuple[int, int]]:
    """Time and size of each imported source file that someone may be editing, because it is not installed."""
    prefixes = tuple({str(Path(place).resolve()) for place in (sys.prefix, sys.base_prefix)})
    found = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and file.endswith(".py") and not str(Path(file).resolve()).startswith(prefixes):
            found[file] = stamp(file)
    return found


def stamp(file: str) -> tuple[int, int]:
    """What changes when a file is edited; zeros when it is gone."""
    try:
        status = os.stat(file)  # noqa: PTH116 - one per module and fork
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _import(names: Iterable[str]) -> None:
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"warm kernels: cannot preload {name}: {error}", file=sys.stderr)
        if threads() > 1:
            raise ThreadsError(f"importing {name} started a thread")


def _draw_throwaway_figures() -> None:
    """Fill the caches of fonts, text and paths. Not through pyplot, whose backend each kernel chooses."""
    try:
        import matplotlib
        import pandas as pd
        import seaborn as sns
        from matplotlib.figure import Figure
    except ImportError:
        return
    frame = pd.DataFrame({"x": range(12), "y": [n % 5 for n in range(12)], "kind": ["Ab", "Đế"] * 6})
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.fonttype": "none"}):
        warnings.simplefilter("ignore")
        for form in ("svg", "png"):
            figure = Figure(figsize=(6, 3))
            axes = figure.subplots(1, 4)
            sns.lineplot(frame, x="x", y="y", hue="kind", errorbar=None, ax=axes[0])
            sns.barplot(frame, x="kind", y="y", errorbar=None, ax=axes[1])
            sns.heatmap(frame.pivot_table(index="kind", columns="y", values="x"), annot=True, ax=axes[2])
            sns.boxplot(frame, x="kind", y="y", ax=axes[3])
            axes[0].set_title("Ngày 2023", loc="left")
            figure.savefig(BytesIO(), format=form)


def _forget_warnings() -> None:
    """A warning shown once while preloading must still be shown in a kernel."""
    for module in list(sys.modules.values()):
        registry = getattr(module, "__dict__", {}).get("__warningregistry__")
        if registry:
            registry.clear()
