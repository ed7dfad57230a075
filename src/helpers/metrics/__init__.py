"""Records -> exact facts. Every number of a report is computed here, once, for all provinces."""
