"""Decks, workbooks and pages to read: chosen on the screen or on the command line, made the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from salesdash import files
from salesdash.charts.figure import Figure, Spoken
from salesdash.charts.look import Mode
from salesdash.charts.masking import NO_MASKS, Masks
from salesdash.charts.report import Chapter, Report
from salesdash.errors import FileError, QuestionError, UnknownNameError
from salesdash.export import chat_text, csv_file, image, page, report_book, workbook
from salesdash.export.deck import deck
from salesdash.export.deck.deck import Made
from salesdash.export.deck.slide_plan import ReportStyle
from salesdash.export.drawers import drawers
from salesdash.figures.cache import Cache
from salesdash.figures.foresight import foresee
from salesdash.figures.report.assemble import (
    Hear,
    all_findings,
    figure_named,
    report,
)
from salesdash.figures.report.chapters import PAGES, TypedContents
from salesdash.scope import Scope
from salesdash.text import Text, join, plain
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.weekly_deck import ReportChoice

FIGURE = Text("图表", "figure")
PAGE = Text("页面", "page")
ENDING = Text(
    "输出文件要以 {endings} 结尾，而不是“{name}”。",
    "The file to write has to end in {endings}, not “{name}”.",
)
NO_FOLDER = Text("文件夹“{name}”不存在。", "There is no folder “{name}”.")
NOTHING = Text("“{title}”现在没有可以显示的数据。", "“{title}” has no data to show at the moment.")
NO_CHART = Text(
    "“{title}”是一张表，没有图；请输出为 .xlsx、.csv 或 .txt。",
    "“{title}” is a table without a drawing: write it as .xlsx, .csv or .txt.",
)
WROTE = Text("已生成 {file}", "Wrote {file}")
NEW = Text("新增 {n} 页", "{n} {n:slide|slides} added")
RENEWED = Text("更新 {n} 页", "{n} brought up to date")
OWN = Text("保留了您改过的文字：{titles}", "your own words kept on: {titles}")
OUTDATED = Text(
    "没有更新（本期报告里没有这些图表）：{titles}",
    "not brought up to date, as this report has no such figure: {titles}",
)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """What a report is made from."""

    ask: Ask
    scope: Scope
    typed: TypedContents
    letters: CustomerLetters

    def report(self, wanted: ReportChoice, hear: Hear | None = None) -> Report:
        """Raises UnknownNameError for a page of which nothing can be told."""
        for key in wanted.pages:
            if key not in PAGES:
                raise UnknownNameError(PAGE, key, PAGES)
        pages = wanted.pages or tuple(PAGES)
        return report(self.ask, self.scope, self.typed, pages, wanted.without, hear)

    def choice(self, wanted: ReportChoice) -> ReportStyle:
        masks = masks_of(self.ask, self.letters) if wanted.is_masked else NO_MASKS
        return ReportStyle(
            wanted.lang, "dark" if wanted.is_dark else "light", masks, self.ask.rules
        )

    def deck(
        self, wanted: ReportChoice, edited: bytes | None = None, design: bytes | None = None
    ) -> Made:
        """The report as slides: within the `edited` deck, else new, in a `design` where there is one. Pictures
        of one page are drawn while the others are asked for."""
        with drawers() as artists:
            how = replace(self.choice(wanted), draw=artists.draw)
            places = deck.PicturePlaces.of(how, edited, design)

            def draw(chapter: Chapter, unchanged: Chapter) -> None:
                for figure, wide, high in places.pictures(chapter.findings, unchanged.findings):
                    artists.begin(figure, how.mode, wide, high)

            assembled = self.report(wanted, draw)
            return (
                deck.pptx(assembled, how, design)
                if edited is None
                else deck.update(edited, assembled, how)
            )

    def workbook(self, wanted: ReportChoice) -> bytes:
        return report_book.xlsx(self.report(wanted), self.choice(wanted))

    def page(self, wanted: ReportChoice) -> bytes:
        return page.html(self.report(wanted), self.choice(wanted))

    def figure(self, name: str) -> Figure:
        """The figure of this key. Raises UnknownNameError, QuestionError where it has nothing to show."""
        named = figure_named(self.ask, self.scope, self.typed, name)
        if named is None:
            keys = [one.key for one in all_findings(self.ask, self.scope, self.typed, tuple(PAGES))]
            raise UnknownNameError(FIGURE, name, keys)
        if named.is_empty:
            raise QuestionError(NOTHING.format(title=named.title))
        return named


def masks_of(ask: Ask, letters: CustomerLetters) -> Masks:
    """Each customer under the letter that he has in every report."""
    return Masks(letters.of(ask.members("customer")))


def remembering(query: Callable[[str, Sequence[Any]], pd.DataFrame]) -> Ask:
    """Questions to a store of which each is put once, whoever asks first, for as long as one report is made."""
    memory = Cache()

    def answer(sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        frame = memory.keep((sql, *values), lambda: query(sql, values))
        return frame.copy(deep=False)  # pandas copies on writing

    return Ask(answer, memory.keep, foresee)


def in_words(made: Made, file: str) -> Text:
    """What became of the slides."""
    counts = [
        words.format(n=len(titles))
        for words, titles in ((NEW, made.added), (RENEWED, made.renewed))
        if titles
    ]
    parts = [WROTE.format(file=plain(file)), join(counts, zh="，", en=", ")]
    for words, titles in ((OWN, made.own_words), (OUTDATED, made.outdated)):
        if titles:
            named = join([plain(f"“{title}”") for title in titles[:_SHOWN]])
            parts.append(words.format(titles=named))
    return join([part for part in parts if part], zh="；", en="; ") + Text("。", ".")


def as_file(figure: Spoken, ask: Ask, ending: str, *, is_dark: bool) -> bytes:
    """A figure in the form that the ending of a file asks for. Raises QuestionError for a drawing of a table."""
    mode: Mode = "dark" if is_dark else "light"
    forms: Mapping[str, Callable[[], bytes]] = {
        ".png": lambda: image.png(figure, mode),
        ".svg": lambda: image.svg(figure, mode),
        ".xlsx": lambda: workbook.xlsx([figure], ask.rules),
        ".csv": lambda: csv_file.csv(figure),
        ".txt": lambda: (chat_text.message(figure) + "\n").encode("utf-8", errors="replace"),
    }
    if ending in (".png", ".svg") and figure.draw is None:
        raise QuestionError(NO_CHART.format(title=plain(figure.title)))
    return forms[ending]()


FORMS = (".png", ".svg", ".xlsx", ".csv", ".txt")


def place(name: str, *endings: str) -> Path:
    """The file to write. Raises FileError before any work where it cannot be one."""
    path = Path(name)
    if path.suffix.lower() not in endings:
        listed = join([plain(ending) for ending in endings], zh="、", en=", ")
        raise FileError(ENDING.format(endings=listed, name=plain(path.name)))
    if not path.absolute().parent.is_dir():
        raise FileError(NO_FOLDER.format(name=plain(path.absolute().parent)))
    return path


def read(path: Path) -> bytes:
    with files.reading(path) as stream:
        return stream.read()
