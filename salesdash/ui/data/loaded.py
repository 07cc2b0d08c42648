"""What is loaded, and to when: every dataset on a line, with what it would bring where it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import LIGHTS
from salesdash.charts.theme import PALETTES, SHAPES
from salesdash.figures import freshness
from salesdash.figures.lights.wording import sheets_of
from salesdash.period import Period
from salesdash.text import BLANK, Lang, Text, join, plain
from salesdash.ui.figure import templates
from salesdash.ui.screen import Screen
from salesdash.warehouse.imports.receipts import last_files
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.coverage import Coverage

DATASET, STATE, ROWS, DAYS, FROM = (
    Text("数据", "Dataset"),
    Text("状态", "State"),
    Text("行数", "Rows"),
    Text("起止", "Days"),
    Text("来自文件／装载后能看到", "From file / would bring"),
)
MISSING = Text("未装载", "not loaded")
SPAN = Text("{first} 至 {last}", "{first} – {last}")
AND_MORE = Text("{names} 等 {n} 项", "{names} and {others} more")
FILLS = Text("补上订单里缺的{fields}", "For orders: {fields}")
NAMED = 2
HOW = Text("点一行，下载这张表的模板。", "Click a row for the template of that sheet.")
NOTHING = Text("还没有装载数据", "Nothing is loaded yet")
LOADED = Text("已装载 {n} 类数据", "{n} {n:dataset is|datasets are} loaded")
ORDERS_TO = Text("，订单到 {day}", ", orders to {day}")
NO_ORDERS = Text("，还没有订单", ", no orders yet")
TO_DO = Text("；{n} 件事等你处理。", "; {n} {n:thing waits|things wait} for you.")
STOP = Text("。", ".")


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """One dataset as it stands: a light, its word, and the facts beside it."""

    name: Text
    light: str
    word: Text
    coverage: Coverage | None
    about: Text


def verdict(ask: Ask, waiting: int) -> Text:
    """What is loaded and to when, and how much waits, in one sentence."""
    if not ask.coverage:
        sentence = NOTHING
    else:
        orders = ask.coverage.get("orders")
        last = orders.last_day if orders else None
        sentence = LOADED.format(n=len(ask.coverage)) + (
            ORDERS_TO.format(day=Period.of(last, "day").name)
            if last
            else NO_ORDERS
            if orders is None
            else BLANK
        )
    return sentence + (TO_DO.format(n=waiting) if waiting else STOP)


def table(screen: Screen) -> None:
    """The lines, coloured by their state; a click on one that is missing offers its template."""
    lang = screen.lang
    shown = lines(screen.ask)
    colours = PALETTES[screen.mode].lights
    frame = pd.DataFrame(
        [_written(line, lang) for line in shown.values()],
        columns=[text[lang] for text in (DATASET, STATE, ROWS, DAYS, FROM)],
    )
    if not screen.ask.coverage:
        frame = frame.drop(columns=[ROWS[lang], DAYS[lang]])
    hues = [f"color: {colours[line.light]}" for line in shown.values()]
    picked = st.dataframe(
        frame.style.apply(lambda _: hues, subset=[STATE[lang]]),
        hide_index=True,
        height="content",
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            ROWS[lang]: st.column_config.NumberColumn(format="localized", width=70),
            DATASET[lang]: st.column_config.Column(width=115),
            STATE[lang]: st.column_config.Column(width=110),
            DAYS[lang]: st.column_config.Column(width=190),
        },
        key="loaded",
    )
    cells = picked["selection"]["cells"]
    if cells:
        templates.offer([list(shown)[cells[0][0]]], lang, "loaded")
    else:
        whole = freshness.sentence(freshness.ages(screen.ask.coverage, screen.ask.as_of))
        st.caption(join([words for words in (whole, HOW) if words], zh="", en=" ")[lang])


def lines(ask: Ask) -> dict[str, DatasetLine]:
    """Every dataset by key, those loaded first."""
    files, newest = last_files(ask.query), ask.as_of
    by_dataset = {
        key: _line(key, ask.coverage.get(key), files.get(key), newest) for key in DATASETS
    }
    return dict(sorted(by_dataset.items(), key=lambda item: item[1].coverage is None))


def _line(key: str, coverage: Coverage | None, file: str | None, newest: date) -> DatasetLine:
    name = DATASETS[key].name
    if coverage is None:
        return DatasetLine(name, "grey", MISSING, None, brings(key))
    aged = freshness.age(key, coverage, newest)
    return DatasetLine(name, aged.light, aged.word, coverage, plain(file or ""))


def brings(key: str) -> Text:
    """The lights that a dataset would light; where it lights none, which gaps of the orders it fills."""
    lit = [metric.name for metric in LIGHTS if key in sheets_of(metric.needs)]
    if not lit:
        in_orders = {field.key for field in DATASETS["orders"].fields}
        filled = [f.name for f in DATASETS[key].fields if f.key in in_orders and not f.required]
        return FILLS.format(fields=_first_of(filled)) if filled else DATASETS[key].row
    return _first_of(lit)


def _first_of(names: list[Text]) -> Text:
    """The first few, and how many they are of; the column is narrow."""
    first = join(names[:NAMED])
    if len(names) <= NAMED:
        return first
    return AND_MORE.format(names=first, n=len(names), others=len(names) - NAMED)


def _written(line: DatasetLine, lang: Lang) -> tuple[Any, ...]:
    coverage = line.coverage
    days = ""
    if coverage and coverage.first_day and coverage.last_day:
        days = SPAN.format(first=coverage.first_day, last=coverage.last_day)[lang]
    return (
        line.name[lang],
        f"{SHAPES[line.light]} {line.word[lang]}",
        coverage.rows if coverage else None,
        days,
        line.about[lang],
    )
