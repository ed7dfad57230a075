"""The Release as files, and as `open_report` hands it to a notebook; what was published before."""
