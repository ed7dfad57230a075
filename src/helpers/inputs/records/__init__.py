"""What was taken in, as Parquet: checked rows of each return, and its history."""
