"""Names of persons are found in any writing; places, labels, codes and ordinary texts are not taken for names.

The names are made here, from lists of this file: surnames with roughly their frequencies, middle and given names.
"""

from __future__ import annotations

import csv
import random
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

import person_name_corpus
from helpers.inputs.intake import return_template
from helpers.inputs.intake.intake_rules import Rulebook, read_rulebook
from helpers.inputs.intake.listed_names import LISTS, lists_for
from helpers.inputs.intake.name_lookup import fold
from helpers.inputs.intake.name_writings import keys, plain_keys
from helpers.inputs.intake.personal_data import PersonalData
from helpers.inputs.intake.table_layout import read_csv
from helpers.paths import Project

HERE = Path(__file__).parent
FOUND_AT_LEAST = 0.98
NAMES_OF_A_GROUP = 250
# Group -> surnames with frequencies, middle names, given names.
GROUPS = {
    "Kinh": (
        (
            "Nguyễn:32 Trần:11 Lê:9 Phạm:6 Hoàng:4 Huỳnh:2 Phan:3 Vũ:3 Võ:3 Đặng:2 Bùi:2 Đỗ:2 Hồ:1.5 Ngô:1.5 "
            "Dương:1.4 Lý:.8 Trương:2 Hà:1 Đinh:1 Lâm:.8 Đoàn:.8 Mai:.7 Đào:.8 Lưu:.6 Tạ:.4 Tô:.4 Cao:.7 Thái:.4 "
            "Chu:.4 Kiều:.2 Trịnh:1 Phùng:.4 Quách:.2 Vương:.4 Tống:.2 Hứa:.2 Lại:.2 La:.2 Lương:.7"
        ),
        ("Văn Thị Thị Đức Minh Quang Ngọc Hữu Thanh Xuân Thu Hồng Công Đình Quốc Kim Bích Mỹ Gia Hải Tuấn"),
        (
            "An Anh Bình Chi Cường Dũng Dung Giang Hà Hải Hằng Hạnh Hiếu Hoa Hòa Hùng Hương Huy Khánh Lan Linh "
            "Loan Long Mai Minh Nam Nga Ngân Ngọc Nhung Oanh Phúc Phương Quân Quỳnh Sơn Tâm Thảo Thắng Thành Thu "
            "Thủy Trang Trung Tuấn Tú Vân Việt Yến"
        ),
    ),
    "Tày": (
        ("Nông:5 Hoàng:6 Lý:3 Triệu:3 Ma:2 Lục:1 Vi:1 Đàm:1 Bế:1 Hà:2 Dương:2 Hứa:1 Lương:2 Chu:1 La:1"),
        ("Văn Thị Thị Văn Minh Đức Thu Ích"),
        ("Bích Chiến Chung Duyên Hợi Khuyên Lệ Nguyệt Păn Phấn Sinh Slao Thắm Thiêm Toàn Tuyên Vinh Xuyến"),
    ),
    "Nùng": (
        ("Nông:5 Hoàng:5 Vi:3 Lương:2 Lục:2 Lộc:1 Hứa:1 Chu:1 Long:1 Mông:1 Lăng:1 Phan:1"),
        ("Văn Thị Thị Văn A"),
        ("Chài Dìn Hầu Kim Làn Mùi Phù Quyền Sèn Slìn Thim Thành Tỵ Vầy Xiên"),
    ),
    "Thái": (
        (
            "Lò:6 Lường:3 Quàng:3 Cầm:2 Hà:2 Vi:2 Tòng:2 Cà:2 Bạc:1 Đèo:1 Lù:1 Mè:1 Lương:2 Ngần:1 Hoàng:1 Lô:1 "
            "Kha:1"
        ),
        ("Văn Thị Thị Văn"),
        ("Ánh Chung Dọn Hặc Hỏa Inh Khặm Lả Lún Mai Ngoan Ọi Panh Pản Pọm Thoan Thương Tiện Xôm Yêu"),
    ),
    "Mường": (
        ("Bùi:8 Đinh:4 Quách:3 Hà:2 Bạch:1 Xa:1 Phạm:2 Trương:1 Nguyễn:1"),
        ("Văn Thị Thị Văn Minh"),
        ("Bình Chiền Diên Hẹ Ỉn Khuyên Lựa Nhân Nhiển Ổn Tiển Thiêm Xoan Ún"),
    ),
    "Hmông": (
        (
            "Giàng:6 Thào:4 Sùng:4 Vàng:4 Lý:3 Lầu:3 Mùa:3 Vừ:2 Hờ:2 Cứ:2 Hạng:2 Tráng:1 Ma:1 Phàng:1 Hầu:1 Má:1"
        ),
        ("A A A Thị Thị Mí Seo Y Bá"),
        ("Páo Dính Chứ Lềnh Sử Súa Dơ Mỷ Pà Sính Tủa Vư Chá Nếnh Dế Lử Khua Sáu Chu Phử Dở Máy Cở Vạng Nủ"),
    ),
    "Dao": (
        ("Bàn:5 Triệu:5 Đặng:4 Phùng:3 Lý:3 Chảo:2 Tẩn:3 Phàn:3 Dương:1 Hoàng:1 Chìu:1 Tằng:1"),
        ("Văn Thị Thị Văn A Tả Láo Mùi Tài"),
        ("Mẩy San Lở Phú Sơn Pham Kinh Ghến Mềnh Khé Chòi Quyên Sểnh Nhậy Lai Coi Liều Phấu"),
    ),
    "Khmer": (
        ("Thạch:6 Sơn:4 Kim:4 Danh:4 Lâm:3 Kiên:2 Châu:2 Lý:1 Tăng:1 Trần:1 Neáng:1 Chau:1"),
        ("Thị Thị Văn Sa Sô Hoàng"),
        ("Rây Sơn Phia Oanh Sóc Út Hương Kha Thươl Sết Ril Phol Đa Sang Minh Thi Mum Nary Na Som Hiền"),
    ),
    "Chăm": (
        (
            "Ông:1 Trà:1 Ma:1 Chế:2 Đàng:3 Bá:3 Kiều:3 Lưu:3 Hán:2 Quảng:2 Đạo:2 Báo:2 Não:1 Thổ:1 Từ:1 Châu:1 "
            "Mohamad:1"
        ),
        ("Thị Thị Văn Ngọc Minh Năng Thanh Công"),
        ("Hậu Sen Khánh Mỏ Trang Đài Hiệu Nhơn Tiến Phượng Thoa Đạt Bình Kiều Sa Sinh Tuyến"),
    ),
}


