import pyarrow.dataset as ds

result = ds.dataset(PARQUET).to_table()
