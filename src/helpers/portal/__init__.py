"""The portal: one page over the packets of all published years, languages and provinces.

described.py  what a packet.json says
packets.py    reports/**/packet.json -> checked packets, and why others are left out
words.py      the portal's own words, in English and Vietnamese
classes.py    values -> the five shades of the map
views.py      packets -> what the page shows, in both languages
page.py       views -> one self-contained page
write.py      the page written in one step
"""

from helpers.portal.write_portal import PortalResult, compose_portal, write_portal

__all__ = ["PortalResult", "compose_portal", "write_portal"]
