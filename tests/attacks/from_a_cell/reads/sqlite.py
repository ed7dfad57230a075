import sqlite3

result = sqlite3.connect(SQLITE).execute("select * from facts").fetchall()
