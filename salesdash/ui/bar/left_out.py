"""What an address names and nobody here knows is left out, and said so in one sentence."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.rows import shortened
from salesdash.text import Lang, Text, join, plain
from salesdash.ui.session.address import refused
from salesdash.ui.session.markdown import safe

LEFT_OUT = Text(
    "链接里的{what}在现有数据中找不到，已略去。",
    "Not found in the data and left out of this link: {what}.",
)
ONE = Text("{kind}“{value}”", "{kind} “{value}”")
KINDS = {
    "period": Text("期间", "period"),
    "asof": Text("数据日", "as-of date"),
    "compare": Text("对比", "comparison"),
    "unit": Text("金额单位", "unit of money"),
    "lang": Text("语言", "language"),
    "kpi": Text("指标", "KPI"),
    "metric": Text("指标", "metric"),
}
CHOICE = Text("选项", "choice")
LONGEST, MOST = 24, 3  # letters of a value; values that are named


def say(lang: Lang) -> None:
    """A message at the edge of the page, which goes by itself."""
    if refusals := refused():
        named = join([_named(key, value) for key, value in refusals[:MOST]])
        st.toast(
            safe(LEFT_OUT.format(what=named)[lang]), icon=":material/link_off:", duration="long"
        )


def _named(key: str, value: str) -> Text:
    """`区域“西北”`; what was to be opened by what it is."""
    if key == "open":
        of, _, value = value.partition(":")
        key = of
    kind = KINDS.get(key) or (_lower(key) if key in DIMENSIONS else CHOICE)
    return ONE.format(kind=kind, value=plain(shortened(" ".join(value.split()), LONGEST)))


def _lower(dimension: str) -> Text:
    name = DIMENSIONS[dimension].name
    return Text(name.zh, name.en.lower())
