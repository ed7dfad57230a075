import shutil, tempfile

result = shutil.copy(SECRET, tempfile.mkdtemp())
