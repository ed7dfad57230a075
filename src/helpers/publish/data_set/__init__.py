"""The data set: every released cell of all packets, once, as files that people take away and programs read.

released_cells  the cells of all packets as one tidy table
dictionary      what columns and codes mean, in both languages
versions        what came, changed and went with each version, and what was published last
data_files      the files in reports/data/
chosen_cells    some of the cells in a format, for `workbook data`
"""
