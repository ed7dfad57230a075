"""Take in a year's workbooks: time against reading them alone, and memory against their number.

Run it as `.venv/bin/python benchmarks/intake.py`. It writes the 44 workbooks of 2023 into a temporary folder, reads
them with each reader alone, then takes them in as `workbook take-in FOLDER` does, and prints ratios. One process, one
thread, by turns (reader, check, take-in), fifteen rounds; a ratio is the median of those of the rounds. Seconds are of
the processor, which on a quiet machine are those of the clock. Imports count on neither side, params and records
written on that of intake. Peaks of memory are those of whole processes of `workbook take-in`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
TAKE_IN_AND_TELL_PEAK = """
from pathlib import Path
from helpers.cli.main import main
try:
    main()
finally:
    (peak,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(peak.split()[1])  # not resource.ru_maxrss: that counts what this process had before it became another
"""


def main() -> None:
    """Measure and print."""
    sys.path.insert(0, str(ROOT / "data"))
    with tempfile.TemporaryDirectory() as folder:
        books = make_workbooks(Path(folder) / "sent")
        count, size = len(books), sum(path.stat().st_size for path in books)
        print(f"{count} workbooks, {size / 1e6:.1f} MB")
        openpyxl = seconds(lambda: read_with_openpyxl(books))
        taken: dict[str, list[float]] = {"python-calamine": [], "check": [], "take-in": []}
        rows = 0
        for _ in range(ROUNDS):
            taken["python-calamine"].append(seconds(lambda: read_with_calamine(books)))
            for name in ("check", "take-in"):
                spent, rows = intake_time(Path(folder), books, write=name == "take-in")
                taken[name].append(spent)
        print(f"openpyxl read-only alone   {openpyxl:6.3f} s")
        for name, rounds in taken.items():
            ratio = median(own / alone for own, alone in zip(rounds, taken["python-calamine"], strict=True))
            print(f"{name:26} {min(rounds):6.3f} s   {ratio:5.1f} x python-calamine")
        print(f"{rows} rows")
        few, many = (peak_memory(Path(folder), books * times) for times in (1, 3))
        print(f"peak memory: {few:.0f} MB for {count} returns, {many:.0f} MB for {3 * count}")


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
    from helpers.inputs.intake.sent_returns import check, take_in_paths

    project = make_project(folder / "project")
    start = time.process_time()
    intake = (take_in_paths if write else check)(project, [books[0].parent])
    return time.process_time() - start, intake.accepted


def make_project(root: Path):  # type: ignore[no-untyped-def]
    """A project without returns. What was taken in before is moved aside: beside deleted files, others take longer."""
    from helpers.paths import Project

    if root.exists():
        (root / "data").rename(tempfile.mkdtemp(dir=root.parent))
    else:
        shutil.copytree(ROOT / "params", root / "params")
    (root / "data/sample").mkdir(parents=True)
    shutil.copy(ROOT / "data/sample/stations.csv", root / "data/sample")
    return Project(root)


def seconds(work: Callable[[], None]) -> float:
    """How long it takes, once."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak_memory(folder: Path, books: list[Path]) -> float:
    """Peak resident memory of a process that takes in these workbooks, in MB."""
    sent = folder / "some"
    shutil.rmtree(sent, ignore_errors=True)
    sent.mkdir()
    for number, path in enumerate(books):
        shutil.copy(path, sent / f"{number:03d}.xlsx")
    project = make_project(folder / "project")
    done = subprocess.run(
        [sys.executable, "-c", TAKE_IN_AND_TELL_PEAK, "take-in", str(sent)],
        cwd=project.root, check=False, capture_output=True, text=True,
    )  # fmt: skip
    return int(done.stdout.split()[-1]) / 1024


if __name__ == "__main__":
    main()
