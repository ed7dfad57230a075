from helpers.inputs.records.checked_records import (read_records)

number = int(read_records(project, 2023, "reintegration")["victims"].max())
