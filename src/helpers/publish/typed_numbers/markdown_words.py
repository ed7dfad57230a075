"""Markdown as its reader meets it: the words that are seen or read aloud, line by line as in the source.

Signs take the place of what has no words: where a block or heading begins, and what is set as code.
"""

from __future__ import annotations

import html
import re
import unicodedata

from helpers.publish.typed_numbers.signs import BREAK, CODE, CODE_END, HEADING, SIGNS, UNSEEN

_UNSEEN = re.compile(f"[{UNSEEN}]")
_SQUARE = re.compile("\\b([ckdm]?m)[²³]")
_ODD_NUMBER = re.compile(r"[^\x00-\x7f]")
_FENCE = re.compile(
    r"^([ >]*)(`{3,}|~{3,})([^\n]*)\n(.*?)(?:^[ >]*\2[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL
)
_CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)(\{=\w+\})?", re.DOTALL)
_KEY = re.compile(r"[^\s]*(?:[^\W\d]|[_=(])[^\s]*")
_SAID = r"(?:alt|title|aria-[a-z]+|fig-alt|fig-cap|tbl-cap|caption|summary|subtitle)"
_SAYS = re.compile(rf"\b{_SAID}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>{{}}]+))", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)\b",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"\{(?:[#.=]|lang\b|[^{}\n]*=)[^{}\n]*\}")
_ADDRESS = re.compile(
    r"(?<=\])\(\s*<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*){0,9}>?(?=\s*[\"')])|<?\b(?:https?://|www\.|mailto:)[^\s<>)]+>?|"
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*(?:<[^>\n]*>|(?!\d)\S*[/#.]\S*)", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^[^\]\n]+\]:?|(?<=\])\[[^\]\n]*\]|\[?-?@[A-Za-z][\w:.-]*\w\]?")
_BLOCK = re.compile(
    r"^[ \t>]*(?:[-*+•](?=[ \t])|:{3,}(?:[ \t]*[\w-]*[ \t]*$)?|[-=_*]{3,}[ \t]*$)", re.MULTILINE
)
_ITEM = re.compile(r"^[ \t>]*\(?(\d{1,3})[.)](?=[ \t])", re.MULTILINE)
_HEADED = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+(?:\d+(?:\.\d+)+\.?(?=[ \t])|\d+[.)](?=[ \t]))?(.*)$", re.MULTILINE
)
_COMMENT = re.compile(r"<!--([^\n]{0,2000}?)-->([^\n]*)")
_ENTITY = re.compile(r"&#?\w+;?")
_EMPHASIS = re.compile(r"\*+|~~|[\^~]|(?<!\w)_+|_+(?!\w)|\\(?=[!-/:-@\[-`{-~\n])")


def in_one_script(text: str) -> str:
    """The text with digits and letters as they are usually written; line breaks stay where they are."""
    if not text.isascii():
        text = _ODD_NUMBER.sub(_in_digits, _SQUARE.sub(r"\1", _UNSEEN.sub("", text)))
        text = "\n".join(unicodedata.normalize("NFKC", line) for line in text.split("\n"))
    return text


def _in_digits(match: re.Match[str]) -> str:
    """A sign that is a number by itself, such as ½, ⑦, Ⅶ or 七, in digits; other letters and digits stay."""
    sign = match[0]
    return f" {unicodedata.numeric(sign):g}" if sign.isnumeric() and not sign.isdecimal() else sign


def words_of_markdown(text: str) -> str:
    """What a reader sees of Markdown, and what is read aloud, line by line as in the source."""
    text = _FENCE.sub(lambda m: f"{BREAK}\n{_of_code(m[4], is_html='{=' in m[3])}{BREAK}", text)
    text = _CODE_SPAN.sub(lambda m: _of_code(m[2], is_html=bool(m[3])), text)
    text = _COMMENT.sub(rf"\2{BREAK}\1{BREAK}", text)
    text = _TAG.sub(_of_tag, text)
    text = _ATTRIBUTES.sub(_said, text)
    text = _DEFINITION.sub(" ", text)
    text = _ADDRESS.sub(" ", text)
    text = _REFERENCE.sub(" ", text)
    text = _HEADED.sub(rf"{HEADING}\1{BREAK}", text)
    text = _without_items(text)
    text = _BLOCK.sub(BREAK, text)
    text = in_one_script(_ENTITY.sub(lambda m: SIGNS.sub(" ", html.unescape(m[0])), _EMPHASIS.sub("", text)))
    return text.replace("<!--", BREAK).replace("-->", BREAK)


def _of_code(text: str, *, is_html: bool) -> str:
    """What is set as code; not what is marked to be taken as HTML (`{=html}`), which is seen as such."""
    if is_html:
        return text
    words = _KEY.sub(lambda match: "_" if re.search(r"\d", match[0]) else match[0], text)
    return f"{CODE}{words}{CODE_END}"


def _said(match: re.Match[str]) -> str:
    """What attributes let a reader see or hear; an element's own name and its other attributes are nothing."""
    words = "".join(f". {''.join(said)}. " for said in _SAYS.findall(match[0]))
    return "\n" * match[0].count("\n") + words


def _of_tag(match: re.Match[str]) -> str:
    """What an element's attributes say, and room where the element begins or ends a block or a cell."""
    return _said(match) if _INLINE.match(match[0]) else _said(match) + " "


def _without_items(text: str) -> str:
    """The text without the numbers of ordered lists, as far as they count on from one another."""
    before = 0

    def item(match: re.Match[str]) -> str:
        nonlocal before
        number = int(match[1])
        if number in (1, before, before + 1):
            before = number
            return BREAK
        return match[0]

    return _ITEM.sub(item, text)
