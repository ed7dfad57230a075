import tempfile

tempfile.TemporaryFile().write(b"x")
