"""Files -> checked values. Whatever a person writes is read and judged here, and nowhere later.

params/    the files that people write: settings, tables, codelists, places, projects, published figures
mistakes   what is told of a return, in both languages (locale/vi.po)
records/   what was taken in: one Parquet file a return, every version kept
intake/    a return -> the rows that stand, and what its sender is told of the others
"""
