from lxml import etree

result = etree.parse(XML)
