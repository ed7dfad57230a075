"""XML of a packet's files as trees, and what their elements are called."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml import etree


def parsed_xml(content: bytes) -> Any:
    """The tree of a file of XML, without anything that lies outside of it.

    Raises:
        etree.XMLSyntaxError: it is none.
    """
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def tag_of(element: Any) -> str:
    """The name of an element, without where it belongs and in small letters; none of a comment."""
    return local_name(element.tag).lower() if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1_000)
def local_name(tag: str) -> str:
    """A tag or an attribute's name without where it belongs."""
    return tag.rpartition("}")[2]