def in_plain_letters(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "small letters": str.lower,
    "capitals": str.upper,
    "swapped case": str.swapcase,
    "plain letters": in_plain_letters,
    "plain small letters": lambda text: in_plain_letters(text).lower(),
    "plain capitals": lambda text: in_plain_letters(text).upper(),
    "form D": lambda text: unicodedata.normalize("NFD", text),
    "spaces": lambda text: f"  {text.replace(' ', '   ')} ",
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "underscores": lambda text: text.replace(" ", "_"),
    "hyphens": lambda text: text.replace(" ", "-"),
    "numbered": lambda text: f"1. {text}",
    "with age": lambda text: f"{text}, 17 tuổi",
    "in brackets": lambda text: f"nạn nhân ({text})",
    "in a sentence": lambda text: (
        f"Ngày 5/3 đã bàn giao {text} cho công an xã để đưa về địa phương theo quy định"
    ),
    "ông": lambda text: f"ông {text}",
    "Bà": lambda text: f"Bà {text}",
    "chị": lambda text: f"chị {text}",
    "Mr": lambda text: f"Mr. {text}",
    "đồng chí": lambda text: f"Đồng chí {text}",
}


def names_of(group: str) -> list[str]:
    """Names of three words and more, always the same."""
    rng = random.Random(group)
    surnames, middle, given = (text.split() for text in GROUPS[group])
    weights = [float(each.partition(":")[2]) for each in surnames]
    found = []
    for _ in range(NAMES_OF_A_GROUP):
        (surname,) = rng.choices(surnames, weights)
        second = [rng.choice(given)] if rng.random() < 0.25 else []
        found.append(" ".join([surname.partition(":")[0], rng.choice(middle), *second, rng.choice(given)]))
    return found


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return read_rulebook(Project(HERE.parents[2]))


@pytest.fixture(scope="module")
def personal(rules: Rulebook) -> PersonalData:
    return rules.personal


def is_found(personal: PersonalData, text: str) -> bool:
    return "a person's name" in personal.kinds_of(text)


@pytest.mark.parametrize("writing", WRITINGS)
@pytest.mark.parametrize("group", GROUPS)
def test_names_of_each_group_are_found_in_any_writing(
    personal: PersonalData, group: str, writing: str
) -> None:
    names = names_of(group)
    found = sum(is_found(personal, WRITINGS[writing](name)) for name in names)
    assert found / len(names) >= FOUND_AT_LEAST


TWO_WORDS = {
    "as it is": 0.94,
    "small letters": 0.94,
    "capitals": 0.94,
    "plain letters": 0.85,
    "plain small letters": 0.84,
    "plain capitals": 0.84,
}
"""Writings, and what of names of two words is found at least, of any group, where the given names were held out; of
those whose given names the lists may have it is FOUND_AT_LEAST. Names that equal a place as it is written do not count
('Lê Lợi'): without diacritics those are districts alone."""


