"""Every figure of the sample company says the same numbers on the screen and in each file, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from salesdash.__main__ import main
from salesdash.charts.cell import step_of
from salesdash.charts.figure import Figure, Headline, Spoken, SpokenColumn
from salesdash.charts.report import Chapter, Finding, Report
from salesdash.charts.rows import number
from salesdash.export import csv_file, image, page, plain_text, report_book
from salesdash.export.chat_text import message
from salesdash.export.deck import deck
from salesdash.export.deck.chart import drawn
from salesdash.export.deck.drawing import form_of
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.figures.foresight import foresee
from salesdash.figures.report.assemble import all_findings
from salesdash.figures.report.chapters import PAGES, TypedContents
from salesdash.scope import Scope
from salesdash.text import LANGS, Lang, plain
from salesdash.ui.figure.grid import as_table
from salesdash.units import MONEY, Unit
from tests.sample import asked, lay

SIZES = {"万": 1e4, "亿": 1e8, "k": 1e3, "m": 1e6, "%": 0.01, "个百分点": 0.01, "pts": 0.01}
WRITTEN = re.compile(r"(?P<sign>[+-]?)¥?(?P<digits>[\d,]+(?:\.(?P<part>\d+))?) ?(?P<size>[^\d.,]*)")
# What a page asks that can be asked by the command: figure → metrics, dimensions.
ASKED = {
    "channels.channel_sales": (("sales",), ("channel",)),
    "channels.channel_roi": (("roi", "sales", "spend"), ("channel",)),
    "targets.plan_and_actual": (("sales",), ("month",)),
    "targets.attainment_by_member": (("sales", "attainment"), ("region", "month")),
    "targets.progress_table": (("sales", "attainment"), ("region",)),
}


@dataclass(frozen=True, slots=True)
class Files:
    """All figures in one language, and what was made of them."""

    lang: Lang
    figures: dict[str, Spoken]
    book: Any
    slides: dict[str, list[Any]]
    page: Page


class Page(HTMLParser):
    """The figures of the page to read: titles, cells of tables row by row, specifications of charts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.charts: dict[str, Any] = {}
        self.titles: list[str] = []
        self._at, self._of = "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._at, self._of = tag, dict(attrs).get("data-of") or ""
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
        elif tag == "h3":
            self.titles.append("")

    def handle_endtag(self, tag: str) -> None:
        self._at, self._of = "", ""

    def handle_data(self, data: str) -> None:
        if self._at in ("td", "th"):
            self.tables[-1][-1][-1] += data
        elif self._at == "h3":
            self.titles[-1] += data
        elif self._of:
            self.charts[self._of] = json.loads(data)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figure]:
    ask = asked(tmp_path_factory.mktemp("company"), foresee=foresee)
    scope = Scope(ask.as_of, None, "last_year", calendar=ask.calendar)
    scope = scope.over(scope.calendar.of(scope.as_of, "year"))
    every = all_findings(ask, scope, TypedContents(), ("changed", "decisions", *PAGES))
    return {one.key: one.figure for one in every if not one.figure.is_empty}


@pytest.fixture(scope="module", params=LANGS)
def files(found: dict[str, Figure], request: pytest.FixtureRequest) -> Files:
    lang: Lang = request.param
    findings = tuple(Finding(key, figure) for key, figure in found.items())
    chapter = Chapter("all", plain("all"), findings)
    told, choice = (
        Report(plain("all"), Headline(plain("-")), plain("-"), (), (chapter,)),
        ReportStyle(lang),
    )
    slides: dict[str, list[Any]] = {}
    for slide in Presentation(io.BytesIO(deck.pptx(told, choice).file)).slides:
        for shape in slide.shapes:
            if shape.name.startswith("salesdash:"):
                slides.setdefault(shape.name.split(":")[1], []).append(shape)
    return Files(
        lang,
        {key: figure.in_(lang) for key, figure in found.items()},
        openpyxl.load_workbook(io.BytesIO(report_book.xlsx(told, choice))),
        slides,
        Page(page.html(told, choice).decode()),
    )


def numbers(figure: Spoken, column: SpokenColumn) -> list[float | None]:
    return [number(value) for value in figure.frame[column.key]]


def with_unit(figure: Spoken) -> Iterator[tuple[int, SpokenColumn, Unit]]:
    for at, column in enumerate(figure.written):
        if column.unit is not None:
            yield at, column, column.unit


def is_written(words: str, value: float | None, unit: Unit) -> bool:
    """Whether the words say the number, rounded to the last of their digits."""
    if value is None:
        return words == "–"
    written = WRITTEN.fullmatch(words)
    if written is None:
        return False
    size = next((SIZES[s] for s in SIZES if written["size"].startswith(s)), 1.0)
    half = 0.5 * 10 ** -len(written["part"] or "") * size
    said = float(written["digits"].replace(",", "")) * size * (-1 if written["sign"] == "-" else 1)
    # a part never reads as the whole: then a digit is cut instead of rounded
    slack = 1 + 1e-9 if unit.whole is None or value >= unit.whole else 2
    return bool(abs(said - value) <= half * slack + 1e-12)


def test_every_figure_of_a_report_says_its_finding(files: Files):
    assert [key for key, figure in files.figures.items() if not figure.sentence] == []


