from helpers import open_report

exact = open_report(province="lang-son", year=2023, audience="partner")
number = int(exact.cell("victims_reintegrated").value)
