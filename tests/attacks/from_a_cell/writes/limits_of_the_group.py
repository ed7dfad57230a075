from pathlib import Path

group = Path("/proc/self/cgroup").read_text().split(":")[-1].strip().lstrip("/")
(Path("/sys/fs/cgroup") / group / "cgroup.procs").write_text("0")
