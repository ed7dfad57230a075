quarters = [release.cell("victims_reintegrated", place="lang-son", period=f"2023-Q{n}") for n in (1, 2, 3, 4)]
number = int(sum(cell.value for cell in quarters))
