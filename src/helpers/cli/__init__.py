"""The `workbook` command: parse, call, print, exit code. Each group of commands has one file."""