def is_known_place(personal: PersonalData, name: str, *, plain: bool) -> bool:
    """Whether a name equals a place, or a text of the project, in the letters in which it is written."""
    accented, lists = lists_for(accented=True), lists_for(accented=False)
    if fold(name) in personal.harmless:
        return True
    if plain:
        return plain_keys(name) in lists.districts or plain_keys(name) in accented.places
    return keys(name) in accented.places


@pytest.mark.parametrize("writing", TWO_WORDS)
@pytest.mark.parametrize("held_out", [False, True])
def test_names_of_two_words_are_found_but_for_known_places(
    personal: PersonalData, held_out: bool, writing: str
) -> None:
    for group in GROUPS:
        names = two_word_names(group, held_out=held_out)
        others = [name for name in names if not is_known_place(personal, name, plain="plain" in writing)]
        found = sum(is_found(personal, WRITINGS[writing](name)) for name in others)
        assert len(others) / len(names) >= 0.94, group
        assert found / len(others) >= (TWO_WORDS[writing] if held_out else FOUND_AT_LEAST), group


def two_word_names(group: str, *, held_out: bool) -> list[str]:
    """Names of two words: with given names that the lists may have each surname with each, else some at random."""
    if held_out:
        return person_name_corpus.names_of(group, 2)
    surnames, _, given = (text.split() for text in GROUPS[group])
    return [f"{surname.partition(':')[0]} {name}" for surname in surnames for name in given]


IN_PSEUDONYMS = {False: 0.98, True: 0.965}
"""What of names of two words is found at least in a column of pseudonyms, in any writing, of all groups together."""


def in_column(rules: Rulebook, table: str, column: str, cells: Iterable[str]) -> list[str]:
    """Those of the cells that are told as names where they stand in this column of a CSV file."""
    columns, rows = list(rules.tables[table].columns), list(cells)
    lines = [
        ",".join(columns),
        *(",".join(cell if each == column else "1" for each in columns) for cell in rows),
    ]
    raw = read_csv("\n".join(lines).encode(), "x.csv", columns)
    told = {mistake.row for mistake in rules.personal.find_in_columns(raw, rules.tables[table], "x.csv")}
    return [cell for at, cell in enumerate(rows, 2) if at in told or is_found(rules.personal, cell)]


@pytest.mark.parametrize("writing", TWO_WORDS)
@pytest.mark.parametrize("held_out", IN_PSEUDONYMS)
def test_name_of_two_words_is_found_in_a_column_of_pseudonyms(
    rules: Rulebook, held_out: bool, writing: str
) -> None:
    names = [name for group in GROUPS for name in two_word_names(group, held_out=held_out)]
    written = [WRITINGS[writing](name) for name in names]
    found = in_column(rules, "victims", "victim_id", written)
    assert len(found) / len(written) >= IN_PSEUDONYMS[held_out]


def test_place_is_a_name_in_a_column_of_numbers_and_none_in_one_of_places(rules: Rulebook) -> None:
    words = ["Lê Hóa", "hoàng hậu", "phan loai", "khong ro", "12"]
    assert in_column(rules, "outreach", "women", words) == ["Lê Hóa"]
    assert in_column(rules, "victims", "case_id", words) == ["Lê Hóa", "hoàng hậu"]
    assert in_column(rules, "outreach", "station_code", [*words, "huu nghi"]) == []


@pytest.mark.parametrize("table", ["outreach", "victims", "training"])
def test_what_stands_in_no_place_of_a_name_is_let_pass_in_every_column(rules: Rulebook, table: str) -> None:
    harmless = [*ABSENT, *map(in_plain_letters, ABSENT), "lang son", "Lạng Sơn", "LANG-SON-2023-V001"]
    for column in rules.tables[table].columns:
        assert in_column(rules, table, column, harmless) == []


ABSENT = [
    "không có", "không rõ", "chưa có", "bỏ trống", "để trống", "tháng ba", "cả hai", "bốn mươi", "báo sau", "không nhớ",
    "như cũ", "không", "thiếu số", "cập nhật",
]  # fmt: skip


