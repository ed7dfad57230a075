import pyarrow.csv

number = pyarrow.csv.read_csv(str(project.root / "data/sample/2023/lang-son/reintegration.csv"))["victims"][
    0
].as_py()
