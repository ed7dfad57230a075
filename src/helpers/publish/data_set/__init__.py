"""The data set: every released cell of all packets, once, as files that people take away and programs read.

released_cells  the cells of all packets as one tidy table
"""
