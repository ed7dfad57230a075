"""The form below a notebook's setup cell: the same report for another province, region or project, year or language.

It changes no cell. What ran below it runs again with the new release, and shows what it shows where it did before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.arguments import with_calls_checked
from helpers.attended import attended
from helpers.errors import WorkbookError
from helpers.inputs.params.provinces import read_provinces
from helpers.inputs.params.settings import Language, read_settings, read_year
from helpers.metrics.framework import read_frameworks
from helpers.paths import Project, find_project
from helpers.privacy.release import Release, check_release
from helpers.report.current import set_opened

if TYPE_CHECKING:
    from helpers.desk.session import Session

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "province": "Province",
        "region": "Region",
        "project": "Project",
        "year": "Year",
        "language": "Language",
        "show": "Show",
        "press": "Press Show: the figures below are still those of before.",
        "preview": "Preview as donors see it",
        "reading": "Reading the returns of {year}; this takes a while when they are new ...",
        "running": "Running cell {number} of {count} ...",
        "ran": "{place}, {year}: {count} cells ran again. The parameters cell is as it was.",
        "none": "{place}, {year}: open. Run the cells below.",
        "successor": "{place} has no command of its own in {year}: {successor} is chosen.",
        "choose": "{place} has no command in {year}: choose a province.",
    },
    "vi": {
        "province": "Tỉnh",
        "region": "Vùng",
        "project": "Dự án",
        "year": "Năm",
        "language": "Ngôn ngữ",
        "show": "Hiển thị",
        "press": "Hãy bấm Hiển thị: số liệu bên dưới vẫn là của lựa chọn trước.",
        "preview": "Xem như nhà tài trợ",
        "reading": "Đang đọc báo cáo của năm {year}; lần đầu sẽ mất một lúc ...",
        "running": "Đang chạy ô {number} trên {count} ...",
        "ran": "{place}, {year}: đã chạy lại {count} ô. Ô tham số giữ nguyên.",
        "none": "{place}, {year}: đã mở. Hãy chạy các ô bên dưới.",
        "successor": "Năm {year}, {place} không còn Bộ Chỉ huy riêng: đã chọn {successor}.",
        "choose": "Năm {year}, {place} không có Bộ Chỉ huy: hãy chọn một tỉnh.",
    },
}
_LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}


@with_calls_checked
def parameter_form(release: Release) -> None:
    """Show a form that reruns the cells below for another province, region or project, year or language.

    The parameters cell stays as it is: it says what a build makes when it is given no other parameters. In a build,
    or wherever nobody is there to choose, this shows nothing.

    Args:
        release: what `open_report` gave; the variable that holds it gets the new one.

    Raises:
        ParamsError: it is no Release.
    """
    check_release("parameter_form", release)
    if attended():
        from helpers.desk.session import session

        Form(session(), release).show()


class Form:
    """The widgets, and what they do."""

    def __init__(self, session: Session, release: Release) -> None:
        import ipywidgets as widgets

        self.session = session
        self.project: Project = find_project()
        self.release = release
        self.names = [
            name for name, value in session.shell.user_ns.items() if value is release and name[0] != "_"
        ]
        words = _WORDS[release.language]
        scope = release.scope
        settings = read_settings(self.project)
        look = {"layout": {"width": "auto"}, "style": {"description_width": "initial"}}
        languages = [(_LANGUAGES[code], code) for code in settings.languages]
        self.place = widgets.Dropdown(
            description=words["province" if scope.kind == "nation" else scope.kind], **look
        )
        self.year = widgets.Dropdown(
            options=settings.years, value=scope.year, description=words["year"], **look
        )
        self.language = widgets.Dropdown(
            options=languages, value=scope.language, description=words["language"], **look
        )
        self.hint, self.message = widgets.HTML(), widgets.HTML()
        self.page = widgets.HTML()
        self._show = widgets.Button(
            description=words["show"], button_style="primary", layout={"width": "auto"}
        )
        self._preview = widgets.Button(description=words["preview"], layout={"width": "auto"})
        self._show.on_click(lambda _button: self.rerun())
        self._preview.on_click(lambda _button: self.preview())
        if scope.province:
            self.year.observe(lambda _change: self._list_provinces(), names="value")
            self._list_provinces()
        elif scope.project:
            self._list_projects()
        elif scope.region:
            self._list_regions()
        self._shown = self.chosen()
        for field in (self.place, self.year, self.language):
            field.observe(lambda _change: self._hint(), names="value")
        chosen = [self.place] if scope.kind != "nation" else []
        row = widgets.HBox([*chosen, self.year, self.language, self._show, self._preview, self.hint])
        row.layout.flex_flow = "row wrap"
        self.widget = widgets.VBox([row, self.message, self.page])

    def show(self) -> None:
        """Display it, and note from now on which cells run below."""
        self.session.forget_cells()
        self.session.publish(self.widget._repr_mimebundle_())

    def rerun(self) -> None:
        """The chosen report: a new release in the notebook's variables, and every cell below shown again."""
        from helpers.desk.opened import open_report
        from helpers.publish.packet import place_names

        chosen = self.chosen()
        words = _WORDS[self.language.value]
        if self.release.scope.province and self.place.value is None:
            self._list_provinces()  # says what is to be chosen
            return
        shown, self.page.value = bool(self.page.value), ""  # never the page of an older place
        self._say(words["reading"].format(year=self.year.value))
        try:
            self.release = open_report(**chosen)
            set_opened(self.release)
            self.session.opened(self.project, self.release)
        except WorkbookError as fault:
            self._say(str(fault))
            return
        self._shown = chosen
        self._hint()
        namespace = self.session.shell.user_ns
        namespace.update({name: value for name, value in chosen.items() if name in namespace})
        namespace.update(dict.fromkeys(self.names, self.release))
        fault_in_words = self.session.run_again(
            lambda number, count: self._say(words["running"].format(number=number + 1, count=count))
        )
        count = len(self.session.cells)
        told = words["ran" if count else "none"]
        place = place_names(self.release)[self.language.value]
        self._say(fault_in_words or told.format(place=place, year=self.year.value, count=count))
        if shown:
            self.preview()

    def preview(self) -> None:
        """The page that donors will see, below the form."""
        from helpers.desk.preview import preview

        try:
            self.page.value = preview().frame()
        except WorkbookError as fault:
            self._say(str(fault))

    def chosen(self) -> dict[str, Any]:
        """What `open_report` is to be given."""
        scope, variables = self.release.scope, self.session.shell.user_ns
        when: dict[str, Any] = {"year": self.year.value}
        if scope.period or scope.project:
            when = {"period": f"{self.year.value}{(scope.period or '')[4:]}"}
        if scope.province:
            when["province"] = self.place.value
        elif scope.project:
            when["project"] = self.place.value
        elif scope.region:
            when["region"] = self.place.value
        audience = {"audience": variables["audience"]} if "audience" in variables else {}
        return {**when, "language": self.language.value, **audience}

    def _list_provinces(self) -> None:
        """The provinces that had a command in the chosen year; and says whom it chose for a merged one."""
        provinces, year = read_provinces(self.project), self.year.value
        vintage, language = read_year(self.project, year).vintage, self.release.language
        named = {each.slug: each.name(language) for each in provinces.commands(vintage)}
        wanted = str(self.place.value or self.release.scope.province)
        chosen = next((slug for slug in (wanted, provinces.successors.get(wanted)) if slug in named), None)
        self.place.options = [(named[slug], slug) for slug in sorted(named)]
        self.place.value = chosen
        if chosen == wanted:
            self._say("")
            return
        old = next(known[wanted].name(language) for known in provinces.by_vintage.values() if wanted in known)
        said = _WORDS[self.language.value]["successor" if chosen else "choose"]
        self._say(said.format(place=old, year=year, successor=named.get(chosen or "", "")))

    def _list_projects(self) -> None:
        language = self.release.language
        named = [(each.project.short_title[language], each.slug) for each in read_frameworks(self.project)]
        self.place.options = named
        self.place.value = self.release.scope.project

    def _list_regions(self) -> None:
        regions = read_provinces(self.project).regions
        self.place.options = [(each.name(self.release.language), each.slug) for each in regions]
        self.place.value = self.release.scope.region

    def _hint(self) -> None:
        """Whether what is chosen is what is shown: the button's colour and a sentence beside it tell."""
        waits = self.chosen() != self._shown
        self._show.button_style = "warning" if waits else "primary"
        self.hint.value = f"<em>{_WORDS[self.language.value]['press']}</em>" if waits else ""

    def _say(self, text: str) -> None:
        from helpers.report import escape

        self.message.value = f"<p>{escape.markup(text)}</p>"
