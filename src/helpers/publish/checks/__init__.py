"""What is checked before publication, and again by `workbook audit`: files, tables, and what outsiders can work out.

What a notebook shows is not read back: its process cannot open an exact number (execute/seal.py). Checked is
what the seal does not cover:

- A packet is exactly the regular files that its packet.json lists, with their hashes (packet_audit.py).
- In tables for programs, each number of a guarded indicator is the released one, and each mark stands for a number that
  is withheld (csv_checks.py, spreadsheet_checks.py, iati_checks.py). Descriptions of files
  fit the files (description_checks.py).
- The rest of reports/ is the portal, made from these packets, and its README (build/year_audit.py).
- Nobody can work out a withheld number from all that is released (build/year_audit.py, privacy/outsider.py).
- Reports for partners bear their label (restricted_checks.py).

To publish a new kind of file, add it to `packet_audit.READERS` or, if it holds nothing but what a sealed process wrote,
to `packet_audit.MADE_SEALED`. A reader gets one file (`packet_claims.Written`) and yields what it states:

    Stated(where, key, value)     a cell and its number, or None where it has a mark; key is indicator, place, period,
                                  breakdown, category.
    PacketFinding(where, reason)  what must not be there, such as something that cannot be read. Never a value.

`where` names the place for a person: file, then sheet and row, or element.
"""
