from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from helpers.inputs.intake.cell_result import OTHER_SPELLING, Read, Value
from helpers.inputs.intake.date_cells import (
    AMBIGUOUS,
    ANOTHER_ZONE,
    MAY_BE_TURNED,
    MONTH_BEFORE_DAY,
    NO_DATE,
    NO_SUCH_DAY,
    order_of,
    out_of_order,
    read_date,
    read_month,
)
from helpers.inputs.intake.formatted_values import BOTH
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.name_lookup import province_slug, squeezed
from helpers.inputs.intake.number_cells import point_of, read_count, read_score
from helpers.inputs.intake.rows_without_data import rows_of_totals
from helpers.paths import Project


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("lang-son", "lang-son"),
        ("Lạng Sơn", "lang-son"),
        (unicodedata.normalize("NFD", "Tỉnh Lạng Sơn"), "lang-son"),
        ("  LANG   SON ", "lang-son"),
        ("TP. Hồ Chí Minh", "ho-chi-minh"),
        ("Thành phố Hồ Chí Minh", "ho-chi-minh"),
        ("TP.HCM", "ho-chi-minh"),
        ("HCMC", "ho-chi-minh"),
        ("Ba Ria - Vung Tau", "ba-ria-vung-tau"),
        ("Bà Rịa–Vũng Tàu", "ba-ria-vung-tau"),
        ("Thừa Thiên Huế", "hue"),
        ("Daklak", "dak-lak"),
        ("Da Nang City", "da-nang"),
        ("Đà nẵng", "da-nang"),
        ("Lang Sown", None),
        ("", None),
    ],
)
def test_province_by_any_of_its_names(repository: Project, written: str, slug: str | None) -> None:
    assert province_slug(written, read_rulebook(repository).province_names) == slug


@pytest.mark.parametrize(
    "name", ["Ho Chi Minh City", "Hồ Chí Minh", "Thành phố Hồ Chí Minh", "City of Ho Chi Minh"]
)
def test_city_named_after_a_person_is_no_personal_data(repository: Project, name: str) -> None:
    rules = read_rulebook(repository)
    assert province_slug(name, rules.province_names) == "ho-chi-minh"
    assert rules.personal.kinds_of(name) == ()
    assert rules.personal.kinds_of("Hồ Chí Mẫu") == ("a person's name",)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-05-17", date(2023, 5, 17)),
        ("2023/5/7", date(2023, 5, 7)),
        ("2023-05-17 00:00:00", date(2023, 5, 17)),
        ("17/05/2023", date(2023, 5, 17)),
        ("17-5-2023", date(2023, 5, 17)),
        ("17.05.2023", date(2023, 5, 17)),
        ("05/05/2023", date(2023, 5, 5)),
        ("03/05/2023", AMBIGUOUS),
        ("05/17/2023", MONTH_BEFORE_DAY),
        ("31/02/2023", NO_SUCH_DAY),
        ("ngày 17 tháng 5 năm 2023", date(2023, 5, 17)),
        ("2023-05-17 08:30", date(2023, 5, 17)),
        ("17/05/23", NO_DATE),
    ],
)
def test_dates_that_can_be_read_in_one_way_only(written: str, day: object) -> None:
    assert read_date(written) == day


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1604", 1604),
        ("1.604", 1604),
        ("1,604", 1604),
        ("1 604", 1604),
        ("1.234.567", 1234567),
        ("1.234,567", None),
        ("1.60", None),
        ("12.0", 12),
        ("1.604,00", 1604),
        ("1604.000", 1604),
        ("12.5", None),
        ("0012", 12),
    ],
)
def test_separators_of_thousands_in_their_places_only(written: str, number: int | None) -> None:
    read = read_count(written, 0, None)
    assert read.value == number
    assert bool(read.fault) == (number is None)
    assert bool(read.how) == (number is not None and not written.isdigit())


