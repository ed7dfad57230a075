"""Whether a number counts people or cases: by the words after it, in its sentence and around it."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.publish.typed_numbers.signs import COMPUTED, HIDDEN

PEOPLE_ANYWHERE = (
    r"victims?|survivors?|[a-z]*wom[ae]n|[a-z]*girls?|(?:police|service|crafts)?m[ae]n|[a-z]*boys?|[a-z]*child(?:ren)?|"
    r"newborns?|toddlers?|teens|orphans?|brides?|twins|triplets|minors?|infants?|bab(?:y|ies)|teenagers?|"
    r"adolescents?|youths?|persons?|people|individuals?|adults?|females?|males?|suspects?|offenders?|"
    r"traffickers?|accomplices?|ringleaders?|perpetrators?|defendants?|accused|culprits?|arrests?|arrested|detained|detainees?|cases?|"
    r"prosecutions?|convictions?|convicted|sentenced|indictments?|rescues?|rescued|returnees?|migrants?|"
    r"workers?|labourers?|laborers?|students?|pupils?|teachers?|officers?|officials?|soldiers?|staff|"
    r"participants?|delegates?|trainees?|attendees?|residents?|citizens?|nationals|inhabitants|villagers?|"
    r"sisters?|brothers?|siblings?|mothers?|fathers?|parents?|daughters?|sons?|famil(?:y|ies)|households?|"
    r"wives|wife|husbands?|couples?|patients?|clients?|beneficiar(?:y|ies)|applicants?|callers?|"
    r"witness(?:es)?|deaths?|died|killed|incidents?|crossings?|interceptions?|intercepted|repatriated|"
    r"repatriations?|trafficked|assisted|identified|abducted|exploited|referred|referrals?|self-returned|freed|"
    r"came (?:back|home)|went home|"
    r"reintegrated|(?:days?|weeks?|months?|years?)[- ]olds?|fugitives?|smugglers?|gangs?|trials?|"
    r"aged|ages|volunteers?|refugees?|fishermen|drivers?|brokers?|recruiters?|nạn nhân|"
    r"người|phụ nữ|trẻ em|bé gái|bé trai|em bé|em|cháu|cô gái|thiếu nữ|thiếu niên|thanh niên|nam giới|nữ giới|"
    r"nữ|đối tượng|bị can|bị cáo|nghi phạm|nghi can|tội phạm|thủ phạm|vụ án|vụ việc|vụ|chuyên án|học sinh|"
    r"sinh viên|học viên|cán bộ|chiến sĩ|chiến sỹ|sĩ quan|đại biểu|giáo viên|giảng viên|công nhân|lao động|"
    r"song sinh|sinh đôi|sinh ba|đứa|thai nhi|bào thai|cô dâu|công dân|ngư dân|nông dân|dân quân|"
    r"cư dân|hộ dân|hộ gia đình|gia đình|chị em|anh em|mẹ con|bố con|cha con|vợ chồng|bắt giữ|"
    r"giải cứu|bị bắt|khởi tố|hồi hương|trở về|được về|"
    r"đưa về|tử vong|thiệt mạng|nhân chứng|phiên tòa|phiên toà|băng nhóm|nan nhan|nguoi|phu nu|tre em|"
    r"be gai|be trai|doi tuong|bi can|can bo|vu an"
)
_AFTER_A_NUMBER = (
    r"trẻ|bé|nam|tên|kẻ|án|ca|trường hợp|hộ|nhân khẩu|ông|bà|anh|chị|cô|tuổi|thai phụ|con(?! số| đường)"
)
"""What counts people right after a number, and means something else elsewhere."""
_THINGS = (
    r"days?|nights?|weeks?|weekends?|months?|years?|hours?|minutes?|seconds?|quarters?|decades?|"
    r"centur(?:y|ies)|times?(?! (?:as|more|fewer|higher|lower|the)\b)|"
    r"rounds?|provinces?|districts?|communes?|cit(?:y|ies)|villages?|towns?|stations?|"
    r"posts?|checkpoints?|markets?|schools?|hospitals?|shelters?|houses?|centres?|centers?|offices?|courses?|"
    r"workshops?|seminars?|class|classes|sessions?|meetings?|talks?|conferences?|campaigns?|broadcasts?|"
    r"patrols?|projects?|programmes?|programs?|documents?|sets?|leaflets?|books?|manuals?|items?|pieces?|km|"
    r"kilometres?|kilometers?|metres?|meters?|miles?|steps?|phases?|ways?|sides?|rooms?|reports?|returns?|"
    r"rows?|columns?|indicators?|targets?|regions?|countr(?:y|ies)|borders?|agenc(?:y|ies)|ministr(?:y|ies)|"
    r"organisations?|organizations?|partners?|lists?|figures?|tables?|charts?|languages?|topics?|lessons?|"
    r"modules?|vehicles?|cars?|computers?|laptops?|cameras?|radios?|boats?|dollars?|usd|vnd|dong|laws?|"
    r"articles?|parts?|types?|kinds?|forms?|levels?|causes?|reasons?|routes?|questions?|answers?|points?|tỉnh|"
    r"thành phố|huyện|quận|xã|thôn|bản|làng|đồn|trạm|chốt|lớp|khóa|hội thảo|tọa đàm|hội nghị|buổi|cuộc|phiên|"
    r"ngày|đêm|tuần|tháng|năm|giờ|tiếng|phút|giây|quý|thập kỷ|lần(?! số\b)|đợt|kỳ|chuyến|nước|quốc gia|bên|cách|loại|"
    r"nhóm|phần(?! trăm)|bước|đường dây|điểm|khu|khu vực|địa phương|địa bàn|đơn vị|bộ(?! luật)|cơ quan|tổ chức|dự án|"
    r"chương trình|mục tiêu|chỉ tiêu|hoạt động|lĩnh vực|ngành|cấp|vùng|tuyến|chuyên đề|nội dung|tài liệu|"
    r"tờ rơi|tờ|cuốn|quyển|chiếc|cái|máy|xe|tàu|thuyền|phòng|ngôi|nhà|danh sách|hình thức|biện pháp|"
    r"nguyên nhân|lý do|giải pháp|kênh|ngôn ngữ|văn bản|báo cáo|bảng|biểu|hình|câu hỏi|câu|bài|đồng|mét|"
    r"ki-lô-mét|cây số|tấn|suất|trường|bệnh viện|cơ sở|chợ|cửa khẩu|mô hình|giai đoạn|vòng|chiều|phía|khoản|"
    r"điều|dòng|cột|hiện vật|trang thiết bị|thiết bị"
)
_NO_PEOPLE = re.compile(
    r"trafficking in (?:persons|people|women|children|human beings)|people's (?:committee|court)s?|"
    r"\bin (?:any|this|that|no|each|every|the) case\b|in case\b|border guards?|"
    r"case[- ]?(?:files?|stud(?:y|ies)|managers?)|(?:mua|buôn) bán người|(?:mua|buôn) bán (?:phụ nữ|trẻ em)|"
    r"con người|mọi người|hội phụ nữ|(?:nhiệm|dịch|nghiệp|phục|nội|thời|mùa|chức) vụ|lao động cưỡng bức|"
    r"trẻ em rồng xanh|bộ đội",
    re.IGNORECASE,
)
IN_ORDER = (
    "nạn nhân", "người", "phụ nữ", "bé gái", "bé trai", "cô gái", "cháu", "em", "vụ", "ca", "đối tượng", "bị can",
    "bị cáo", "nghi phạm",
)  # fmt: skip
"""What 'thứ ba' after it makes the third of, and no Tuesday."""
_SPOKEN_OF = re.compile(rf"(?<![\w-])(?:{PEOPLE_ANYWHERE})(?![\w])", re.IGNORECASE)
_COUNTED = re.compile(
    rf"(?<![\w])(?:(?P<people>{PEOPLE_ANYWHERE}|{_AFTER_A_NUMBER})|(?P<things>{_THINGS}))(?![\w])",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.,;:!?()\n|]|\b(?:than|compared|while|before|after|in|at|from|by|so với|trước|sau|trong|ở|tại|từ)\b(?!-)",
    re.IGNORECASE,
)
_OPENING = rf"(?:%|per ?cent|phần trăm|of|the|số|in|trong|những|các|{COMPUTED}|{HIDDEN}|\s)*"
_BARE = re.compile(
    rf"{_OPENING}(?:$|[.,;:!?()|\n]|\b(?:of|from|in|at|were|was|are|is|came|ở|tại|từ|là|được|bị|and|và|còn|cùng|with|who)\b)"
)
_CHANGED = re.compile(r"\b(?:tăng|giảm|gấp)\s*$", re.IGNORECASE)
_TIMES = re.compile(r"\s*lần\b", re.IGNORECASE)
"""'Tăng 4 lần' multiplies what the sentence is about."""
WORDS_AFTER = 5


@lru_cache(maxsize=256)
def spoken_of(text: str) -> bool:
    """Whether people or cases are named at all."""
    return _SPOKEN_OF.search(_NO_PEOPLE.sub(" ", text)) is not None


def thing_after(text: str) -> str:
    """What is counted right after a number: 'people', 'things', or '' where the words do not tell."""
    text = _BREAK.split(text, maxsplit=1)[0]
    near = " ".join(text.split()[:WORDS_AFTER])
    found = _COUNTED.search(_NO_PEOPLE.sub(" ", near))
    return "" if found is None else "people" if found["people"] else "things"


def is_about_people(before: str, after: str, around: str) -> bool:
    """Whether a number between two parts of a sentence counts people or cases.

    Args:
        before: of its sentence, what stands before it.
        after: what stands after it.
        around: its paragraph and heading, which tell of what a bare number is.
    """
    counted = thing_after(after)
    if counted and not (_CHANGED.search(before) and _TIMES.match(after)):
        return counted == "people"
    if spoken_of(f"{before} {after}"):
        return True
    return _BARE.match(after) is not None and spoken_of(around)
