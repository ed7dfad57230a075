"""Names of persons, put together at random, for measuring how many the intake finds.

Kinh given names are some of vn-fullname-generator 0.0.2 (MIT). Given names of the other groups were written down by the
editors before the rules were measured by them, and were not copied into the lists of the intake: they are held out.
`WHOLE_NAMES` are not: the lists of names in other languages hold most of them.
"""

from __future__ import annotations

import random

# Group -> surnames (the frequent ones several times), middle names, given names.
KINH_SURNAMES = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô "
    "Dương Lý Mai Đinh Trịnh Lương"
)
KINH_GIVEN = (
    "Phương Chi|An Di|Ánh Mai|Bích Hằng|Bích Thảo|Cẩm Hạnh|Cát Ly|Diễm Châu|Diệp Anh|Diệu Hương|"
    "Đài Trang|Đoan Trang|Gia Linh|Giáng Ngọc|Hà Tiên|Hải Phượng|Hạ Vy|Hiền Thục|Hoài An|Hoàng Cúc|"
    "Hồng Đào|Hồng Thắm|Huệ Lâm|Huyền Diệu|Hương Thu|Kiều Nga|Kim Khánh|Kim Tuyến|Kỳ Duyên|Lan Ngọc|"
    "Lệ Quyên|Liên Chi|Mai Khôi|Minh An|Minh Tuệ|Mộng Thi|Mỹ Huệ|Ngân Trúc|Ngọc Bích|Ngọc Oanh|"
    "Nguyệt Cầm|Nhã Uyên|Như Quân|Phi Yến|Phương Trinh|Quế Lâm|Quỳnh Nga|Sao Mai|Tâm Hằng|Thanh Hiếu|"
    "Thanh Vân|Thảo Hồng|Thiên Mỹ|Thu Ngà|Thục Đoan|Thùy Dương|Thủy Tiên|Thụy Khanh|Tịnh Nhi|Trà My|"
    "Trúc Lan|Tuyết Trinh|Uyển Nhi|Vân Thường|Vĩnh Hà|Xuân Lâm|Yên Mai|Yến Trinh|An Cơ|Anh Khoa|Bá Thúc|"
    "Bảo Hoa|Bằng Sơn|Cảnh Tuấn|Chế Phương|Công Hào|Cường Thịnh|Duy Hiền|Duy Thắng|Đắc Cường|Đăng Khoa|"
    "Đình Phú|Đông Nguyên|Đức Hòa|Đức Trung|Gia Phước|Hải Nguyên|Hạo Nhiên|Hiếu Dụng|Hoàng Khôi|"
    "Hồng Đức|Hùng Sơn|Hữu Cương|Hữu Tân|Huy Tường|Khải Ca|Khánh Minh|Khởi Phong|Kiên Bình|Lâm Đông|"
    "Long Quân|Mạnh Nghiêm|Minh Giang|Minh Nhật|Mộng Lâm|Nam Phương|Ngọc Khôi|Nguyên Giáp|Nhân Nguyên|"
    "Nhật Quân|Phi Nhạn|Phúc Điền|Phước Lộc|Quang Bửu|Quang Thuận|Quốc Hòa|Quốc Văn|Sơn Dương|Tân Long|"
    "Thạch Tùng|Thái Minh|Thanh Hậu|Thanh Thiên|Thành Khiêm|Thế Dũng|Thiên Đức|Thiện Ngôn|Thông Đạt|"
    "Thuận Phong|Thượng Liệt|Trọng Hà|Trung Dũng|Trúc Cương|Trường Nhân|Tuấn Khải|Tùng Châu|Tường Phát|"
    "Văn Minh|Việt Cương|Việt Thái|Vĩnh Long|Xuân Hàm|Xuân Thuyết|Ngọc|Hương|Lan|Mai|Thảo|Linh|Hồng|Chi|"
    "Vân|Duyên|Yến|Ánh|Xuân|Hạnh|Thành|Nhật|Khoa|Hải|Hưng|Tú|Phúc|Trung|Dũng|Huy|Tùng|Trọng"
)
GROUPS = {
    "Tày": (
        "Nông Nông Hoàng Hoàng Lý Triệu Ma Lục Vi Đàm Bế Hà Dương Hứa Lương Chu La Mạc Lèng Đinh",
        "Văn Thị Thị Quang Hồng Thanh Ngọc",
        "Đoan Hoan Huấn Nhất Lưu Mơ Niệm Pảo Phúc Quyến Sằm Thạnh Thơm Tình Trai Ưng Vệ Xoan Yểng Đoạt",
    ),
    "Nùng": (
        "Nông Nông Hoàng Vi Lương Lục Lộc Hứa Chu Long Lăng Phan Mông Sầm Lù Lãnh Vương",
        "Văn Thị Thị Thanh Quốc",
        "Chấn Dí Hiếm Kén Lình Mảy Mỹ Nhì Pu Páo Sín Sủi Thền Thương Vần Viên Xuân Én Hỷ Mộc",
    ),
    "Thái": (
        "Lò Lò Lò Lường Quàng Cầm Hà Vi Tòng Cà Bạc Đèo Lù Mè Lương Ngần Hoàng Lô Vì Quang Kha",
        "Văn Thị Thị",
        "Biên Chơ Diêu Hiêng Hom Hương Inh Khuyên Lả Mấng Nghiêng Ọt Phiêu Pâng Phương Pỏm Soạn Thiết "
        "Vui Xuân Ún Hịa",
    ),
    "Mường": (
        "Bùi Bùi Bùi Đinh Đinh Quách Hà Bạch Xa Phạm Trương Nguyễn Cao",
        "Văn Thị Thị Công Thanh",
        "Bẩy Chảnh Dón Hẩu Hiển Ìn Khẩn Lìn Mão Nhình Nhởi Ỏn Phím Rèm Tềnh Thoa Ưởng Xiển Hoạt Tâm",
    ),
    "Hmông": (
        "Giàng Giàng Thào Sùng Vàng Lý Lầu Mùa Vừ Hờ Cứ Hạng Tráng Ma Phàng Hầu Lù Ly Cháng Thò Sính Già "
        "Mua",
        "A A A Thị Thị Mí Seo Bá Thị",
        "Chống Cháng Chua Dủa Dê Giống Hử Khày Lử Mảng Máo Nhìa Nù Pàng Páo Phình Sếnh Sìa Súng Thề Tồng "
        "Vá Xía Xá Chía Dợ Mo Ly Sáy",
    ),
    "Dao": (
        "Bàn Bàn Triệu Triệu Đặng Phùng Lý Chảo Tẩn Phàn Dương Hoàng Chìu Lò Chẻo",
        "Văn Thị Thị A Tả Láo Mùi Tài Chòi Sành",
        "Chán Duần Đàn Ghển Hinh Lụa Mán Nái Nhàn Phẩy Quý Sai Siệu Tá Tình U Vạng Xuân Quân Líu Sử Mẩy",
    ),
    "Khmer": (
        "Thạch Thạch Sơn Kim Danh Lâm Kiên Châu Lý Tăng Trần Neáng Chau Đào Néang Liêu Tô",
        "Thị Thị Văn Sa Minh Hoàng Thanh",
        "Chanh Đinh Hoanh Kên Khone Lượm Muôl Nal Ngọt Phên Pol Rithy Rươne Sa Vuthy Sóc Ươl Sươl Thi Út "
        "Viên Sây Srây Hận Rinh",
    ),
    "Chăm": (
        "Đàng Bá Kiều Lưu Hán Quảng Đạo Báo Não Từ Châu Thiên Trượng Nại Đổng Lộ Dụng Thành",
        "Thị Thị Văn Ngọc Năng Minh Xuân",
        "Biêu Chấp Dưỡng Đại Hoằng Hữu Kanh Linh Mính Ngọc Phú Quận Rí Sính Thiện Toản Trinh Ướm Vinh "
        "Xương",
    ),
}  # fmt: skip
WHOLE_NAMES = {
    "Khmer, as in Cambodia": (
        "Keo Chea Sok Chan Heng Kim Long Mao Meas Ouk Pich Prak Sam Seng Sim Som Tep Yim Chhim Nhem "
        "Khiev Srey Sar Noun",
        "Sophea Dara Sokha Bopha Chenda Kunthea Maly Nary Phalla Rithy Samnang Sopheap Sothea Sreymom "
        "Theary Vanna Veasna Vuthy"
        " Ratha Sreyneang Pisey Chantha Borey",
    ),
    "Chăm of the Mekong": (
        "Mohamach Mohamad Ysa Saly Abdol Ismael Haji Musa Salay Zacaria Amin Rofiah Hosen Sarihah "
        "Mariyah",
        "Cosiem Mah Sales Karim Salim Ysmael Rohim Abdolah Math Mousa Sleiman Tholib",
    ),
    "Ê Đê, Ba Na, Jrai, Cơ Ho": (
        "Y H' Rơ:Mah Rơ:Châm Siu Ksor Kpă Nay A K' Y H'",
        "Blim:Niê Hen:Niê Thanh Brêu Lan Ngọc Thoan:Byă Wơn:Êban Bhiêng Hlơi Tuyết Nghĩa Djoan:Mlô",
    ),
    "Lao": (
        "Bounmy Bounthong Khamphone Khamla Somchai Somphone Sengdao Vilay Phonsavanh Thongsy Manivanh "
        "Noy Chanthavong Souksavanh Latsamy",
        "Vongsa Phommasone Sisavath Keomany Inthavong Souvannavong Phimmachanh Xayasane Bouphavanh "
        "Chanthala Sengsavang Vongphachanh",
    ),
    "Chinese": (
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin Luo Liang Song",
        "Xiaoming Wei Fang Xiuying Jing Qiang Meiling Guoqing Jianguo Lihua Xiaohong Zhiqiang Yan Jun "
        "Hong Haiyan Chunmei",
    ),
    "Burmese": (
        "Aung Kyaw Zaw Myint Thein Khin Hla Maung Htun Nyein San Soe Thandar Thiri Win Phyo Ye",
        "Aung Win Htun Naing Oo Moe Htwe Myint Lwin Hlaing Tun Thu Kyaw Wai Zin",
    ),
    "English": (
        "John Mary David Sarah Michael Emma James Susan Peter Karen Robert Helen Andrew Louise Stephen",
        "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Walker Wright "
        "Robinson Thompson",
    ),
}  # fmt: skip


def names_of(group: str, words: int, number: int = 120) -> list[str]:
    """Different names of two words, or of three and more, always the same."""
    rng = random.Random(f"{group} {words}")
    found: dict[str, None] = {}
    for _ in range(number * 20):
        found[_name_of(group, words, rng)] = None
        if len(found) == number:
            break
    return list(found)


def _name_of(group: str, words: int, rng: random.Random) -> str:
    if group in WHOLE_NAMES:
        first, last = (rng.choice(part.split()) for part in WHOLE_NAMES[group])
        return f"{first} {last}".replace(":", " ").replace("' ", "'")
    if group == "Kinh":
        surnames, middle = KINH_SURNAMES, "Thị Văn Thị Đức Minh Hữu Ngọc"
        given = KINH_GIVEN.split("|")
    else:
        surnames, middle, text = GROUPS[group]
        given = text.split()
    surname, last = rng.choice(surnames.split()), rng.choice(given)
    if words == 2:
        return f"{surname} {last.split()[-1]}"
    between = "" if " " in last else f"{rng.choice(middle.split())} "
    return f"{surname} {between}{last}"