@pytest.mark.parametrize(
    ("table", "column", "written", "read"),
    [
        ("outreach", "month", "05/2023", "2023-05"),
        ("outreach", "month", "Tháng 5", "2023-05"),
        ("outreach", "month", "tháng 12 năm 2023", "2023-12"),
        ("outreach", "month", "13/2023", None),
        ("reintegration", "quarter", "Quý II/2023", "2023-Q2"),
        ("reintegration", "quarter", "Q3", "2023-Q3"),
        ("outreach", "station_code", "Đồn Hữu Nghị", "lang-son-01"),
        ("outreach", "station_code", "huu nghi", "lang-son-01"),
        ("outreach", "station_code", "lang-son-02 Tân Thanh", "lang-son-02"),
        ("outreach", "station_code", "Tà Lùng", None),
        ("interceptions", "border", "trung quoc", "CN"),
        ("interceptions", "border", "Trung Quốc / China", "CN"),
        ("interceptions", "referred", "Không", False),
        ("victims", "age_band", "12 đến 17 tuổi", "12-17"),
        ("victims", "age_band", "50+", "50+"),
        ("victims", "services", "Nơi tạm lánh / Shelter; health", "shelter;health"),
        ("victims", "victim_id", "lang–son-2023-v001", "LANG-SON-2023-V001"),
        ("training", "pre_mean_score", "48,5", 48.5),
    ],
)
def test_cells_as_people_write_them(
    project: Project, table: str, column: str, written: str, read: Value | None
) -> None:
    assert reading(project, table, column, written).value == read


def reading(project: Project, table: str, column: str, written: str) -> Read:
    rules = read_rulebook(project)
    (span,) = rules.years[2023].returns
    return rules.readers.reader(column, rules.tables[table].columns[column], "lang-son", span)[written]


@pytest.mark.parametrize(
    ("table", "column", "written", "meant"),
    [
        ("interceptions", "border", "CNN", "China (CN)"),
        ("interceptions", "border", "Chna", "China (CN)"),
        ("interceptions", "border", "Cambodja", "Cambodia (KH)"),
        ("interceptions", "border", "Trung Quốcc", "China (CN)"),
        ("victims", "services", "Nơi tạm lanhs; health", "Shelter (shelter)"),
        ("outreach", "station_code", "Hữu Nghịj", "lang-son-01 Hữu Nghị"),
        ("outreach", "station_code", "langson-001", "lang-son-01 Hữu Nghị"),
    ],
)
def test_misspelt_code_label_or_name_is_answered_with_what_it_is_like(
    project: Project, table: str, column: str, written: str, meant: str
) -> None:
    fault = reading(project, table, column, written).fault
    assert fault is not None
    assert str(fault[1]).startswith(f"did you mean '{meant}'?")


@pytest.mark.parametrize(
    ("table", "column", "as_it_should_be", "otherwise"),
    [
        ("interceptions", "border", "Trung Quốc / China", "trung quoc"),
        ("interceptions", "referred", "Có / Yes", "co"),
        ("interceptions", "date", "2023-05-17", "17/05/2023"),
        ("outreach", "station_code", "lang-son-02 Tân Thanh", "Đồn Tân Thanh"),
        ("outreach", "month", "2023-05", "Tháng 5"),
        ("outreach", "participants", "1604", "1.604"),
        ("training", "pre_mean_score", "48.5", "48,5"),
        ("trafficking_cases", "case_id", "LANG-SON-2023-004", "lang-son-2023-004"),
        ("cover", "province", "Lạng Sơn", "TINH LANG SON"),
    ],
)
def test_what_was_read_leniently_is_told_and_nothing_else(
    project: Project, table: str, column: str, as_it_should_be: str, otherwise: str
) -> None:
    exact, lenient = (reading(project, table, column, cell) for cell in (as_it_should_be, otherwise))
    assert exact.value == lenient.value is not None
    assert (exact.how, bool(lenient.how)) == (None, True)


def test_labels_of_a_table_and_of_a_list_are_each_its_own(repository: Project) -> None:
    """Two columns or codes with one label could not be told apart."""
    rules = read_rulebook(repository)
    for name in rules.tables:
        columns = rules.tables[name].columns.values()
        for language in ("en", "vi"):
            labels = [column.label[language] for column in columns]
            assert len(set(labels)) == len(labels), name
    for name, codes in rules.codelists.root.items():
        for language in ("en", "vi"):
            labels = [label[language] for label in codes.values()]
            assert len(set(labels)) == len(labels), name