@pytest.mark.parametrize("group", person_name_corpus.GROUPS)
def test_surnames_of_each_group_are_listed(group: str) -> None:
    surnames = set(person_name_corpus.GROUPS[group][0].split())
    assert {name for name in surnames if keys(name) not in lists_for(accented=True).surnames} == set()


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn V. A.", "Nguyễn V.A.", "N.V.A.", "Ng. Văn An", "Trần Thị H.", "Nguyễn, Văn An", "NguyenVanAn",
        "Lan Nguyễn", "Minh Trần", "chị Lan", "chị lan", "anh tuấn", "em Páo", "cháu Dính", "Mr An", "Ms. Lan",
        "Bà Hoa",
        "nạn nhân Páo", "đồng chí Tuấn", "Trưởng bản Giàng A Páo", "Đồn trưởng Nguyễn Văn An",
        "Nguyễn Hòa Bình", "Trần Hà Giang",
        "nGuYỄn vĂn aN", "Nguyen Thi Lan was handed over to the police of the province on Monday",
    ],
)  # fmt: skip
def test_other_ways_to_write_a_name(personal: PersonalData, text: str) -> None:
    assert is_found(personal, text)


HELD_OUT_RATES = {
    "as it is": 0.95,
    "small letters": 0.9,
    "capitals": 0.9,
    "plain letters": 0.97,
    "in a sentence": 0.94,
    "hyphens": 0.95,
}
"""What of names of three words and more with given names that the lists may lack is found, of each group."""


@pytest.mark.parametrize("writing", HELD_OUT_RATES)
@pytest.mark.parametrize("group", ["Kinh", *person_name_corpus.GROUPS])
def test_names_that_were_held_out_are_found(personal: PersonalData, group: str, writing: str) -> None:
    names = person_name_corpus.names_of(group, 3)
    found = sum(is_found(personal, WRITINGS[writing](name)) for name in names)
    assert found / len(names) >= HELD_OUT_RATES[writing]


@pytest.mark.parametrize("group", person_name_corpus.WHOLE_NAMES)
def test_names_in_other_languages_are_found(personal: PersonalData, group: str) -> None:
    names = person_name_corpus.names_of(group, 2)
    assert sum(is_found(personal, name) for name in names) / len(names) >= 0.85


@pytest.mark.parametrize(
    "text",
    [
        "tranthilan", "TrầnThịLan", "nguyenvanan", "nguyen.van.a", "tran_thi_lan", "Nguyễn, Hoa", "Thị Ngà", "T.T. Lan",
        "N.T.H.", "nạn nhân tên là Mỷ", "nạn nhân tên Mỷ", "chi Hoa", "em Hoa", "H'Hen Niê", "Y Blim Niê", "K'Brêu",
        "A Thanh", "Rơ Mah H'Lan", "Keo Sophea", "Kiên Rítthi", "Saly Mah", "王小明", "đ/c Tuấn",
        "công an xã giao Trần Thị Lan cho gia đình",
        "trần hoa", "tran hoa", "le hoa", "LE HOA", "Le Hoa",
        "chau son", "kieu kieu", "chu toan", "VU PAO", "giàng dơ", "lò ún", "1. nguyen an", "bui hoa", "ly hoa",
    ],
)  # fmt: skip
def test_further_ways_to_write_a_name(personal: PersonalData, text: str) -> None:
    assert is_found(personal, text)


