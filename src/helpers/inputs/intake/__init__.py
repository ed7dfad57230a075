"""A return -> the rows that stand, and what its sender is told of the others.

return_files         workbooks and folders of CSV files at a path; return_template: the workbook to fill in
sheet_cells          the bytes of a workbook -> lines of cells (csv_files: of a CSV file); workbook_tables: which sheet
                     is which table
cell_styles          how a cell looks; number_format_codes, formatted_values: what its format
                     makes of its value; rich_text, formula_errors, comment_texts: what else it holds
table_layout         lines -> rows of a table; headings, table_headers, header_shapes, counted_units, cell_addresses
cell_readers         which reader a column's cells have: number_cells, date_cells, code_cells,
                     place_cells, identifier_cells; cell_result: what each gives; name_lookup: what people call things
personal_data        what stops a file; person_names by listed_names, name_points and name_writings
intake_rules         all that returns are judged by, read from params once; row_rules: between the cells of a table
row_checks           a return -> its records, and an account of every row; return_identity: whose return it is;
                     row_messages: what is told of rows; rows_without_data: totals, notes, copies;
                     plausibility: what looks wrong between rows and years
take_in              the folder of a year; sent_returns: any path, and several of one province;
                     newer_returns: a return beside the one before it
correction_workbook  the workbook that goes back to the province, its bad cells marked
"""
