"""The bytes of returns -> rows that stand, and what is told of the others.

rulebook    all that returns are judged by, read from params once
files       workbooks and folders of CSV files -> the text of their tables, and whose return it is
sheets      bytes -> lines of cells; layout: lines -> rows of a table; workbooks: which sheet is which table
names       what people call provinces, stations, codes; personal: what stops a file
cells       what a cell says, by its column's type; dates: the same for days, months and quarters
judging     a return -> its records, and an account of every row
"""
