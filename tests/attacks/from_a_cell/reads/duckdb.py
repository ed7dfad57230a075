import duckdb

result = duckdb.sql(f"select * from read_parquet('{PARQUET}')").fetchall()
