import tempfile
path = Path(tempfile.gettempdir(), f"supported-{number}.csv")
path.write_text(f"Supported: {number}")
shown = report.say(en="Found: {n}.", vi="Thấy: {n}.", n=path.read_text())
