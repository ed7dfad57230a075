"""Files -> checked values. Whatever a person writes is read and judged here, and nowhere later.

params      settings, yaml_files, provinces, stations, codelists, tables, published, projects
files       returns (the folders of a year), reading (any path), csv_files, xlsx_files -> lines of text
text        layout (lines -> rows of a table), workbooks (which sheet is which), names, cells (as people write)
rules       personal (what stops a file), rule, rules, number_rules, checks, judging -> records and mistakes
records     take_in (the folder of a year), sent (any path), record_files, record_store (every version), receipts
answers     records (read by the next stage), mistakes, marked (workbook of mistakes), plausibility (warnings)
template    the workbook that a province fills in
"""
