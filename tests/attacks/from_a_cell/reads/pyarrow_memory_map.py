import pyarrow as pa

result = pa.memory_map(SECRET).read()
