others = ["tay-ninh", "quang-ninh", "ben-tre"]
whole = release.cell("victims_reintegrated", place="viet-nam").value
number = int(whole - sum(release.cell("victims_reintegrated", place=place).value for place in others))
