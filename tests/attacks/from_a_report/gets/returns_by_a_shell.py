import subprocess

said = subprocess.run(
    ["cat", str(project.root / "data/sample/2023/lang-son/reintegration.csv")], capture_output=True, text=True
)
number = int(said.stdout.splitlines()[1].split(",")[2])