def test_the_screens_table_and_the_csv_have_every_number(files: Files):
    for key, figure in files.figures.items():
        shown, _ = as_table(figure, "light")
        head, *rows = csv.reader(io.StringIO(csv_file.csv(figure).decode("utf-8-sig")))
        assert len(head) == len(figure.written), key
        for at, column, unit in with_unit(figure):
            values = numbers(figure, column)
            assert [float(row[at]) if row[at] else None for row in rows] == values, (
                key,
                column.key,
            )
            if column.key in shown:
                is_sized = column.is_bar or column.unit is MONEY
                size = step_of(column, figure).size if is_sized else 1
                read = [None if v is None else v * unit.factor / size for v in values]
                assert list(map(number, shown[column.key])) == pytest.approx(read), (
                    key,
                    column.key,
                )


def test_the_workbook_has_every_number(files: Files):
    sheets = files.book.worksheets[1:-1]
    assert len(sheets) == len(files.figures)
    for sheet, (key, figure) in zip(sheets, files.figures.items(), strict=True):
        assert sheet["A1"].value == figure.title
        for at, column, unit in with_unit(figure):
            cells = [sheet.cell(5 + n, at + 1) for n in range(len(figure.frame))]
            read = [
                None if c.value is None else c.value if "%" in c.number_format else c.value / unit.factor
                for c in cells
            ]  # fmt: skip
            assert read == pytest.approx(numbers(figure, column)), (key, column.key)


def test_a_slide_has_the_numbers_in_its_chart_or_written_in_its_table(files: Files):
    assert files.slides.keys() >= files.figures.keys()
    for key, figure in files.figures.items():
        shapes = {shape.name.split(":")[2].partition("#")[0]: shape for shape in files.slides[key]}
        assert shapes["title"].text_frame.text == (figure.sentence or figure.title), key
        shape, form = shapes["figure"], form_of(figure, drawn(figure))
        assert (shape.has_chart, shape.has_table) == (form == "chart", form == "table"), key
        if form == "chart":
            _same_as_in_columns(key, figure, shape.chart.plots[0])
        elif form == "table":
            _written_in(key, figure, [[c.text for c in row.cells] for row in shape.table.rows])


def _same_as_in_columns(key: str, figure: Spoken, plot: Any) -> None:
    """Each series is a column, or the part of one that bears its name."""
    columns = {column.title: numbers(figure, column) for _, column, _ in with_unit(figure)}
    for series in plot.series:
        if series.name in columns:
            values = columns[series.name]
        else:
            kinds = [c.key for c in figure.written if c.unit is None]
            of = figure.frame[figure.frame[kinds[-1]] == series.name]
            (column,) = (
                c for _, c, _ in with_unit(figure) if c.title in _titled(figure, of, series)
            )
            values = [number(value) for value in of[column.key]]
        assert list(series.values) == pytest.approx(values[: len(series.values)]), (
            key,
            series.name,
        )


def _titled(figure: Spoken, of: Any, series: Any) -> list[str]:
    """The columns that hold the numbers of a series among these rows."""
    return [
        column.title
        for _, column, _ in with_unit(figure)
        if [number(v) for v in of[column.key]] == pytest.approx(list(series.values))
    ]


def _written_in(key: str, figure: Spoken, rows: list[list[str]]) -> None:
    head, *body = rows
    columns = {column.title: (column, unit) for _, column, unit in with_unit(figure)}
    assert body, key
    for at, title in enumerate(head):
        if title in columns:
            column, unit = columns[title]
            for row, value in zip(body, numbers(figure, column), strict=False):
                assert is_written(row[at], value, unit), (key, title, row[at], value)


def test_the_page_to_read_has_the_screens_drawings_and_every_number_of_a_table(files: Files):
    said = [figure.sentence or figure.title for figure in files.figures.values()]
    assert files.page.titles == said
    tables = iter(files.page.tables)
    for key, figure in files.figures.items():
        if figure.draw is None:
            _written_in(key, figure, next(tables))
        else:
            assert files.page.charts[key] == json.loads(
                json.dumps(figure.spec("light"), default=str)
            )


def test_what_a_drawing_writes_at_its_marks_is_what_they_measure(files: Files):
    for key, figure in files.figures.items():
        if figure.draw is None:
            continue
        units = {unit for _, _, unit in with_unit(figure)}
        for rows in figure.spec("light").get("datasets", {}).values():
            for row in rows:
                for name, value in row.items():
                    words = row.get(f"{name}_text", "")
                    if isinstance(value, (int, float)) and WRITTEN.fullmatch(words):
                        assert any(is_written(words, value, unit) for unit in units), (key, row)


def test_pictures_and_texts_say_title_finding_and_context(files: Files):
    for key, figure in files.figures.items():
        words = [figure.title, figure.sentence]
        texts = [message(figure), plain_text.text(figure)]
        if figure.draw is not None:
            texts.append(
                "".join(re.findall(r"<text [^>]*>([^<]*)</text>", image.svg(figure).decode()))
            )
        for text in texts:
            for part in words:
                assert _plain(part) in _plain(text), (key, part)


def _plain(words: str) -> str:
    return re.sub(r"\s|&amp;|&lt;|&gt;|[&<>]", "", words)


def test_the_command_answers_with_the_numbers_of_the_pages(
    found: dict[str, Figure], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    lay(tmp_path / "store", "zh")
    for key, (metrics, by) in ASKED.items():
        words = ["--store", str(tmp_path / "store"), "ask", *metrics, "--by", *by, "--json"]
        assert main([*words, "--period", "2025"]) == 0
        rows = json.loads(capsys.readouterr().out)
        answer = {tuple(row[one] for one in by): [row[m] for m in metrics] for row in rows}
        figure = found[key]
        for row, marks in zip(figure.frame.to_dict("records"), figure.marks, strict=True):
            values = [number(row[metric]) for metric in metrics]
            member = tuple(marks[one] for one in by)
            if any(values):  # a month to come is no row of the answer
                assert answer[member] == pytest.approx(values), (key, member)
