"""Which reports there are, what is out of date, and who builds it: processes here, or a cluster."""