@pytest.mark.parametrize(
    "text",
    [
        "Cao nhất", "khong bo sung", "Đinh kỳ", "Nhà văn hóa Lò Văn Giá", "Trường Lê Thánh Tông", "đường Tôn Đức Thắng",
        "samsung", "position", "then try again", "người H'Mông", "xã Ea H'Leo", "Hà Lan", "thổ nhĩ kỳ", "ba lan",
        "ly do", "bao cao", "mau moi", "khong ro", "ho ngheo, can ngheo", "Lê Hóa", "LÊ HÓA", "xa Le Hoa", "xã lê hóa",
        "cao loc", "Cao Loc", "binh lieu", "mong cai", "quang chau", "Chu Phan", "dien thoai", "kiem dich", "han che",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name(personal: PersonalData, text: str) -> None:
    assert not is_found(personal, text)


def texts_in(content: object) -> Iterator[str]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from texts_in(key)
            yield from texts_in(value)
    elif isinstance(content, (list, tuple)):
        for each in content:
            yield from texts_in(each)
    elif isinstance(content, str):
        yield content


@cache
def own_texts() -> set[str]:
    """Every label, code, definition, station, province and message of the project; every cell of the sample returns."""
    root = HERE.parents[2]
    found = set(texts_in(return_template._GUIDE))
    for file in (root / "params").rglob("*.yml"):
        content = yaml.safe_load(file.read_text("utf-8"))
        if file.name == "workbook.yml":
            del content["about"]["contact"]["address"]  # a street that is named after a person
        found |= set(texts_in(content))
    for folder in ("params", "data/sample"):
        for file in (root / folder).rglob("*.csv"):
            with file.open(encoding="utf-8-sig", newline="") as lines:
                found |= {cell for row in csv.reader(lines) for cell in row}
    for file in (root / "src").rglob("*.po"):
        with file.open("rb") as content:
            found |= {text for entry in read_po(content) for text in texts_in([entry.id, entry.string])}
    return found


@cache
def places() -> set[str]:
    """Every commune, ward, district and province of both vintages, with and without what it is."""
    found: set[str] = set()
    kinds = ("province", "provinceShort", "district", "districtShort", "ward", "wardShort")
    with closing(sqlite3.connect(str(files("vietnamadminunits").joinpath("data/dataset.db")))) as data:
        for table in ("admin_units", "admin_units_legacy"):
            has = {column[1] for column in data.execute(f"pragma table_info({table})")}
            for column in has.intersection(kinds):
                found |= {name for (name,) in data.execute(f"select {column} from {table}") if name}
    assert len(found) > 15_000
    return found


def free_texts(*, plain: bool) -> set[str]:
    lines = (HERE / "free_texts.txt").read_text("utf-8").splitlines()
    return {
        line.removeprefix("~ ")
        for line in lines
        if not line.startswith("#") and not (plain and line[0] == "~")
    }


@pytest.mark.parametrize("writing", ["as it is", "small letters", "capitals", "plain letters", "plain small letters",
                                     "plain capitals", "form D"])  # fmt: skip
@pytest.mark.parametrize("texts", ["own", "places", "free"])
def test_nothing_else_is_taken_for_a_name(personal: PersonalData, texts: str, writing: str) -> None:
    plain = "plain" in writing
    corpus = {"own": own_texts, "places": places, "free": lambda: free_texts(plain=plain)}[texts]()
    written = {text: WRITINGS[writing](text) for text in corpus}
    once = [text for text in corpus if not (plain and text.isascii())]  # others are read with diacritics, too
    other = [text for text in once if writing == "as it is" or written[text] != text]
    assert len(other) > 10
    alarms = [text for text in other if is_found(personal, written[text])]
    if plain and texts == "places":
        alarms = [text for text in alarms if not is_commune_of_two_words(text)]
    assert alarms == []


def is_commune_of_two_words(text: str) -> bool:
    """Whether it is a commune that reads as a name without diacritics: Lê Hóa, but not the district Cao Lộc."""
    words = plain_keys(re.sub(r"\s*[0-9]+$", "", text))
    return words.count(" ") == 1 and words not in lists_for(accented=False).districts


def test_fifth_of_the_communes_at_most_reads_as_a_name_without_its_diacritics(personal: PersonalData) -> None:
    alarms = sum(is_found(personal, in_plain_letters(text)) for text in places())
    assert alarms / len(places()) < 0.2


def test_each_surname_has_group_and_source() -> None:
    lines = (LISTS / "surnames.csv").read_text("utf-8").splitlines()
    sources = {found[1] for line in lines if (found := re.match(r"# (?:sources|       )   (\w+) ", line))}
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len(rows) == len({row["surname"] for row in rows}) > 400
    assert all(row["groups"] and set(row["sources"].split(";")) <= sources for row in rows)
    groups = {group for row in rows for group in row["groups"].split(";")}
    assert groups == {*GROUPS, "Hoa", "other"}
    assert {row["open_in"] for row in rows} == {"plain", "accented", "capital", "known", ""}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("(024) 3825 1234", "a telephone number"),
        ("(+84) 912 345 678", "a telephone number"),
        ("facebook.com/profile.php?id=100012345678901", "a link to a person's page"),
        ("zalo.me/0912345678", "a link to a person's page"),
        ("sinh ngày 12/03/1999", "a date of birth"),
        ("sinh năm 1999", "a date of birth"),
    ],
)
def test_other_personal_data_in_other_writings(personal: PersonalData, text: str, kind: str) -> None:
    assert personal.kinds_of(text) == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "học sinh năm 2019",
        "phát sinh năm 2021",
        "giấy khai sinh năm 2020",
        "trẻ sinh năm 2023",
        "sinh năm 2025",
    ],
)
def test_year_of_something_else_is_no_date_of_birth(personal: PersonalData, text: str) -> None:
    assert personal.kinds_of(text) == ()


@pytest.mark.parametrize(
    "text", ["nam, sinh năm 1999", "sinh nam 1987", "sinh ngày 12/03/2023", "born in 1990"]
)
def test_year_or_day_of_birth_is_one(personal: PersonalData, text: str) -> None:
    assert personal.kinds_of(text) == ("a date of birth",)
