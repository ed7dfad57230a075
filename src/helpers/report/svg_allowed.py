"""Which SVG a page takes: what matplotlib writes, and nothing that loads, links or runs.

A drawing stands in the page as part of it, so that whatever an element of SVG can do, it could do there.
"""

from __future__ import annotations

import re

from lxml import etree

from helpers.errors import RenderError

_NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
_ELEMENTS = frozenset({
    "circle", "clipPath", "defs", "desc", "ellipse", "feColorMatrix", "feComposite", "filter", "g", "image",
    "line", "linearGradient", "mask", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop",
    "style", "svg", "text", "title", "tspan", "use",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "class", "clip-path", "clip-rule", "clipPathUnits", "cx", "cy", "d", "dx", "dy", "fill", "fill-opacity",
    "fill-rule", "filter", "font-family", "font-size", "font-style", "font-weight", "fx", "fy", "gid",
    "gradientTransform", "gradientUnits", "height", "href", "id", "in", "in2", "k2", "k3", "lengthAdjust", "mask",
    "offset", "opacity", "operator", "patternContentUnits", "patternTransform", "patternUnits", "points",
    "preserveAspectRatio", "r", "result", "rotate", "rx", "ry", "shape-rendering", "space", "stop-color",
    "stop-opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-opacity", "stroke-width", "style", "text-anchor", "textLength", "transform", "type", "values",
    "version", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
})  # fmt: skip
_PROLOGUE = re.compile(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL)
_HREF = re.compile(r"#[\w.-]+|data:image/png;base64,[A-Za-z0-9+/=\s]+")
_REFERENCE = re.compile(r"url\(#[\w.-]+\)")
_LOADS = re.compile(r"url\s*\(|expression\s*\(|javascript:|[\\@]|/\*", re.IGNORECASE)
_SHEET = re.compile(r"\*\{[\w\s:;.-]*\}")


def without_prologue(svg: str) -> str:
    """The root element: nothing before it, no comment and no metadata in it."""
    return _PROLOGUE.sub("", svg).strip()


def check_svg(svg: str) -> str:
    """The drawing as it was given.

    Raises:
        RenderError: it is no SVG, or holds an element, attribute or address that no chart needs.
    """
    body = without_prologue(svg)
    if "<!" in body or "<?" in body:  # a page may read such a thing otherwise than XML does
        raise RenderError("a drawing with a declaration, a comment or CDATA inside; draw it with matplotlib")
    try:
        root = etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise RenderError("a drawing that is no SVG; draw it with matplotlib") from None
    if etree.QName(root).localname != "svg":
        raise RenderError("a drawing that is no SVG; draw it with matplotlib")
    for element in root.iter():
        _check_element(element)
    return svg


def _check_element(element: etree._Element) -> None:
    name = etree.QName(element)
    if name.localname not in _ELEMENTS or (name.namespace or "") not in _NAMESPACES:
        raise _refused(f"<{name.localname}>")
    if name.localname == "style" and not _SHEET.fullmatch((element.text or "").strip()):
        raise _refused("a style sheet")
    for full, value in element.attrib.items():
        attribute = etree.QName(str(full)).localname
        if attribute == "href":
            fits = bool(_HREF.fullmatch(value))
        else:
            fits = attribute in _ATTRIBUTES and not _LOADS.search(_REFERENCE.sub("", value))
        if not fits:
            raise _refused(f"{attribute} of <{name.localname}>")


def _refused(what: str) -> RenderError:
    return RenderError(f"a drawing that holds {what}, which a report does not take; draw it with matplotlib")
