"""What the workbook's own modules and the installed packages are, for the keys of what they made."""