@pytest.mark.parametrize(
    "name",
    [
        "Hoa",
        "NGUYENHOA",
        "LS-V-TRANVANNAM",
        "MAY-2006-HUUKIEM",
        "DAI-UY-NAM",
        "HOA-2023-V001",
        "LANG-SON-2023-HOA",
    ],
)
@pytest.mark.parametrize(
    ("table", "column"),
    [("victims", "victim_id"), ("training", "course_id"), ("trafficking_cases", "case_id")],
)
def test_name_does_not_pass_as_a_pseudonym_and_is_not_repeated(
    project: Project, table: str, column: str, name: str
) -> None:
    read = reading(project, table, column, name)
    assert read.value is None and read.fault is not None
    assert name.casefold() not in " ".join(map(str, read.fault)).casefold()


def test_pseudonyms_are_of_the_returns_own_province_or_one_that_became_part_of_it(project: Project) -> None:
    assert reading(project, "victims", "victim_id", "CAO-BANG-2023-V001").fault
    assert reading(project, "trafficking_cases", "case_id", "CAO-BANG-2023-001").fault is None
    rules = read_rulebook(project)
    late = rules.years[2025].returns[-1]
    column = rules.tables["victims"].columns["victim_id"]
    assert rules.readers.reader("victim_id", column, "lao-cai", late)["YEN-BAI-2025-V001"].fault is None


@pytest.mark.parametrize(
    ("table", "column", "name"),
    [("victims", "sex", "Hoa"), ("victims", "nationality", "Kinh"), ("victims", "services", "Lan")],
)
def test_word_that_is_like_no_code_is_not_repeated(
    project: Project, table: str, column: str, name: str
) -> None:
    fault = reading(project, table, column, name).fault
    assert fault is not None
    assert f"'{name}'" not in str(fault[0])
    assert "did you mean" not in str(fault[1])


def test_age_that_is_no_band_is_not_likened_to_one(project: Project) -> None:
    fault = reading(project, "victims", "age_band", "dưới 18 tuổi").fault
    assert fault is not None and "did you mean" not in str(fault[1])


def test_several_values_with_a_comma_are_read_and_told(project: Project) -> None:
    read = reading(project, "victims", "services", "Chăm sóc y tế, Trợ giúp pháp lý")
    assert (read.value, read.how) == ("health;legal", OTHER_SPELLING)
    assert reading(project, "victims", "services", "Chăm sóc y tế, gì đó").fault


@pytest.mark.parametrize(
    ("table", "column", "written"),
    [
        ("interceptions", "border", "Trung Quèc"),
        ("interceptions", "border", "Trung Quoác"),
        ("outreach", "station_code", "H÷u NghÞ"),
        ("outreach", "station_code", "Höõu Nghò"),
        ("outreach", "month", "Th¸ng n¨m"),
    ],
)
def test_old_encoding_is_named(project: Project, table: str, column: str, written: str) -> None:
    fault = reading(project, table, column, written).fault
    assert fault is not None and "an encoding of the time before Unicode" in str(fault[0])
    assert "UniKey" in fault[1].to("vi")


