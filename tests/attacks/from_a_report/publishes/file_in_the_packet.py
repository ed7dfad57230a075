for path in project.scratch.rglob("packet"):
    path = path / "more.csv"
    path.write_text(f"Supported: {number}")
    shown = report.say(en="Found: {n}.", vi="Thấy: {n}.", n=path.read_text())
