"""The portal's own words, in English and Vietnamese. What the reports say is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.inputs.params.settings import Language


@dataclass(frozen=True)
class Measure:
    """How the portal calls one key result: in a column head, and where there is room."""

    short: str
    long: str


@dataclass(frozen=True)
class PortalWords:
    """Everything that the page says in one language. Placeholders in braces are filled by the page."""

    language_name: str
    language_choice: str
    skip: str
    title: str
    lead: str
    notice_head: str
    notice: str
    year_choice: str
    reports_of: str
    published: str
    vintages: dict[str, str]
    national_head: str
    national_none: str
    projects_head: str
    further_head: str
    short_head: str
    regions_head: str
    targets_met: str
    dates_made_up: str
    targets_none: str
    targets_later: str
    targets_silent: str
    targets_not_due: str
    indicators_head: str
    indicators_text: str
    nation: str
    open_report: str
    html: str
    pdf: str
    data: str
    notebook: str
    metadata: str
    exports: dict[str, str]
    only_other_language: str
    other_note: str
    map_head: str
    map_hint: str
    map_measure: str
    key_head: str
    no_command: str
    no_report: str
    measures: dict[str, Measure]
    symbols: dict[str, str]
    table_head: str
    table_caption: str
    table_hint: str
    search: str
    search_hint: str
    found: str
    found_data: str
    found_without: str
    found_more: str
    none_found: str
    kinds: dict[str, str]
    finds: dict[str, str]
    region: str
    all_regions: str
    all_years: str
    clear: str
    province: str
    year: str
    files: str
    count: str
    empty: str
    symbols_head: str
    symbols_zero: str
    packet_head: str
    packet_lead: str
    packet_parts: tuple[tuple[str, str], ...]
    about_head: str
    about: tuple[str, ...]
    data_set_head: str
    data_set_text: str
    data_set_told: str
    data_set_files: dict[str, str]
    data_set_parts: dict[str, str]
    releases_head: str
    releases_text: str
    releases_columns: tuple[str, str, str]
    releases_file: str
    contact_head: str
    placeholder: str
    updated_head: str
    next_release_head: str
    revisions_head: str
    licence_head: str
    licence: str
    cite_head: str
    cite: str


EN = PortalWords(
    language_name="English",
    language_choice="Language",
    skip="Skip to the reports",
    title="Border Guard activity against trafficking in persons",
    lead="Annual reports of Viet Nam’s Border Guard, by province, for the nation, and on donors' projects.",
    notice_head="Demonstration data.",
    notice="The reports were made from synthetic returns. No figure here describes a real event or person.",
    year_choice="Year",
    reports_of="Reports for {year}",
    published="Published {date}",
    vintages={
        "63": "Provinces as they were until 30 June 2025",
        "34": "Provinces as they are since 1 July 2025",
    },
    national_head="National report",
    national_none="The national report for {year} has not been published yet.",
    projects_head="Donors' projects",
    further_head="Further reports",
    short_head="Quarters, half-years and regions",
    regions_head="Regions",
    targets_met="{n} of {all} targets met or on track",
    dates_made_up=", by made-up dates",
    targets_none="no target published",
    targets_later="targets are for later years",
    targets_silent="no report yet on {n} of {n} targets due",
    targets_not_due="; not due yet: {n}",
    indicators_head="What each indicator means",
    indicators_text="Reference sheets of all indicators: definition, formula, source, limitations, data quality.",
    nation="Viet Nam",
    open_report="Read the report",
    html="HTML",
    pdf="PDF",
    data="Data",
    notebook="Executed notebook",
    metadata="Metadata and hashes",
    exports={
        "tables.xlsx": "Spreadsheet",
        "iati.xml": "IATI activity",
        "data/datapackage.json": "Data Package",
        "ro-crate-metadata.json": "RO-Crate",
    },
    only_other_language="in Vietnamese",
    other_note="VI marks a report that exists in Vietnamese only so far.",
    map_head="Reports by province",
    map_hint="Choose a province to open its report.",
    map_measure="Show on the map",
    key_head="Key",
    no_command="no Border Guard command",
    no_report="no report yet",
    measures={
        "sessions": Measure("Sessions", "Legal-education sessions"),
        "participants": Measure("Attendances", "Attendances at sessions"),
        "interception_cases": Measure("Cases of illegal crossing", "Cases of illegal crossing intercepted"),
        "trafficking_cases": Measure("Trafficking cases", "Trafficking cases handled"),
        "victims_assisted": Measure(
            "Victims and suspected victims", "Victims and suspected victims assisted"
        ),
    },
    symbols={
        "c": "confidential: withheld so that nobody can be identified",
        "x": "not available: nothing was reported",
        "z": "not applicable",
    },
    table_head="Key results by province",
    table_caption="Key results and files of each report",
    table_hint="Choose a column head to sort.",
    search="Find reports and indicators",
    search_hint="lang son, quang ninh · INL 2024 · victims",
    found="{reports} of {all} reports, {indicators} indicators",
    found_data=", data files: {files}",
    found_without="Left out, since nothing has it: {words}.",
    found_more="The first {shown} are listed; add a word, such as a year.",
    none_found="Nothing matches. Try fewer words; a comma stands between different things: lang son, quang ninh.",
    kinds={
        "nation": "National report",
        "province": "Report on a province",
        "region": "Report on a region",
        "project": "Report on a project",
        "indicator": "Indicator",
    },
    finds={"p": "PDF", "w": "Word", "s": "Spreadsheet", "a": "Technical annex"},
    region="Region",
    all_regions="All regions",
    all_years="All years",
    clear="Clear",
    province="Province",
    year="Year",
    files="Report",
    count="{shown} of {all} reports",
    empty="No report has been published yet. The command “workbook build” makes them.",
    symbols_head="Symbols",
    symbols_zero="none: a true zero, not a missing figure",
    packet_head="What each report comes with",
    packet_lead="Each report is a folder that can be taken away whole. It refers to nothing outside.",
    packet_parts=(
        ("HTML", "the report as one page that works without a connection"),
        ("PDF", "the same report for print, tagged for screen readers"),
        ("Data", "the figures shown, as a spreadsheet and CSV files; of a project also for IATI"),
        ("Notebook", "the calculation, as it was run"),
        ("Metadata", "parameters, versions, and a hash of every file read and written"),
    ),
    about_head="About these reports",
    about=(
        "Provincial Border Guard commands send returns on legal education, interceptions, trafficking cases, "
        "victims, training and materials. The same notebook turns every province’s returns into its report.",
        "Small counts about victims are withheld, and so are counts from which they could be worked out.",
    ),
    data_set_head="The data set",
    data_set_text="Every figure that the reports here show, in one table; withheld ones are withheld in it, too.",
    data_set_told="{n} figures · version {version}",
    data_set_files={
        "data/cells.csv": "All figures (CSV)",
        "data/cells.parquet": "All figures (Parquet)",
        "data/dictionary.csv": "Dictionary: definitions, units, codes, in English and Vietnamese (CSV)",
        "data/changes.csv": "What changed with each version (CSV)",
        "data/sdmx-data.csv": "All figures (SDMX-CSV)",
        "data/sdmx-structure.xml": "Structure of the figures (SDMX)",
        "catalogue.jsonld": "Catalogue for data portals (DCAT-AP)",
        "data/csv-metadata.json": "Description of the CSV files (CSV on the Web)",
        "data/datapackage.json": "Description of the CSV files (Frictionless)",
    },
    data_set_parts={"year": "By year", "project": "By project", "indicator": "By indicator"},
    releases_head="Release dates",
    releases_text="Reports lie here from the minute that is announced for them, and not before. Times: {zone}.",
    releases_columns=("Reports on", "Release", "Seen before by"),
    releases_file="Release dates for your calendar (iCalendar)",
    contact_head="Contact",
    placeholder="placeholder, reaches nobody",
    updated_head="Last updated",
    next_release_head="Next release",
    revisions_head="Revisions",
    licence_head="Licence",
    licence="data: {data}; text: {text}",
    cite_head="How to cite",
    cite="Each report says how to cite it, with the key of its packet.",
)

VI = PortalWords(
    language_name="Tiếng Việt",
    language_choice="Ngôn ngữ",
    skip="Chuyển đến danh sách báo cáo",
    title="Hoạt động phòng, chống mua bán người của Bộ đội Biên phòng",
    lead="Báo cáo hằng năm của Bộ đội Biên phòng Việt Nam, theo tỉnh, toàn quốc và theo dự án.",
    notice_head="Số liệu minh họa.",
    notice="Các báo cáo được lập từ dữ liệu mô phỏng. Không con số nào ở đây nói về sự việc hay con người có thật.",
    year_choice="Năm",
    reports_of="Báo cáo năm {year}",
    published="Công bố ngày {date}",
    vintages={
        "63": "Theo địa giới các tỉnh đến hết ngày 30/06/2025",
        "34": "Theo địa giới các tỉnh từ ngày 01/07/2025",
    },
    national_head="Báo cáo toàn quốc",
    national_none="Báo cáo toàn quốc năm {year} chưa được công bố.",
    projects_head="Dự án của các nhà tài trợ",
    further_head="Báo cáo khác",
    short_head="Báo cáo quý, 6 tháng và theo vùng",
    regions_head="Vùng",
    targets_met="{n}/{all} mục tiêu đạt hoặc đúng tiến độ",
    dates_made_up=" (thời hạn giả định)",
    targets_none="không có mục tiêu công bố",
    targets_later="mục tiêu thuộc các năm sau",
    targets_silent="{n}/{n} mục tiêu đến hạn chưa có số liệu",
    targets_not_due="; chưa đến hạn: {n}",
    indicators_head="Ý nghĩa của từng chỉ tiêu",
    indicators_text="Phiếu thông tin của mọi chỉ tiêu: định nghĩa, cách tính, nguồn, hạn chế, chất lượng số liệu.",
    nation="Việt Nam",
    open_report="Đọc báo cáo",
    html="HTML",
    pdf="PDF",
    data="Số liệu",
    notebook="Sổ tính đã chạy",
    metadata="Siêu dữ liệu và mã băm",
    exports={
        "tables.xlsx": "Bảng tính",
        "iati.xml": "Hoạt động IATI",
        "data/datapackage.json": "Mô tả các tệp CSV",
        "ro-crate-metadata.json": "Mô tả gói báo cáo",
    },
    only_other_language="bằng tiếng Anh",
    other_note="EN: báo cáo hiện mới có bản tiếng Anh.",
    map_head="Báo cáo theo tỉnh",
    map_hint="Chọn một tỉnh để mở báo cáo.",
    map_measure="Hiển thị trên bản đồ",
    key_head="Chú giải",
    no_command="không có Bộ đội Biên phòng tỉnh",
    no_report="chưa có báo cáo",
    measures={
        "sessions": Measure("Buổi tuyên truyền", "Số buổi tuyên truyền pháp luật"),
        "participants": Measure("Lượt người dự", "Số lượt người dự tuyên truyền"),
        "interception_cases": Measure(
            "Vụ xuất nhập cảnh trái phép", "Số vụ xuất nhập cảnh trái phép bị phát hiện"
        ),
        "trafficking_cases": Measure("Vụ mua bán người", "Số vụ mua bán người đã thụ lý"),
        "victims_assisted": Measure(
            "Nạn nhân, người nghi là nạn nhân", "Số nạn nhân và người nghi là nạn nhân được hỗ trợ"
        ),
    },
    symbols={
        "c": "bảo mật: không công bố để không ai bị nhận diện",
        "x": "không có số liệu: chưa nhận được báo cáo",
        "z": "không áp dụng",
    },
    table_head="Kết quả chính theo tỉnh",
    table_caption="Kết quả chính và các tệp của từng báo cáo",
    table_hint="Chọn tên cột để sắp xếp.",
    search="Tìm báo cáo và chỉ tiêu",
    search_hint="lạng sơn, quảng ninh · INL 2024 · nạn nhân",
    found="{reports}/{all} báo cáo, {indicators} chỉ tiêu",
    found_data=", {files} tệp dữ liệu",
    found_without="Đã bỏ qua từ không có trong kết quả nào: {words}.",
    found_more="Chỉ liệt kê {shown} kết quả đầu; hãy thêm từ khóa, chẳng hạn năm.",
    none_found="Không tìm thấy. Hãy bớt từ khóa; dùng dấu phẩy giữa các nội dung khác nhau: lạng sơn, quảng ninh.",
    kinds={
        "nation": "Báo cáo toàn quốc",
        "province": "Báo cáo tỉnh",
        "region": "Báo cáo vùng",
        "project": "Báo cáo dự án",
        "indicator": "Chỉ tiêu",
    },
    finds={"p": "PDF", "w": "Word", "s": "Bảng tính", "a": "Phụ lục kỹ thuật"},
    region="Vùng",
    all_regions="Tất cả các vùng",
    all_years="Tất cả các năm",
    clear="Xóa",
    province="Tỉnh",
    year="Năm",
    files="Báo cáo",
    count="{shown}/{all} báo cáo",
    empty="Chưa có báo cáo nào được công bố. Lệnh “workbook build” sẽ lập báo cáo.",
    symbols_head="Ký hiệu",
    symbols_zero="không có trường hợp nào; không phải là thiếu số liệu",
    packet_head="Mỗi báo cáo gồm những gì",
    packet_lead="Mỗi báo cáo là một thư mục trọn vẹn, có thể sao chép đi nơi khác; không phụ thuộc tệp nào bên ngoài.",
    packet_parts=(
        ("HTML", "báo cáo trên một trang, xem được khi không có mạng"),
        ("PDF", "cùng báo cáo đó để in, có gắn thẻ cho trình đọc màn hình"),
        ("Số liệu", "các con số đã công bố, dạng bảng tính và tệp CSV; với dự án có cả IATI"),
        ("Sổ tính", "quá trình tính toán đúng như đã chạy"),
        ("Siêu dữ liệu", "tham số, phiên bản và mã băm của mọi tệp đã đọc và ghi"),
    ),
    about_head="Về các báo cáo này",
    about=(
        "Bộ đội Biên phòng các tỉnh gửi báo cáo về tuyên truyền pháp luật, ngăn chặn xuất, nhập cảnh trái phép, "
        "vụ mua bán người, nạn nhân, tập huấn và tài liệu. Cùng một sổ tính lập báo cáo cho mọi tỉnh.",
        "Các số đếm nhỏ về nạn nhân không được công bố, cũng như những số có thể dùng để suy ra chúng.",
    ),
    data_set_head="Bộ dữ liệu",
    data_set_text="Mọi số liệu nêu trong các báo cáo ở đây, gộp vào một bảng; số liệu được giữ kín cũng giữ kín ở đây.",
    data_set_told="{n} số liệu · phiên bản {version}",
    data_set_files={
        "data/cells.csv": "Toàn bộ số liệu (CSV)",
        "data/cells.parquet": "Toàn bộ số liệu (Parquet)",
        "data/dictionary.csv": "Từ điển: định nghĩa, đơn vị tính, mã, bằng tiếng Anh và tiếng Việt (CSV)",
        "data/changes.csv": "Thay đổi của từng phiên bản (CSV)",
        "data/sdmx-data.csv": "Toàn bộ số liệu (SDMX-CSV)",
        "data/sdmx-structure.xml": "Cấu trúc số liệu (SDMX)",
        "catalogue.jsonld": "Danh mục cho cổng dữ liệu (DCAT-AP)",
        "data/csv-metadata.json": "Mô tả các tệp CSV (chuẩn CSVW)",
        "data/datapackage.json": "Mô tả các tệp CSV (Frictionless)",
    },
    data_set_parts={"year": "Theo năm", "project": "Theo dự án", "indicator": "Theo chỉ tiêu"},
    releases_head="Lịch công bố",
    releases_text="Báo cáo chỉ có tại đây từ thời điểm đã thông báo. Giờ: {zone}.",
    releases_columns=("Kỳ báo cáo", "Thời điểm công bố", "Được xem trước"),
    releases_file="Lịch công bố để đưa vào lịch của bạn (iCalendar)",
    contact_head="Liên hệ",
    placeholder="địa chỉ minh họa, không có người nhận",
    updated_head="Cập nhật lần cuối",
    next_release_head="Lần công bố tiếp theo",
    revisions_head="Đính chính số liệu",
    licence_head="Giấy phép sử dụng",
    licence="số liệu: {data}; nội dung: {text}",
    cite_head="Cách trích dẫn",
    cite="Mỗi báo cáo nêu cách trích dẫn, kèm mã của gói báo cáo.",
)

WORDS: dict[Language, PortalWords] = {"en": EN, "vi": VI}
