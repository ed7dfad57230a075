"""The published figures of a packet as files for other programs, all from the Release alone.

    published_csv   the cells as CSV, one file a subject; own_exhibits: the numbers of exhibits of a notebook's own
    data_package    datapackage.json: what the columns of the CSV files hold (Frictionless)
    csvw_metadata   data/csv-metadata.json: the same as CSV on the Web has it
    table_sheets    the cells as tables that a person reads: rows, columns, words
    result_sheet    the results framework of a donor's project as such a table
    spreadsheet     these tables as an accessible workbook
    iati            iati.xml: the results of a donor's project (IATI 2.03)
    crate           ro-crate-metadata.json: what the files of the packet are and how they came to be (RO-Crate)
    write_exports   all of them, in their order

Same cells, same bytes: no clock, no random id.
"""
