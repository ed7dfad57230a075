"""`python -m helpers` is the `workbook` command."""

from helpers.cli.main import main

main()
