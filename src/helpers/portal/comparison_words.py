"""What the comparison says, in English and Vietnamese. Placeholders in braces are filled by the page's script."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.inputs.params.settings import Language


@dataclass(frozen=True)
class ComparisonWords:
    """The words of the form, the tables and the charts."""

    head: str
    lead: str
    indicators: str
    places: str
    times: str
    narrow: str
    wide: str
    merged: str
    years: str
    quarters: str
    quarter: str
    chart: str
    lines: str
    bars: str
    pick_all: str
    pick_none: str
    file: str
    link: str
    indicator: str
    place: str
    change: str
    points: str
    fell: str
    rose: str
    unchanged: str
    not_comparable: str
    none: str
    told: str
    absent: str
    by_year_only: str
    too_many: str
    few_lines: str
    drawn: str
    chart_label: str
    source: str
    sheet: str
    offer: str
    offer_provinces: str
    since: str
    until: str
    joined: str
    went_into: str
    region_changed: str
    add: str
    merger: str
    latest: str
    script_needed: str


EN = ComparisonWords(
    head="Compare indicators, places and years",
    lead=(
        "A table, a chart and a file of the numbers that the reports publish. Nothing is added up here, and "
        "nothing is sent anywhere."
    ),
    indicators="Indicators",
    places="Places",
    times="Time",
    narrow="Nation and regions",
    wide="Provinces since 1 July 2025",
    merged="Provinces until 30 June 2025",
    years="Years",
    quarters="Quarters",
    quarter="{quarter} {year}",
    chart="Chart",
    lines="Lines",
    bars="Bars",
    pick_all="Choose all",
    pick_none="Choose none",
    file="Download this as CSV",
    link="Address of this comparison",
    indicator="Indicator",
    place="Place",
    change="{first} to {last}",
    points="{n} points",
    fell="Fell from {first} to {last} ({n}): {places}.",
    rose="Rose from {first} to {last} ({n}): {places}.",
    unchanged="The same in {first} and {last} ({n}): {places}.",
    not_comparable="Not comparable, since one of the two numbers is not public ({n}): {places}.",
    none="Choose at least one indicator, one place and one year.",
    told="Tables and charts below show this choice.",
    absent="in no published report",
    by_year_only=(
        "No published report has this indicator for these places and times; numbers of victims are published "
        "by year alone."
    ),
    too_many="{n} numbers are more than a reader reads; choose fewer places, indicators or years.",
    few_lines="Lines are drawn for at most {n} places; these are bars.",
    drawn="The chart shows {times}.",
    chart_label="{kind}: {indicator}; {places}; {times}. The table has the numbers.",
    source=(
        "Source: returns of provincial Border Guard commands. Not every station reports every month; each "
        "report says how complete its numbers are."
    ),
    sheet="Definition, limitations and who is responsible",
    offer="Compare {places}: {indicators}",
    offer_provinces="Compare provinces",
    since="since July 2025",
    until="until June 2025",
    joined=(
        "{place} has been {parts} since 1 July 2025. Its numbers of earlier years are for the same area, as "
        "the reports publish them."
    ),
    went_into="{place} became part of {later} on 1 July 2025; later numbers are those of {later}.",
    region_changed="{place} holds other provinces since 1 July 2025, so it is named twice.",
    add="Add {later}",
    merger="What the merger of 1 July 2025 changed ({n} places)",
    latest="All indicators by place, {year}",
    script_needed=(
        "To compare other years, this page needs JavaScript. These are the numbers of the latest year."
    ),
)

VI = ComparisonWords(
    head="So sánh chỉ tiêu, địa bàn và năm",
    lead=(
        "Bảng, biểu đồ và tệp của các con số đã công bố trong báo cáo. Trang này không cộng thêm và không "
        "gửi gì đi đâu."
    ),
    indicators="Chỉ tiêu",
    places="Địa bàn",
    times="Thời gian",
    narrow="Toàn quốc và các vùng",
    wide="Các tỉnh từ ngày 01/07/2025",
    merged="Các tỉnh đến hết ngày 30/06/2025",
    years="Theo năm",
    quarters="Theo quý",
    quarter="{quarter}/{year}",
    chart="Biểu đồ",
    lines="Đường",
    bars="Cột",
    pick_all="Chọn tất cả",
    pick_none="Bỏ chọn tất cả",
    file="Tải về dạng CSV",
    link="Địa chỉ của phép so sánh này",
    indicator="Chỉ tiêu",
    place="Địa bàn",
    change="{first} đến {last}",
    points="{n} điểm",
    fell="Giảm từ {first} đến {last} ({n}): {places}.",
    rose="Tăng từ {first} đến {last} ({n}): {places}.",
    unchanged="Không đổi từ {first} đến {last} ({n}): {places}.",
    not_comparable="Không so sánh được vì một trong hai số không công bố ({n}): {places}.",
    none="Hãy chọn ít nhất một chỉ tiêu, một địa bàn và một năm.",
    told="Bảng và biểu đồ bên dưới thể hiện lựa chọn này.",
    absent="không có trong báo cáo nào đã công bố",
    by_year_only=(
        "Chưa báo cáo nào công bố chỉ tiêu này cho địa bàn và thời gian đã chọn; số nạn nhân chỉ được công "
        "bố theo năm."
    ),
    too_many="{n} con số là quá nhiều để đọc; hãy chọn ít địa bàn, chỉ tiêu hoặc năm hơn.",
    few_lines="Biểu đồ đường chỉ vẽ tối đa {n} địa bàn; đây là biểu đồ cột.",
    drawn="Biểu đồ thể hiện {times}.",
    chart_label="{kind}: {indicator}; {places}; {times}. Số liệu có trong bảng.",
    source=(
        "Nguồn: báo cáo của Bộ đội Biên phòng các tỉnh. Không phải đồn nào cũng báo cáo đủ các tháng; mỗi "
        "báo cáo nêu mức độ đầy đủ của số liệu."
    ),
    sheet="Định nghĩa, hạn chế và đơn vị chịu trách nhiệm",
    offer="So sánh {places}: {indicators}",
    offer_provinces="So sánh các tỉnh",
    since="từ tháng 7/2025",
    until="đến tháng 6/2025",
    joined=(
        "Từ ngày 01/07/2025, {place} gồm {parts}. Số liệu các năm trước cũng tính cho địa bàn này, đúng như "
        "các báo cáo công bố."
    ),
    went_into="{place} nhập vào {later} ngày 01/07/2025; số liệu về sau là của {later}.",
    region_changed="{place} gồm các tỉnh khác từ ngày 01/07/2025, nên được nêu hai lần.",
    add="Thêm {later}",
    merger="Việc sáp nhập ngày 01/07/2025 đã thay đổi những gì ({n} địa bàn)",
    latest="Mọi chỉ tiêu theo địa bàn, năm {year}",
    script_needed="Để so sánh các năm khác, trang này cần JavaScript. Dưới đây là số liệu của năm mới nhất.",
)

COMPARISON_WORDS: dict[Language, ComparisonWords] = {"en": EN, "vi": VI}
