"""The portal: one page over the packets of all published years, languages and provinces.

packet_descriptions  what a packet.json says
packets              reports/**/packet.json -> checked packets, and why others are left out
portal_words         the portal's own words, in English and Vietnamese
map_shades           values -> the five shades of the map; map_tiles: the map
views                packets -> what the page shows, in both languages
page                 views -> one self-contained page; indicator_page: the reference sheets
site_files           llms.txt, sitemap.xml, feed.atom
write_portal         the page written in one step
"""

from helpers.portal.write_portal import PortalResult, compose_portal, write_portal

__all__ = ["PortalResult", "compose_portal", "write_portal"]
