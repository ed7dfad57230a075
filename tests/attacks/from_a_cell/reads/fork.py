import os

reader, writer = os.pipe()
if not os.fork():
    try:
        os.write(writer, open(SECRET, "rb").read())
    finally:
        os._exit(0)
os.wait()
os.close(writer)
result = os.read(reader, 99) or refuse()