@pytest.mark.parametrize(
    "written", ["-", "–", "N/A", "không", "không rõ", "chưa có số liệu", "nan", "?", "KCSL", "k/b", "k/rõ"]
)
def test_no_value_is_blank_where_that_is_allowed(project: Project, written: str) -> None:
    reason = "says that there is no value"
    optional = reading(project, "outreach", "women", written).fault
    assert optional is not None and str(optional[0]) == reason
    assert str(optional[1]) == "leave it blank if it is not known; write 0 if there were none"
    required = reading(project, "outreach", "sessions", written).fault
    assert required is not None and str(required[1]) == "write how many there were, 0 if there were none"
    case = reading(project, "victims", "case_id", written).fault
    assert case is not None and str(case[1]) == "leave it blank if it is not known"


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("tháng ba", "2023-03"), ("Tháng bảy năm 2023", "2023-07"), ("THÁNG MƯỜI HAI", "2023-12"),
        ("tháng giêng", "2023-01"), ("tháng năm năm 2023", "2023-05"), ("Thg 5 2023", "2023-05"), ("Mar-23", "2023-03"),
        ("Sept 2023", "2023-09"), ("January", "2023-01"), ("Tháng … năm 2023", None), ("Mar-24", None),
        ("tháng mười ba", None), ("thứ ba", None), ("23-Mar", None), ("tháng", None),
    ],
)  # fmt: skip
def test_months_in_words(written: str, month: str | None) -> None:
    assert read_month(written, "2023") == month


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("14/1/23", date(2023, 1, 14)),
        ("14/1/24", NO_DATE),
        ("04/1/23", AMBIGUOUS),
        ("17/05/2023 08:30", date(2023, 5, 17)),
        ("17-May-23", date(2023, 5, 17)),
        ("17 May 2023", date(2023, 5, 17)),
        ("May 17, 2023", date(2023, 5, 17)),
        ("2023-05-17T08:30:00.000+07:00", date(2023, 5, 17)),
        ("2023-05-17T00:00:00Z", date(2023, 5, 17)),
        ("2023-05-17T17:00:00Z", ANOTHER_ZONE),
        ("2023-05-17T00:30:00+09:00", ANOTHER_ZONE),
        ("2023-05-17 05:00:00-05:00", date(2023, 5, 17)),
        ("2023-05-17 20:00:00-05", ANOTHER_ZONE),
    ],
)
def test_days_as_programs_write_them(written: str, day: object) -> None:
    assert read_date(written, years=(2023,)) == day


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["17/03/2023", "03/04/2023", ""], "day"),
        (["03/17/2023", "3/4/23"], "month"),
        (["17/03/2023", "03/17/2023"], None),
        (["03/04/2023", "2023-03-17"], None),
    ],
)
def test_column_proves_the_order_of_day_and_month(cells: list[str], order: str | None) -> None:
    assert order_of(cells) == order


@pytest.mark.parametrize(
    ("cells", "point"),
    [
        (["27.0", "1.604"], "."),
        (["1604,000", "27,000"], ","),
        (["27.000", "", "3.000"], "."),
        (["27.000"], None),
        (["1.604", "27"], None),
        (["27.000", "1.604"], None),
    ],
)
def test_column_proves_what_divides_decimals(cells: list[str], point: str | None) -> None:
    assert point_of(cells) == point


def test_station_by_its_number_alone(repository: Project) -> None:
    for written in ("Đồn số 1", "Đồn BP số 1", "lang-son-1", "lang-son-01 Đồn số 1 Lạng Sơn"):
        assert reading(repository, "outreach", "station_code", written).value == "lang-son-01", written


@pytest.mark.parametrize("written", ["lang-son-01 Đồn số 2", "lang-son-01; lang-son-02", "lang-son-01 Hoa"])
def test_code_and_name_of_a_station_that_disagree_are_refused(repository: Project, written: str) -> None:
    fault = reading(repository, "outreach", "station_code", written).fault
    assert fault is not None and "write one station" in str(fault[1])


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("12 người", "has words beside the number"),
        ("6 2", "has a blank inside the number"),
        ("12.5", "'12.5' is not a whole number"),
        ("1.234.567", "'1.234.567' is more than 500"),
    ],
)
def test_what_is_no_count_is_told_as_it_was_written(written: str, reason: str) -> None:
    fault = read_count(written, 0, 500).fault
    assert fault is not None and str(fault[0]) == reason


def test_row_that_counts_what_it_sums_is_a_row_of_totals() -> None:
    rows = [(2, ("Cộng 12 đồn", "", "5")), (3, ("lang-son-01", "", "5"))]
    assert rows_of_totals(rows, {cell for _, row in rows for cell in row}) == {2}


def test_station_of_signs_alone_is_a_mistake(repository: Project) -> None:
    assert reading(repository, "outreach", "station_code", ";").fault


