import pyarrow.parquet as pq

result = pq.read_table(PARQUET)
