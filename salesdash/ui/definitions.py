"""How a number is computed, out of its declaration."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import LIGHTS, METRICS, PERSPECTIVES
from salesdash.catalog.model import Light, Metric
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.ui.lacking import lacking
from salesdash.ui.markdown import safe
from salesdash.units import Unit, write
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
UNKNOWN_YEAR = Text(
    "{year} 年的放假安排尚不可知，暂按周一至周五计算。",
    "The public holidays of {year} are not known; Monday to Friday is assumed.",
)
MONTH, WORKDAYS = Text("月份", "Month"), Text("工作日", "Workdays")
FORMULA = Text("公式", "Formula")
LIMITS = Text("阈值", "Limits")
SOURCE = Text("出处", "Source")
GREEN, AMBER = Text("● 达标", "● green"), Text("▲ 预警", "▲ amber")


def explain(metrics: Sequence[str], lang: Lang) -> None:
    for key in metrics:
        metric = METRICS[key]
        st.markdown(f"**{safe(metric.name[lang])}** — {safe(metric.definition[lang])}")
        if metric.expr:
            st.code(metric.expr, language="sql", wrap_lines=True)
        if metric.light:
            st.caption(safe(limits(metric, lang)))


def limits(metric: Metric, lang: Lang) -> str:
    """The limits of a light in words: `● 达标 ≥ 100%  ▲ 预警 ≥ 90%  Plan §9`."""
    light = metric.light
    if light is None:
        return ""
    return "  ".join(
        (
            f"{GREEN[lang]} {_limit(light, light.green, metric.unit, lang)}",
            f"{AMBER[lang]} {_limit(light, light.amber, metric.unit, lang)}",
            light.source,
        )
    )


def _limit(light: Light, value: float | tuple[float, float], unit: Unit, lang: Lang) -> str:
    if isinstance(value, tuple):
        return " – ".join(write(part, unit)[lang] for part in value)
    sign = "≥" if light.direction == "up" else "≤"
    return f"{sign} {write(value, unit)[lang]}"


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
    if scope.calendar.unknown_years(year):
        st.warning(safe(UNKNOWN_YEAR.format(year=year.start.year)[lang]))
    st.dataframe(
        pd.DataFrame(rows, columns=[MONTH[lang], WORKDAYS[lang]]), hide_index=True, width=360
    )


def _entry(metric: Metric, ask: Ask, lang: Lang) -> None:
    with st.expander(safe(f"{metric.name[lang]} — {metric.definition[lang]}")):
        if metric.growth_of:
            st.markdown(safe(CHANGE.format(metric=METRICS[metric.growth_of].name)[lang]))
        else:
            st.code(metric.expr, language="sql", wrap_lines=True)
        facts = [UNIT[lang] + metric.unit.name[lang], limits(metric, lang)]
        st.caption(safe("  ·  ".join(fact for fact in facts if fact)))
        lacking(ask.missing(metric), lang)
