"""Take in a year's workbooks: time against reading them alone, and memory against their number.

Run it as `.venv/bin/python benchmarks/intake.py`. It writes the 44 workbooks of 2023 into a temporary folder, reads
them with each reader alone, then takes them in as `workbook take-in FOLDER` does, and prints ratios. One process, one
after another, the best of several runs; imports count on neither side, params and records written on that of intake.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REPEATS = 5


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, str(ROOT / "data"))
    with tempfile.TemporaryDirectory() as folder:
        books = make_workbooks(Path(folder) / "sent")
        count, size = len(books), sum(path.stat().st_size for path in books)
        print(f"{count} workbooks, {size / 1e6:.1f} MB")
        calamine = best_of(lambda: read_with_calamine(books))
        openpyxl = best_of(lambda: read_with_openpyxl(books), repeats=1)
        print(f"python-calamine alone      {calamine:6.2f} s")
        print(f"openpyxl read-only alone   {openpyxl:6.2f} s   {openpyxl / calamine:5.1f} x python-calamine")
        check_time, rows = intake_time(Path(folder), books, write=False)
        write_time, _ = intake_time(Path(folder), books, write=True)
        for name, seconds in (("check", check_time), ("take-in", write_time)):
            ratios = f"{seconds / calamine:5.1f} x python-calamine, {seconds / openpyxl:4.2f} x openpyxl"
            print(f"workbook {name:8} {rows} rows {seconds:6.2f} s   {ratios}")
        few, many = (peak_memory(Path(folder), books[:11] * times) for times in (1, 4))
        print(f"peak memory: {few:.0f} MB for 11 returns, {many:.0f} MB for 44")


def make_workbooks(folder: Path) -> list[Path]:
    """The year's returns as workbooks."""
    from sample_generator.returns import make_returns_of_year
    from sample_generator.workbooks import write_workbook

    from helpers.paths import Project

    folder.mkdir()
    for sent in make_returns_of_year(Project(ROOT), 2023):
        write_workbook(Project(ROOT), sent, folder / f"{sent.province}.xlsx")
    return sorted(folder.glob("*.xlsx"))


def read_with_calamine(books: list[Path]) -> None:
    """Every cell of every sheet."""
    from python_calamine import CalamineWorkbook

    for path in books:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def read_with_openpyxl(books: list[Path]) -> None:
    """Every cell of every sheet."""
    import openpyxl

    for path in books:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass


def intake_time(folder: Path, books: list[Path], *, write: bool) -> tuple[float, int]:
    """Seconds for `check`, or for `take_in_paths` into an empty project; and the rows accepted."""
    from helpers.inputs.sent import check, take_in_paths

    best, rows = float("inf"), 0
    for _ in range(REPEATS):
        project = make_project(folder / "project")
        start = time.perf_counter()
        intake = (take_in_paths if write else check)(project, [books[0].parent])
        best, rows = min(best, time.perf_counter() - start), intake.accepted
    return best, rows


def make_project(root: Path):  # type: ignore[no-untyped-def]
    """A project without returns."""
    from helpers.paths import Project

    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(ROOT / "params", root / "params")
    (root / "data/sample").mkdir(parents=True)
    shutil.copy(ROOT / "data/sample/stations.csv", root / "data/sample")
    return Project(root)


def best_of(work: Callable[[], None], repeats: int = REPEATS) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def peak_memory(folder: Path, books: list[Path]) -> float:
    """Peak resident memory of a process that checks these workbooks, in MB."""
    sent = folder / "some"
    shutil.rmtree(sent, ignore_errors=True)
    sent.mkdir()
    for number, path in enumerate(books):
        shutil.copy(path, sent / f"{number:03d}.xlsx")
    project = make_project(folder / "project")
    code = "import sys; from helpers.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", code, "check", str(sent)], cwd=project.root, check=False, capture_output=True
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
