"""The bytes of returns -> rows that stand, and what is told of the others.

rulebook    all that returns are judged by, read from params once
files       workbooks and folders of CSV files -> the text of their tables, and whose return it is
sheets      bytes -> lines of cells; workbooks: which sheet is which table
layout      lines -> rows of a table; its headings and totals; letters: a sheet's names for its columns, merged cells
sieve       which of many texts are of a kind, each looked at once
names       what people call provinces, stations, codes
personal    what stops a file; person_names: names of persons in a text, by listed_names, name_points
            and name_writings (how they are written); remarks: comments and text boxes, where it may stand, too
cells       which reader a column's cells have: codes, counts, dates and the spans of months they lie in, identifiers,
            places; reading: what each of them gives back
judging     a return -> its records, and an account of every row; relations: rules between cells; telling: what is told
"""
