import importlib
from pathlib import Path

from helpers import report


def test_every_exhibit_is_where_the_package_says():
    for name, module in report.MODULES.items():
        assert callable(getattr(importlib.import_module(f"helpers.report.{module}"), name))
    for name, module in report.OWN.items():
        found = importlib.import_module(f"helpers.report.{module}")
        assert getattr(report, name) is (found if module == name else getattr(found, name))
    assert sorted(report.EVERY) == sorted(report.__all__) == dir(report)


def test_no_exhibit_has_the_name_of_a_module():
    modules = {path.stem for path in Path(report.__file__).parent.glob("*.py")}
    assert not modules & set(report.MODULES), "the module would hide the function once it is imported"
