import python_calamine

result = python_calamine.CalamineWorkbook.from_path(XLSX)
