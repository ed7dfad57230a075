"""Words of corrections: what they may say and what not, told without repeating it."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.build.all_params import check_params
from helpers.errors import ParamsError
from helpers.inputs.params.corrections import FILE_NAME, with_correction
from helpers.inputs.params.settings import Bilingual
from helpers.paths import Project
from helpers.publish.correction_words import check_words, check_written_words


def write(project: Project, wrong: Bilingual) -> None:
    text = with_correction(project, date(2024, 6, 12), None, wrong, {"2023/en/lang-son": "a" * 64})
    (project.params / FILE_NAME).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Victim of May, Hoang Thi Mai, was missing.", "looks like a person's name"),
        ("Bỏ sót chị Hoàng Thị Mai của tháng 5.", "looks like a person's name"),
        ("LANG-SON-2023-V001 was removed.", "names a person's pseudonym or a case"),
        ("Lang-Son-2023-004 was counted twice.", "names a person's pseudonym or a case"),
        ("V001 was removed.", "names a person's pseudonym or a case"),
        ("A victim was missing.", "tells of one person or case"),
        ("The return lacked another under-age girl.", "tells of one person or case"),
        ("A case was counted in May and in June.", "tells of one person or case"),
    ],
)
def test_who_it_was_about_is_refused_by_place_and_never_repeated(
    small_project: Project, text: str, said: str
) -> None:
    for option, wrong in (
        ("--wrong", Bilingual(en=text, vi="Nó.")),
        ("--wrong-vi", Bilingual(en="It.", vi=text)),
    ):
        with pytest.raises(ParamsError) as fault:
            check_words(small_project, wrong)
        assert str(fault.value).startswith(f"{option} ") and said in str(fault.value)
        write(small_project, wrong)
        with pytest.raises(
            ParamsError, match=r"^params/corrections\.yml, line \d+, corrections\.0\.wrong\."
        ) as fault:
            check_params(small_project)
        assert said in str(fault.value) and "Mai" not in str(fault.value) and "V001" not in str(fault.value)
        (small_project.params / FILE_NAME).unlink()


@pytest.mark.parametrize(
    "text",
    [
        "Sessions of one station in February were counted twice.",
        "Victims of Quang Ninh were counted in the month of rescue, not of identification.",
        "The definition of victims assisted left out shelters run by the Women's Union.",
        "A case file was read twice, and a return of Cao Bang left out.",
        "A definition of victims was wrong; a training course for officers was left out.",
        "Training courses in An Giang and Kien Giang were attributed to Dong Thap.",
        "Đồn Biên phòng Tân Thanh gửi số liệu tháng 5 trùng lặp.",
        "Số nạn nhân của Quảng Ninh tính theo tháng giải cứu, không theo tháng xác định.",
        "Tỷ lệ nữ được tính trên tổng số người tham dự, không phải trên số người đã biết giới tính.",
    ],
)
def test_ordinary_words_are_let_pass(small_project: Project, text: str) -> None:
    wrong = Bilingual(en=text, vi=text)
    check_words(small_project, wrong)
    write(small_project, wrong)
    check_written_words(small_project)


def test_number_of_other_things_is_a_warning_that_shows_it(small_project: Project) -> None:
    text = "Sessions of one station in February were counted twice, 5 too many."
    warnings = check_words(small_project, Bilingual(en=text, vi="Nó."))
    assert len(warnings) == 1 and "twice, # to" in warnings[0]
    late = "In the return of February the sessions that one station held were counted twice, 5 too many."
    (warning,) = check_words(small_project, Bilingual(en=late, vi="Nó."))
    assert "twice, # too many.'" in warning