def test_days_that_excel_may_have_turned_are_asked_about() -> None:
    """An American Excel takes 03/05/2023 for the 5th of March, and leaves 17/05/2023 as text."""
    turned = ["2023-03-05", "2023-01-02", "2023-11-12", "17/05/2023"]
    order = order_of(turned)
    assert order == "day in text alone"
    assert read_date("2023-03-05", order) == MAY_BE_TURNED
    assert read_date("17/05/2023", order) == date(2023, 5, 17)
    for cells in (turned[1:], [*turned, "2023-05-13"], [*turned, "03/05/2023"]):
        assert order_of(cells) == "day"
    assert order_of(turned[:3]) is None


@pytest.mark.parametrize(
    ("written", "value"),
    [("61.35483870967742", 61.35483870967742), ("61,35483871", 61.35483871), ("100", 100.0)],
)
def test_mean_that_was_computed_is_read(written: str, value: float) -> None:
    read = read_score(written)
    assert (read.value, read.fault) == (value, None)


IN_ORDER = ("2023-01-05", "2023-01-17", "2023-02-03", "2023-02-20", "2023-03-09", "2023-04-25", "2023-05-05")


def exchanged(day: str) -> str:
    return f"{day[:5]}{day[8:]}{day[4:7]}" if int(day[8:]) <= 12 else day


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (IN_ORDER, []),
        ([exchanged(day) for day in IN_ORDER], [0, 2, 4]),
        ([*IN_ORDER[:4], exchanged(IN_ORDER[4]), *IN_ORDER[5:]], [4]),
        ([exchanged(day) for day in IN_ORDER[:4]], []),  # too few
        ([*IN_ORDER[1:], IN_ORDER[1]], []),  # no exchange would bring order
        (["2023-06-20", "2023-03-15", "2023-02-14", "2023-05-16", "2023-01-31"], []),
    ],
)
def test_days_that_stand_in_order_once_exchanged_back_are_asked_about(
    days: list[str], asked: list[int]
) -> None:
    read = [date.fromisoformat(day) for day in days]
    assert out_of_order(read, [False] * len(read)) == asked
    assert out_of_order([*read[:1], None, *read[1:]], [False] * (len(read) + 1)) == [
        at + (at > 0) for at in asked
    ]
    assert out_of_order(read, [True] * len(read)) == []


def test_mean_that_was_computed_is_no_personal_data(rules: Rulebook) -> None:
    shown = f"0.435483871{BOTH}43.548387%"
    for mean in ("61.35483871", "7.123456789", "0.6135483871", "141.6666667", "1416.666666666667", shown):
        assert rules.personal.kinds_of(mean) == ()
    for number in ("0912.345678", "912.345.678", "912.345678", f"0.5{BOTH}0912345678"):
        assert rules.personal.kinds_of(number)


def test_marks_out_of_ten_are_asked_about() -> None:
    for written in ("8,5", "8.5"):
        fault = read_score(written).fault
        assert fault and "'8.5' could be 85 of 100, or 8.5 of 100" in str(fault[0])
        assert "write 85 if that is meant, and 8.5% if it is really so low" in str(fault[1])
    assert read_score("8.5%").value == 8.5 and not read_score("8.5%").fault


def test_icelandic_letter_for_the_vietnamese_one_is_known() -> None:
    assert squeezed("Ðồn ðảo") == squeezed("Đồn đảo")


@pytest.mark.parametrize("written", ["\u0421N", "l\u0430ng-son-01"])
def test_letter_of_another_alphabet_is_named(rules: Rulebook, written: str) -> None:
    column = rules.tables["interceptions"].columns["border" if written.endswith("N") else "station_code"]
    read = rules.readers.reader("x", column, "lang-son", rules.span("lang-son", 2023))[written]
    assert read.fault and "has a letter of another alphabet" in str(read.fault[0])


def test_garbled_value_is_named(rules: Rulebook) -> None:
    column = rules.tables["interceptions"].columns["border"]
    garbled = "Trung Quốc".encode().decode("windows-1252")
    read = rules.readers.reader("border", column, "lang-son", rules.span("lang-son", 2023))[garbled]
    assert read.fault and "is garbled" in str(read.fault[0])
