"""Exports of other systems -> returns: forms of KoboToolbox and ODK, data value sets of DHIS2."""
