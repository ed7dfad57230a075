path = project.params / "disclosure.yml"
path.write_text(path.read_text() + f"# {number}\n")
shown = report.say(en="Found: {n}.", vi="Thấy: {n}.", n=path.read_text())
