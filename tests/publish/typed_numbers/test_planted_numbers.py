"""Typed numbers in both languages are all found, with the right severity; honest sentences are let pass."""

from __future__ import annotations

import pytest

from helpers.publish.typed_numbers.typed_text import CitedFigures, typed_numbers

PUBLISHED = CitedFigures({"courses-2023": 12.0, "met-standard": 90.0})
OF_PEOPLE = [
    "Seven victims were assisted.",
    "In 2023 the station assisted 7 victims, most of them women.",
    "Two of the victims were children.",
    "Of those rescued, three came back by themselves.",
    "Twelve women and 3 girls were received at the border gate.",
    "## Victims\n\nIn Lang Son it was seven.",
    "| Province | Victims |\n|---|---|\n| Lang Son | 7 |",
    "One victim was referred to a shelter.",
    "A single girl was sent back.",
    "Both women were from the same commune.",
    "Half of the victims were under age.",
    "60% of the victims were women.",
    "A 14-year-old girl was found.",
    "The third victim was identified in May.",
    "Nine in ten women wanted to go home.",
    "Police made four arrests.",
    "Twenty-one cases were opened.",
    "A dozen suspects were detained.",
    "**7** victims and &#55; children were received.",
    "Victims received: `7`.",
    "![Chart of 7 victims](chart.png)",
    '<span title="7 victims">Victims</span> were received.',
    "Between 5 and 8 people were missing.",
    "1,604 illegal crossings were detected.",
    "Over 2000 women took part.",
    "Under Article 3, 7 victims got support.",
    "Bảy nạn nhân đã được hỗ trợ.",
    "Năm 2023, đơn vị giải cứu 7 nạn nhân.",
    "Đơn vị đã giải cứu năm nạn nhân.",
    "Năm nạn nhân được giải cứu trong tháng 5.",
    "Trong số đó có hai em dưới tuổi thành niên.",
    "Một nạn nhân được chuyển đến cơ sở bảo trợ.",
    "Ba cháu bé được trao trả qua cửa khẩu.",
    "Công an bắt giữ bốn đối tượng.",
    "Đã khởi tố ba vụ, mười hai bị can.",
    "Có 14 người bị bắt.",
    "Nạn nhân thứ ba được xác định vào tháng 5.",
    "Hai phụ nữ và một bé gái đã trở về.",
    "60 % nạn nhân là nữ.",
    "Một nửa số nạn nhân là trẻ em.",
    "Cứ mười phụ nữ thì chín người muốn về nhà.",
    "## Nạn nhân\n\nỞ Lạng Sơn là bảy.",
    "Hai mươi mốt vụ đã được thụ lý.",
    "Theo Điều 150, 7 nạn nhân được hỗ trợ.",
    "Mỗi lớp 30 người.",
    "Ba me con duoc giai cuu: hai nan nhan la tre em.",
    "Hơn 2000 người tham dự.",
    "NĂM NẠN NHÂN ĐƯỢC GIẢI CỨU",
    "In May 3 girls came home.",
    "One third of the victims were under age.",
    "Twice as many victims were assisted.",
    "Victims by province:\n\n- Lang Son: 7\n- Cao Bang: 3",
    "<table><tr><td>Victims</td><td>7</td></tr></table>",
    "Many were assisted.[^1]\n\n[^1]: 7 victims.",
    "[7 victims](victims.html) came home.",
    "Số nạn nhân là ba.",
    "Số vụ tăng gấp ba so với năm trước.",
    "Ngày 9/5, 3 nạn nhân được tiếp nhận.",
    "Quý I, 3 vụ được thụ lý.",
    "Nạn nhân theo tỉnh:\n\n- Lạng Sơn: 7",
    "Three quarters of the women had gone to school.",
    "Ba phần tư số nạn nhân là nữ.",
    "Tất cả năm em đều ở xa nhà.",
    "Trong năm vụ đó, các đối tượng đã bị bắt.",
    "Phát hiện, bắt giữ 02 vụ/05 đối tượng.",
    "Số nạn nhân tăng từ bốn lên sáu.",
    "The youngest victim was eleven.",
    "Victims (n=7) were asked.",
    "The Border Guard freed 3.",
]
OF_OTHERS = [
    "In 2023 stations held 9,999 sessions.",
    "Sessions rose by 55% in a year.",
    "The training took three days.",
    "Eight courses were held in six provinces.",
    "The border is 5,036 km long.",
    "The station was built seven years ago.",
    "Leaflets: 22 000.",
    "The 2nd row says \u0663 workshops.",
    "Năm lớp tập huấn được tổ chức ở sáu tỉnh.",
    "Số buổi tăng 55 % so với năm trước.",
    "Lớp kéo dài ba ngày.",
    "Đồn cách biên giới 12 km.",
    "Hội thảo diễn ra trong hai ngày ở bốn tỉnh.",
    "Đã phát 22.000 tờ rơi.",
    "Mười hai đồn đã nhận tài liệu.",
    "Biên giới dài hai nghìn ki-lô-mét.",
]
HONEST = [
    "In 2023 the stations held more sessions than in 2022.",
    "From 2021 to 2025, and in 2022/23, returns were late.",
    "The programme 2021-2025 has ended.",
    "The workshop took place on 9 and 10 May 2018.",
    "The law is in force from 1 July 2025.",
    "On May 9, 2018 the agreement was signed; on 2024-01-15 it was published.",
    "It began in mid-2022 and grew in the 1990s.",
    "In the first six months of 2023 returns came on time.",
    "Q1 2024, 2024-Q2 and the first quarter are drawn.",
    "Article 3 and Articles 5 and 7 of Law 53/2024/QH15 apply.",
    "Resolution 1325 and SDG 16.2 ask for it.",
    "ISO 9001, UTF-8 and IATI 2.03 are standards.",
    "INL phase 2 follows phase 1; phase two is longer.",
    "Figure 2, Table 3 and @fig-sessions-2023 show it.",
    "See section 4.2 and Annex 1.",
    "Call the hotline 111, which is free of charge.",
    "Telephone: 024 3825 1234.",
    "The office opens at 8:30 and closes at 5 pm.",
    "## 3. Results\n\n1. First come the courses.\n2. Then come the talks.\n3. Last comes the review.",
    "[The agreement](https://example.org/2024/17/report-7.html) was signed.",
    "Write to office7@example.org.",
    "Run `workbook build 2023 --jobs 4`.",
    "```\nworkbook build 2023 --jobs 4\n```",
    "<!-- published courses-2023 -->",
    "12<!-- published courses-2023 --> courses were held, twelve<!-- published courses-2023 --> in all.",
    "More than 90<!-- published met-standard --> per cent of officers met the standard.",
    "Two<!-- vouched the agreement says so --> victims a year may stay.",
    "{.column-2 #sec-3}",
    "Victims per 100,000 people are compared.",
    "Most victims are women; some are children. Nobody is named.",
    "One another, someone, no one and everyone: none is counted.",
    "The two sides meet as agreed.",
    "Both men and women took part.",
    "Both victims and suspects were heard.",
    "A second phase begins; the third phase follows.",
    "Dozens of people and hundreds of leaflets: many.",
    "Every hour counts; help is there 24/7.",
    "Ba Ria - Vung Tau, Hai Phong, Hai Duong and Nam Dinh sent returns.",
    "COVID-19 closed the border.",
    "The area is measured in km².",
    "A return of 2023 cannot be compared.",
    "The victims of 2022 and of 2023 are drawn side by side.",
    "Năm 2023 số buổi nhiều hơn năm 2022.",
    "Chương trình giai đoạn 2021-2025 đã kết thúc.",
    "Hội thảo diễn ra ngày 9 và 10/5/2018.",
    "Luật có hiệu lực từ ngày 1/7/2025, ký ngày 31 tháng 12 năm 2024.",
    "Trong tháng 5, tháng Bảy và quý II, số buổi tăng.",
    "Sáu tháng đầu năm 2023, các đồn gửi báo cáo đúng hạn.",
    "Điều 150 và Điều 151 Bộ luật Hình sự; khoản 2 Điều 3.",
    "Luật số 53/2024/QH15, Nghị định 162/2016/NĐ-CP, Quyết định số 1427/QĐ-TTg.",
    "Nghị quyết 1325 của Hội đồng Bảo an.",
    "INL giai đoạn 2 tiếp nối giai đoạn 1; giai đoạn hai dài hơn.",
    "Hình 2 và Bảng 3 cho thấy điều đó.",
    "Gọi tổng đài 111, miễn phí.",
    "Họp vào thứ hai và thứ năm hằng tuần.",
    "Học sinh lớp 9 nghe tuyên truyền.",
    "Các cháu học lớp 9 và lớp 10 cùng nghe.",
    "Năm học mới, năm nay và năm trước số buổi tăng.",
    "Một số nạn nhân được hỗ trợ; hàng trăm người tham dự.",
    "Trong năm, các đồn tổ chức nhiều buổi tuyên truyền.",
    "Ba mẹ của các cháu được mời dự.",
    "Bà Rịa - Vũng Tàu, Hải Phòng, Đồng Tháp Mười và đường Hai Bà Trưng.",
    "Hai bên gặp gỡ như đã thỏa thuận.",
    "Việc chuyển giao chính xác, chín chắn và kịp thời.",
    "Tỷ lệ trên 100.000 dân được so sánh.",
    "Cả năm, mỗi năm, cuối năm và đầu năm đều có báo cáo.",
    "Năm thứ hai của dự án, lần thứ ba, đợt 2.",
    "Lúc 8h30 lớp học bắt đầu.",
    "Các đồn mít tinh dịp Quốc khánh 2/9.",
    "Covid-19 closed the border.",
    "Trong năm cán bộ đã đi cơ sở.",
    "Các nạn nhân năm 2023 phần lớn là nữ.",
    "Contact: +84 24 3825 1234, or 1900 6464.",
    "[The law][1] and its annex.\n\n[1]: https://example.org/2024/7",
    "Ông Bảy và bà Năm ở đồn; anh Ba và chị Tư là cán bộ.",
    "Một trong những kết quả là sự phối hợp; bên thứ ba cũng tham gia.",
    "Nạn nhân của năm 2022 và năm 2023 được đặt cạnh nhau.",
]


def found(text: str) -> list[bool]:
    return [each.is_about_people for each in typed_numbers(text, PUBLISHED)]


def test_at_least_fifty_are_planted() -> None:
    assert len({*OF_PEOPLE, *OF_OTHERS}) >= 50
    assert len(set(HONEST)) >= 60


@pytest.mark.parametrize("text", OF_PEOPLE)
def test_number_of_people_or_cases_is_found(text: str) -> None:
    assert any(found(text))


@pytest.mark.parametrize("text", OF_OTHERS)
def test_number_of_something_else_is_found_as_a_warning(text: str) -> None:
    assert found(text)
    assert not any(found(text))


@pytest.mark.parametrize("text", HONEST)
def test_honest_sentence_is_let_pass(text: str) -> None:
    assert not found(text)
