"""The published figures of a packet as files for other programs, all from the Release alone.

csv_files.py     the cells as CSV, one file a subject
data_package.py  datapackage.json: what the columns of the CSV files hold (Frictionless)
sheets.py        the cells as tables that a person reads: rows, columns, words
result_sheet.py  the results framework of a donor's project as such a table
spreadsheet.py   these tables as an accessible workbook
book.py          gptables' workbook, with tables written by column
iati.py          iati.xml: the results of a donor's project (IATI 2.03)
crate.py         ro-crate-metadata.json: what the files of the packet are and how they came to be (RO-Crate)
write.py         all of them, in their order

Same cells, same bytes: no clock, no random id.
"""
