"""Packets: their exports, the checks before publication, and the gate before reports/."""
