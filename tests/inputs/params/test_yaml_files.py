from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import ParamsError
from helpers.inputs.params.yaml_files import Strict, read_mapping, read_yaml


class Place(Strict):
    name: str
    codes: list[str] = []
    coastal: bool = False
    stations: int = 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "place.yml"


@pytest.mark.parametrize("word", ["NO", "no", "Yes", "on", "off", "y"])
def test_words_that_are_booleans_elsewhere_stay_text(file: Path, word: str) -> None:
    file.write_text(f"name: {word}\n", encoding="utf-8")
    assert read_yaml(file, Place).name == word


def test_numbers_with_a_leading_zero_stay_text(file: Path) -> None:
    file.write_text("name: 01\ncodes: [08, 007]\n", encoding="utf-8")
    assert read_yaml(file, Place) == Place(name="01", codes=["08", "007"])


def test_true_and_whole_numbers_are_what_they_look_like(file: Path) -> None:
    file.write_text("name: a\ncoastal: true\nstations: 12\n", encoding="utf-8")
    assert read_yaml(file, Place) == Place(name="a", coastal=True, stations=12)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name: a\nname: b\n", "place.yml, line 2: key 'name' is given twice"),
        (
            b"nmae: a\n",
            "place.yml, line 1, nmae: unknown key; did you mean 'name'?\nplace.yml, line 1, name: is required",
        ),
        (b"name: a\nsea: b\n", "place.yml, line 2, sea: unknown key; take it out or correct its name"),
        (b"stations: 2\n", "place.yml, line 1, name: is required and missing"),
        (b"name: a\nstations: many\n", "place.yml, line 2, stations: write a whole number, not 'many'"),
        (b"name: 1\n", "place.yml, line 1, name: write a text, not 1; put it in quotation marks"),
        (
            b"name: a\ncodes:\n  - x\n  - 2\n",
            "place.yml, line 4, codes.1: write a text, not 2; put it in quotation marks",
        ),
        (
            b"name: a\nstations: '2'\n",
            "line 2, stations: write a whole number, not '2'; take the quotation marks away",
        ),
        (b"name:\n", "place.yml, line 1, name: is empty; write a text"),
        (
            b"name: 2024-13-01\ncodes:\n",
            "line 2, codes: is empty; write a list, such as [a, b], or take the key out",
        ),
        (b"name: a\n[b]: c\n", "line 2: a key is a list or has keys itself; write one word as key"),
        (b"name: a\x07\n", "place.yml, line 1: not valid YAML"),
        (b"name: a\nstations: !!int b\n", "place.yml, line 2: not valid YAML (cannot be read as int)"),
        (b"name: a\nstations: " + b"9" * 20, "place.yml, line 2: not valid YAML (the number is too large)"),
        (b"name: a\nstations: " + b"9" * 9000, "place.yml, line 2: not valid YAML (cannot be read as int)"),
        (b"name: a\nstations: -1.0e+300", "place.yml, line 2: not valid YAML (the number is too large)"),
        (b"name: a\nsea: !!python/name:os.system", "place.yml, line 2: not valid YAML (could not determine"),
        (b"name: &a\n  b: *a\n", "place.yml, line 2: not valid YAML (*a stands inside of what it repeats)"),
        (b"name: x\ncodes: &c [y, [*c]]\n", "place.yml, line 2: not valid YAML (*c stands inside"),
        (
            b"name: a\ncodes: " + b"[" * 300_000,
            "place.yml, line 2: not valid YAML (lists and keys stand inside",
        ),
        (
            b"\n".join(b" " * n + b"a:" for n in range(500)),
            "place.yml, line 40: not valid YAML (lists and keys",
        ),
        (
            b"- name\n",
            "place.yml, line 1, the file: write keys with values, such as {key: value}, not a list",
        ),
        (b"", "place.yml: the file is empty"),
        (b"# only a comment\n", "place.yml: the file is empty"),
        (b"name: \xc3\x28\n", "place.yml: byte 7 is not UTF-8; save the file as UTF-8"),
        (b"name: [a\n", "place.yml, line 2: not valid YAML"),
    ],
)
def test_mistake_is_named_by_file_line_and_key(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ParamsError) as caught:
        read_yaml(file, Place)
    assert message in str(caught.value)


def test_aliases_that_grow_into_more_than_a_file_holds_are_refused_at_once(file: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(
        ParamsError, match=r"place\.yml, line 6: not valid YAML \(with what its aliases repeat"
    ):
        read_yaml(file, Place)


def test_an_alias_that_repeats_a_little_is_read(file: Path) -> None:
    file.write_text("name: &a ben-tre\ncodes: [*a, *a]\n", encoding="utf-8")
    assert read_yaml(file, Place).codes == ["ben-tre", "ben-tre"]


def test_file_that_is_too_large_is_not_read(file: Path) -> None:
    file.write_bytes(b"name: a\n" + b"#" * 5_000_000)
    with pytest.raises(ParamsError, match=r"place\.yml: is larger than 4 MB"):
        read_yaml(file, Place)


def test_lines_of_a_text_inside_another_file_are_counted_from_there() -> None:
    assert read_mapping("a: 1", "cell x") == {"a": 1}
    with pytest.raises(ParamsError, match="cell x, line 8: key 'a' is given twice"):
        read_mapping("a: 1\na: 2", "cell x", first_line=7)
    with pytest.raises(ParamsError, match="cell x, line 7: write keys with values"):
        read_mapping("- a", "cell x", first_line=7)


def test_all_mistakes_are_told_at_once(file: Path) -> None:
    file.write_text("codes: a\nstations: b\n", encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read_yaml(file, Place)
    assert len(str(caught.value).splitlines()) == 3


def test_missing_file_and_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(ParamsError, match=r"params/place\.yml: there is no such file"):
        read_yaml(tmp_path / "place.yml", Place, shown_as="params/place.yml")
    with pytest.raises(ParamsError, match="is a folder, not a file"):
        read_yaml(tmp_path, Place)
