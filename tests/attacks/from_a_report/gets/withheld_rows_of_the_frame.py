frame = release.frame
about = frame[(frame["indicator"] == "victims_reintegrated") & (frame["status"] == "c")]
number = about["value"].max()
