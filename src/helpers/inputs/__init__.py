"""Files -> checked values. Whatever a person writes is read and judged here, and nowhere later.

params      settings, yaml_files, provinces, stations, codelists, tables, published, projects
template    the workbook that a province fills in
returns     which returns of a year lie where
checking/   the bytes of returns -> rows that stand, and what is told of the others
mistakes    what is told, in both languages (locale/vi.po); marked: the workbook that goes back to the province
records     take_in (the folder of a year), sent (any path) -> record_files, record_store (every version, none lost);
            succession: a return beside the one before it; garbage: memory while many are read
answers     records (read by the next stage), plausibility (warnings)
"""
