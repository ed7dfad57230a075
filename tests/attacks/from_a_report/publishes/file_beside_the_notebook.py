path = Path.cwd() / "index.html"
path.write_text(f"Supported: {number}")
shown = report.say(en="Found: {n}.", vi="Thấy: {n}.", n=path.read_text())
