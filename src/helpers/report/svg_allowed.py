"""Which SVG a report takes: what matplotlib writes, and the shapes of logos; nothing that loads, links or runs.

A drawing stands in the page as part of it, so that whatever an element of SVG can do, it could do there.
"""

from __future__ import annotations

import re

from lxml import etree

from helpers.errors import RenderError

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAMESPACES = {_SVG, _XLINK}
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
_OF_LOGOS = frozenset({
    "circle", "clipPath", "defs", "ellipse", "g", "line", "linearGradient", "path", "polygon", "polyline",
    "radialGradient", "rect", "stop", "svg",
})  # fmt: skip
_NOT_SEEN = frozenset({"desc", "metadata", "title"})
_NOT_SEEN_ATTRIBUTES = re.compile(
    r"(data-|aria-).*|role|enable-background|color-interpolation(-filters)?|baseProfile"
)
_WORDS_FOR_LOGOS = {
    "text": "turn its letters into paths",
    "style": "save it with presentation attributes in place of a style sheet",
    "image": "give the picture inside it as a file of its own",
}
_LARGEST_SIDE = 100_000
_LENGTH = re.compile(r"([\d.]+)\s*(?:px|pt|mm|cm|in)?")
_SHEET = re.compile(r"\*\{[\w\s:;.-]*\}")


def without_prologue(svg: str) -> str:
    """The root element: nothing before it, no comment and no metadata in it."""
    return _PROLOGUE.sub("", svg).strip()


def check_svg(svg: str, *, remedy: str = "draw it with matplotlib") -> str:
    """The drawing as it was given. `remedy` ends what is said of one that is refused.

    Raises:
        RenderError: it is no SVG, or holds an element, attribute or address that no chart needs.
    """
    body = without_prologue(svg)
    if "<!" in body or "<?" in body:  # a page may read such a thing otherwise than XML does
        raise RenderError(f"a drawing with a declaration, a comment or CDATA inside; {remedy}")
    try:
        root = etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise RenderError(f"a drawing that is no SVG; {remedy}") from None
    if etree.QName(root).localname != "svg":
        raise RenderError(f"a drawing that is no SVG; {remedy}")
    for element in root.iter():
        _check_element(element, remedy)
    return svg


def _check_element(element: etree._Element, remedy: str) -> None:
    name = etree.QName(element)
    if name.localname not in _ELEMENTS or (name.namespace or "") not in _NAMESPACES:
        raise _refused(f"<{name.localname}>", remedy)
    if name.localname == "style" and not _SHEET.fullmatch((element.text or "").strip()):
        raise _refused("a style sheet", remedy)
    for full, value in element.attrib.items():
        attribute = etree.QName(str(full)).localname
        if attribute == "href":
            fits = bool(_HREF.fullmatch(value))
        else:
            fits = attribute in _ATTRIBUTES and not _LOADS.search(_REFERENCE.sub("", value))
        if not fits:
            raise _refused(f"{attribute} of <{name.localname}>", remedy)


def _refused(what: str, remedy: str) -> RenderError:
    return RenderError(f"a drawing that holds {what}, which a report does not take; {remedy}")


def plain_drawing(content: bytes) -> tuple[str, float, float]:
    """A drawing that a graphics program saved, with nothing but shapes in it, and its width and height.

    What programs write beside the shapes (their own elements and attributes, comments, titles, metadata) is left out.
    Anything that could run, load, be read, or be copied without end is refused.

    Raises:
        RenderError: it is no SVG, has no size, or holds something else than shapes.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise RenderError("no SVG that can be read; save it again as plain SVG") from None
    if root.tag != f"{{{_SVG}}}svg" or b"<!ENTITY" in content:
        raise RenderError("no SVG that can be read; save it again as plain SVG")
    _leave_out_unseen(root)
    for element in root.iter():
        name = etree.QName(element).localname
        if name not in _OF_LOGOS:
            remedy = _WORDS_FOR_LOGOS.get(name, "save it as plain SVG, or as PNG")
            raise RenderError(f"a drawing that holds <{name}>; {remedy}")
    width, height = _size_of(root)
    for name, value in (("width", width), ("height", height)):
        root.set(name, f"{value:g}")
    etree.cleanup_namespaces(root)
    drawing = etree.tostring(root, encoding="unicode")
    return check_svg(drawing, remedy="save it as plain SVG, or as PNG"), width, height


def _leave_out_unseen(root: etree._Element) -> None:
    for element in list(root.iter("*")):
        name = etree.QName(element)
        parent = element.getparent()
        if parent is not None and (name.namespace != _SVG or name.localname in _NOT_SEEN):
            parent.remove(element)
            continue
        element.text = element.tail = None
        for full in list(element.attrib):
            attribute = etree.QName(str(full))
            foreign = attribute.namespace not in (None, _XLINK, _XML)
            if foreign or _NOT_SEEN_ATTRIBUTES.fullmatch(attribute.localname) or attribute.namespace == _XML:
                del element.attrib[full]


def _size_of(root: etree._Element) -> tuple[float, float]:
    """Width and height in units of the drawing, by its view box or its own size."""
    box = [_LENGTH.fullmatch(each) for each in root.get("viewBox", "").replace(",", " ").split()[2:4]]
    sides = box or [_LENGTH.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
    try:
        width, height = (float(each[1]) if each else 0.0 for each in sides)
    except ValueError:
        width = height = 0.0
    if not (0 < width < _LARGEST_SIDE and 0 < height < _LARGEST_SIDE):
        raise RenderError("a drawing without a size; save it with a view box")
    if not box:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    return width, height
