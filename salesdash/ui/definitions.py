"""How a number is computed, out of its declaration."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import LIGHTS, METRICS, PERSPECTIVES
from salesdash.catalog.model import Metric
from salesdash.figures.comparison import notes_on_time
from salesdash.figures.light_words import limits_words
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.ui.lacking import lacking
from salesdash.ui.markdown import safe
from salesdash.warehouse.ask import Ask

HEADLINE = Text(
    "每个数字都按这里的口径计算；页面、导出和命令行用的是同一个定义。",
    "Every number follows its definition here; pages, exports and command line share it.",
)
TABS = (
    Text("指标口径", "Metrics"),
    Text("数据与列名", "Datasets and headers"),
    Text("工作日历", "Workdays"),
)
BLOCKS = Text("基础指标", "Building blocks")
CHANGE = Text(
    "{metric}与去年同期相比的变化", "Change of {metric} against the same period last year"
)
UNIT = Text("单位：", "Unit: ")
FIELD, REQUIRED, HEADERS = (
    Text("字段", "Field"),
    Text("必需", "Required"),
    Text("认得的列名", "Headers recognised"),
)
SEPARATOR = Text("、", ", ")
CALENDAR = Text(
    "工作日按中国法定节假日与调休计算，用于同期对比、目标进度和需达日均。",
    "Workdays follow China's public holidays, make-up days included; they serve comparisons to date, "
    "pace and the required run rate.",
)
MONTH, WORKDAYS = Text("月份", "Month"), Text("工作日", "Workdays")


def explain(metrics: Sequence[str], lang: Lang) -> None:
    for key in metrics:
        metric = METRICS[key]
        st.markdown(f"**{safe(metric.name[lang])}** — {safe(metric.definition[lang])}")
        if metric.expr:
            st.code(metric.expr, language="sql", wrap_lines=True)
        if metric.light:
            st.caption(safe(_limits(metric, lang)))


def _limits(metric: Metric, lang: Lang) -> str:
    """The limits of a light in words, and where they come from; nothing without a light."""
    light = metric.light
    return f"{limits_words(metric)[lang]}  {light.source}" if light else ""


def metrics(ask: Ask, lang: Lang) -> None:
    """Every metric by its declaration: the KPIs by perspective, then the building blocks."""
    for key, name in PERSPECTIVES.items():
        st.markdown(f"#### {safe(name[lang])}")
        for metric in LIGHTS:
            if metric.light and metric.light.perspective == key:
                _entry(metric, ask, lang)
    st.markdown(f"#### {safe(BLOCKS[lang])}")
    for metric in METRICS.values():
        if not metric.light and not metric.hidden:
            _entry(metric, ask, lang)


def datasets(lang: Lang) -> None:
    """Every dataset with its fields and the headers by which they are known."""
    for dataset in DATASETS.values():
        with st.expander(safe(f"{dataset.name[lang]} — {dataset.row[lang]}")):
            rows = [
                (
                    field.name[lang],
                    field.required,
                    (SEPARATOR[lang]).join(dict.fromkeys(field.headers)),
                )
                for field in dataset.fields
            ]
            st.dataframe(
                pd.DataFrame(rows, columns=[FIELD[lang], REQUIRED[lang], HEADERS[lang]]),
                hide_index=True,
            )


def calendar(scope: Scope) -> None:
    """The workdays of the running year by month, and the years that are not known."""
    lang = scope.lang
    year = Period.of(scope.as_of, "year")
    rows = [(m.name[lang], scope.calendar.workdays(m)) for m in year.split("month")]
    st.markdown(safe(CALENDAR[lang]))
    for words in notes_on_time(scope.over(year), is_compared=False):
        st.warning(safe(words))
    st.dataframe(
        pd.DataFrame(rows, columns=[MONTH[lang], WORKDAYS[lang]]), hide_index=True, width=360
    )


def _entry(metric: Metric, ask: Ask, lang: Lang) -> None:
    with st.expander(safe(f"{metric.name[lang]} — {metric.definition[lang]}")):
        if metric.growth_of:
            st.markdown(safe(CHANGE.format(metric=METRICS[metric.growth_of].name)[lang]))
        else:
            st.code(metric.expr, language="sql", wrap_lines=True)
        facts = [UNIT[lang] + metric.unit.name[lang], _limits(metric, lang)]
        st.caption(safe("  ·  ".join(fact for fact in facts if fact)))
        lacking(ask.missing(metric), lang)
