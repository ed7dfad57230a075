"""What may be typed: dates, numbers of laws and sections, references, bases of rates. They are hidden from the search.

Each is told by the words that belong to it ('Điều 150', 'Article 3', '1 July 2025', 'quý II'), so that a number is not
let pass by its size alone; only a year may stand bare, and not where something is counted by it ('2000 women').
"""

from __future__ import annotations

import re

from helpers.publish.typed_numbers.people_words import IN_ORDER, thing_after
from helpers.publish.typed_numbers.signs import HIDDEN

_N = r"\d{1,2}"
_YEAR = r"(?:19|20)\d\d"
_JOIN = r"\s*(?:,|;|-|–|/|\band\b|\bor\b|\bto\b|\bvà\b|\bđến\b|\bhoặc\b)\s*"
_MONTH = (
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?))(?![\w])"
)
_ORDER = r"(?:st|nd|rd|th)?"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|một|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười hai|"
    r"mười một|mười|giêng|chạp)"
)
_NOT_OF_PEOPLE = "".join(rf"(?<!{word} )" for word in IN_ORDER)
_ID = r"(?:(?:(?-i:[A-Z]|[IVXLC]+)\.)?\d[\w./Đđ-]*|(?-i:[IVXLC]+)(?!\w))"
"""What stands behind a label: 3, 3.2, IV, B.2."""
_DATES = (
    rf"{_YEAR}-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?)(?:/{_YEAR}-\d\d-\d\d)?(?!\d)",
    rf"\b(?:Q[1-4]|H[12])[ /-]?(?:{_YEAR})?\b",
    rf"(?:{_N}{_ORDER}{_JOIN}){{0,9}}{_N}{_ORDER}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+{_N}{_ORDER}(?:\s*(?:-|–|to|and)\s*{_N}{_ORDER})?(?:,?\s+{_YEAR})?(?![\d.,]*\d)",
    rf"(?:{_N}\s*(?:,|-|–|và|đến)\s*){{0,9}}(?<![\d/]){_N}[/.-]{_N}[/.-]{_YEAR}",
    rf"(?<![\d/]){_N}[/-]{_YEAR}(?![/\d])",
    rf"\b(?:ngày|mùng|mồng|hôm|sáng|chiều|tối|đêm)\s+{_N}(?:/{_N})?"
    rf"(?:\s*(?:,|-|–|và|đến)\s*(?:ngày\s+)?{_N}(?:/{_N})?){{0,9}}"
    rf"(?:\s+tháng\s+(?:{_N}|{_NUMBER_WORD}))?(?![\d])",
    rf"\b(?:ngày|mùng|mồng)\s+(?:{_NUMBER_WORD}|rằm)\b(?:\s+tháng\s+{_NUMBER_WORD}\b)?",
    rf"\btháng\s+(?:{_N}|{_NUMBER_WORD}\b)(?:[/-]{_YEAR})?"
    rf"(?:\s*(?:,|-|–|và|đến)\s*(?:tháng\s+)?{_N}(?:/{_YEAR})?(?![\d/%])){{0,9}}",
    rf"\b(?:{_N}|ba|sáu|chín)\s+tháng\s+(?:đầu|cuối)(?:\s+năm)?\b",
    rf"\b(?:first|last)\s+(?:{_N}|three|six|nine)\s+months\s+of(?:\s+{_YEAR})?\b",
    rf"\b(?:quý|quarter)\s+(?:{_N}|I{{1,3}}|IV|{_NUMBER_WORD}\b)(?:/{_YEAR})?"
    rf"(?:\s*(?:,|-|–|và|đến|and|to)\s*(?:quý\s+)?[1-4](?!\d)){{0,9}}",
    rf"\b(?:nửa đầu|nửa cuối)\s+năm\b(?:\s+{_YEAR})?",
    rf"\b(?:first|second|last|latter)\s+half\s+of\b(?:\s+the)?(?:\s+year)?(?:\s+{_YEAR})?",
    rf"\b(?:(?:dịp|lễ|tết)\s+(?:\w+\s+){{0,3}}{_N}/{_N}|30/4)(?:\s*(?:,|-|–|và|and)\s*{_N}/{_N}){{0,9}}(?![\d/])",
    r"\bthế kỷ\s+(?:thứ\s+)?\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)\s+century\b",
    r"\b(?:19|20)\d0s\b",
    rf"{_NOT_OF_PEOPLE}\bthứ\s+(?:{_NUMBER_WORD}|[2-7])\b",
    r"(?<![\d:])(?:[01]?\d|2[0-3])[:h](?:[0-5]\d)(?!\d)|(?<![\d:])(?:[01]?\d|2[0-3])h(?![\w])",
    r"\b(?:[1-9]|1[0-2])\s*(?:a\.m\.|p\.m\.|am|pm)(?!\w)",
)
_TYPES_OF_LAW = (
    r"Điều|Khoản|Điểm|Chương|Mục|Phần|Phụ lục|Tiết|Bộ luật|Luật|Nghị định thư|Nghị định|Nghị quyết|Thông tư|Quyết định|"
    r"Chỉ thị|Kế hoạch|Công văn|Công ước|Hiến pháp|Pháp lệnh|Tiêu chuẩn|Quy chuẩn|Công điện|Tờ trình|Biên bản"
)
_LAWS = (
    rf"\b(?:{_TYPES_OF_LAW})\s+(?:số\s+|của\s+Điều\s+)?{_ID}"
    rf"(?:{_JOIN}(?:Điều|Khoản|Điểm|Mục)?\s*{_ID}){{0,9}}",
    r"\b(?:Programmes?|Projects?|Chương trình|Đề án|Dự án)\s+\d{3,}\b",
    r"\b\d{1,4}/(?:19|20)\d\d/[A-ZĐ][\wĐđ-]*|\b\d{1,5}/[A-ZĐ]{2,}[\wĐđ-]*",
    r"\b(?:Articles?|Art\.|Sections?|Sec\.|Chapters?|Clauses?|Paragraphs?|Paras?\.?|Annex(?:es)?|Appendix|Decrees?|Laws?|"
    r"Resolutions?|Circulars?|Decisions?|Directives?|Conventions?|Protocols?|Acts?|Codes?|Ordinances?|Regulations?|"
    r"Recommendations?|Goals?|SDGs?|Principles?|Rules?)(?:\s+No\.?)?\s+(?:No\.?\s*)?"
    rf"{_ID}(?:\s?\(\w{{1,2}}\))*(?:{_JOIN}{_ID}){{0,9}}",
    r"§+\s*\d[\w.]*",
    r"\b(?:A|S|E|CEDAW|CRC|CCPR)/(?:[A-Z]+/){0,9}\d[\w/.]*",
    r"\b(?-i:SDG|ISO|CVE|UTF|IATI|TCVN|QCVN|RFC|IEC|PDF/UA|PDF/A|WCAG|CCITT|CEFR|Python|CC BY(?:-[A-Z]{2})*)"
    r"[ -]?\d[\d.:-]*",
)
_SECTIONS = (
    r"\b(?:Figures?|Figs?\.|Tables?|Box(?:es)?|Charts?|Maps?|Pages?|pp?\.|Footnotes?|Notes?|Phases?|Stages?|Steps?|Tiers?|"
    r"Pillars?|Outputs?|Outcomes?|Objectives?|Versions?|Levels?|Lots?|Volumes?|Vol\.|Markers?|Highways?|Routes?|Rows?|"
    r"Columns?|Lines?|Cells?|Sheets?|Parts?|Modules?|Items?|Targets?|Indicators?|Components?|Marks?|Milestones?|Modes?|"
    rf"Grades?|Forms?|Weeks?|Days?|Rooms?|Floors?|Titles?)\s+(?:No\.?\s*)?(?:{_ID}|{_NUMBER_WORD}\b)(?:{_JOIN}(?:{_ID}|{_NUMBER_WORD}\b)){{0,9}}",
    r"\b(?:Hình|Bảng|Biểu|Biểu đồ|Bản đồ|Hộp|Trang|Chú thích|Ghi chú|Giai đoạn|Bước|Cấp độ|Cấp|Trụ cột|Kết quả|"
    r"Mục tiêu|Phiên bản|Tập|Cột mốc|Mốc|Quốc lộ|Đường|Dòng|Cột|Ô|Hợp phần|Mẫu|Mẫu số|Đợt|Kỳ|Khóa|Vòng|Lần|Loại|"
    rf"Mục tiêu phát triển bền vững|Chỉ tiêu|Nhóm|Lớp|Học kỳ|Năm thứ|Phòng|Tầng|Khu vực|Vùng|Quân khu|Đại hội|Tr\.)"
    rf"\s+(?:số\s+|thứ\s+)?(?:{_ID}|{_NUMBER_WORD}\b)"
    rf"(?:{_JOIN}(?:{_ID}|{_NUMBER_WORD}\b)){{0,9}}",
    r"\bv\d+(?:\.\d+)+\b",
)
_OTHERS = (
    r"\bper\s+1(?:0{0,2}(?:[.,]000)+|0{2,})\b",
    r"\btrên\s+1(?:0{0,2}(?:[.,]000)+|0{2,})\s+(?:dân|người|buổi|trẻ|nhân khẩu)\b",
    r"\b(?:hotlines?|helplines?|telephone|phone|tel|fax|tổng đài|đường dây nóng|điện thoại|đt)\b[\s.:(]*"
    r"(?:number|no\.?|số|is|at|on|quốc gia|national)?[\s.:(]*\+?\d[\d .()-]*\d",
    r"\b(?:call|dial|gọi)\s+(?:số\s+|the\s+)?(?:tổng đài\s+)?1(?:11|12|13|14|15|8\d\d[ .]?\d{4})\b",
    r"\bthe two (?:sides|countries|governments|parties)\b|\b(?:hai|đôi) (?:bên|nước|phía|chiều)\b",
    r"\+84[\d .()-]{7,}\d|\b0\d{2,3}[ .-]\d{3,4}[ .-]\d{3,4}\b|\b1[89]00[ .]\d{4,6}\b",
    r"\bsố(?: nhà)?\s+\d+[A-Z]?(?:/\d+)*,?\s+(?:phố|đường|ngõ)\b",
    r"\b(?-i:\d+[A-Z]?\s+(?:[A-ZĐ]\w+\s+){1,4}(?:Street|Road|Avenue|Lane)\b)",
    r"\b(?:ISBN|ISSN|DOI)[ :]*\d[\w./-]*",
    r"\b24/7\b|\bcovid-19\b|\b100\s*[x×](?=\s)",
)
_EVERY = re.compile("|".join((*_DATES, *_LAWS, *_SECTIONS, *_OTHERS)), re.IGNORECASE)
_BARE_YEAR = re.compile(
    rf"(?<![\w.,#])(?<!\d[-–]){_YEAR}(?:[-–/](?:{_YEAR}|\d\d))?(?![\d]|[.,]\d|\s*%|\s*(?:per ?cent|phần trăm))",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"(?:\b(?:over|nearly|almost|about|around|some|totall?(?:ed|s)?|total of|group of|than|least|most|up to|reached|"
    r"exactly|only|numbered|(?:number|count|số(?! liệu))\b[^.;:\n]{0,40}\b(?:is|was|were|là)|"
    r"gần|hơn|khoảng|tổng số|tổng cộng|chỉ|đạt)|=)\s*$",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:\b(?:in|since|until|till|before|after|during|the|between|through|mid|early|late|end of|năm|trước|sau|cuối|đầu|"
    rf"giữa)[ -]*|{_MONTH},?\s+|[-–/]|\d,?\s*(?:and|và)\s*)$",
    re.IGNORECASE,
)
_TIMES_OF_DAY = {"ngày", "đêm", "sáng", "chiều", "tối", "hôm"}
_COUNTS_AFTER = {
    "lớp", "nhóm", "đợt", "lần", "kỳ", "kết", "khóa", "loại", "mục", "chỉ", "đường", "gọi", "call", "dial", "vòng",
    "cấp", "điểm", "phần", "phòng", "tầng", "mốc", "dòng", "cột", "ô", "mẫu", "tập",
    "target", "targets", "goal", "goals", *_TIMES_OF_DAY,
}  # fmt: skip
"""Words with which a number may be a label or, before what it counts, a number: 'lớp 9' and 'lớp 30 người'."""
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+{_N}$")
_FURTHER = re.compile(
    rf"(?:[,;]\s+|\s*[-–/]\s*|\s+(?:and|or|to|và|đến|hoặc)\s+)(?:\d+|{_NUMBER_WORD})$", re.IGNORECASE
)
"""The last of a list, as in 'Articles 3 and 5'; where something is counted by it, it is none of the list."""
_NOTHING_COUNTED = re.compile(
    r"['’]s|(?:of|của|and|và|or|hoặc)\b|(?:Điều|khoản|điểm|mục|chương|phần)\s+\d", re.IGNORECASE
)
_SIGN = re.compile(r"[^\W_]")


def without_allowed(text: str) -> str:
    """The text, as long as before, in which the numbers that may be typed are hidden."""
    return _BARE_YEAR.sub(_hidden_year, _EVERY.sub(_hidden, text))


def _hidden(match: re.Match[str]) -> str:
    words = match[0].split()
    further = _FURTHER.search(match[0])
    if further or (
        words[-1].isalnum() and (words[0].lower() in _COUNTS_AFTER or _MONTH_FIRST.match(match[0]))
    ):
        counted = _directly_after(match)
        if words[0].lower() in _TIMES_OF_DAY and counted != "people":
            counted = ""
        if counted and further:
            return _SIGN.sub(HIDDEN, match[0][: further.start()]) + further[0]
        if counted:
            return match[0]
    return _SIGN.sub(HIDDEN, match[0])


def _directly_after(match: re.Match[str]) -> str:
    """What is counted by the number that a match ends with, if its noun follows at once."""
    after = match.string[match.end() : match.end() + 60].split()[:2]
    if _NOTHING_COUNTED.match(" ".join(after)):
        return ""
    return thing_after(" ".join(after))


def _hidden_year(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 30) : match.start()]
    counts = not _TIME.search(before) and _directly_after(match)
    return match[0] if counts or _QUANTITY.search(before) else _SIGN.sub(HIDDEN, match[0])
