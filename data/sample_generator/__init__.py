"""Synthetic provincial returns, 2022 to 2025. No real station, case or person is in them.

    profiles.csv, years.py, mixes.py     what the nation looks like: stations, busy borders, totals, shares
    places.py                            provinces with their stations
    draws.py, allocation.py              seeded chance; shares of a total that add up to it
    outreach.py ... reintegration.py     one table each: rows of every province for one year
    returns.py                           rows put into the returns of the commands that held at the time
    writing.py                           returns written as CSV files

Chance is seeded by year, province and table, so that one province's rows do not hang on another's; only the
split of the national totals joins them. Run it as `cd data && ../.venv/bin/python -m sample_generator`.
"""
