"""What the numbers mean, in words; formulas and headers are a click away."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS, PERSPECTIVES
from salesdash.catalog.model import Metric
from salesdash.figures.lights.wording import needs_words
from salesdash.figures.two_sides import expected_by
from salesdash.text import Lang, Text
from salesdash.ui.figure import definitions
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.settings import choice
from salesdash.warehouse.questions.ask import Ask

KEY, ABOUT_KEY, SHEET_KEY = "definitions", "about", "sheet"
SHEETS = "sheets"
ABOUT = Text("哪一类", "About")
# Numbers without a light, by the sheets that they come from; the last takes what only orders need.
BLOCKS: dict[str, tuple[Text, frozenset[str]]] = {
    "plan": (Text("目标与费用的数字", "Targets and spend"), frozenset({"targets", "spend"})),
    "deals": (
        Text("商机与服务的数字", "Deals and service"),
        frozenset({"opportunities", "tickets", "surveys", "visits", "market"}),
    ),
    "orders": (Text("订单的数字", "From orders"), frozenset({"orders"})),
}
NAMES = {
    **PERSPECTIVES,
    **{key: name for key, (name, _) in reversed(BLOCKS.items())},
    SHEETS: Text("表和列名", "Sheets and headers"),
}
SHEET = Text("哪张表", "Sheet")
FIELD, REQUIRED, HEADERS = (
    Text("列", "Column"),
    Text("必需", "Required"),
    Text("认得的写法", "Headers recognised"),
)
SEPARATOR = Text("、", ", ")
UNIT = Text("单位：{unit}", "Unit: {unit}")
LACKS = Text("还缺 {needs}", "Lacks {needs}")
PER_ROW = 2


def desk(screen: Screen) -> None:
    """One kind of numbers at a time, or the sheets and their columns."""
    about = choice.part(screen, ABOUT_KEY, ABOUT, NAMES)
    if about == SHEETS:
        _sheet(screen)
        return
    shown = [
        metric for metric in METRICS.values() if place_of(metric) == about and not metric.hidden
    ]
    with st.grid(PER_ROW):
        for metric in shown:
            with st.container(border=True, height="stretch", gap="xxsmall"):
                _entry(metric, screen.ask, screen.lang)
    definitions.technical(shown, screen.lang)


def place_of(metric: Metric) -> str:
    """Among which numbers it stands."""
    if metric.light:
        return metric.light.perspective
    sheets = {part.partition(".")[0] for need in metric.needs for part in need.split("|")}
    return next((key for key, (_, datasets) in BLOCKS.items() if sheets & datasets), "orders")


def _entry(metric: Metric, ask: Ask, lang: Lang) -> None:
    st.markdown(f"**{safe(metric.name[lang])}**  \n{safe(ask.definition(metric)[lang])}")
    missing = ask.missing(metric)
    facts = [
        UNIT.format(unit=metric.unit.name)[lang] if metric.unit.name else "",
        definitions.limits_in_words(metric, ask, lang),
        LACKS.format(needs=needs_words(missing))[lang] if missing else "",
    ]
    facts += [words[lang] for words in expected_by(ask, [metric.key], ask.everything)]
    st.caption(safe("  ·  ".join(filter(None, facts))))


def _sheet(screen: Screen) -> None:
    """The columns of one sheet, and the headers by which each is known."""
    lang = screen.lang
    names = {key: dataset.name for key, dataset in DATASETS.items()}
    dataset = DATASETS[screen.choose(SHEET_KEY, SHEET, names, as_list=True)]
    st.caption(safe(dataset.row[lang]))
    rows = [
        (field.name[lang], field.required, SEPARATOR[lang].join(dict.fromkeys(field.headers)))
        for field in dataset.fields
    ]
    st.dataframe(
        pd.DataFrame(rows, columns=[FIELD[lang], REQUIRED[lang], HEADERS[lang]]),
        hide_index=True,
        column_config={
            FIELD[lang]: st.column_config.Column(width=150),
            REQUIRED[lang]: st.column_config.CheckboxColumn(width=70),
        },
        key=f"headers_{dataset.key}",
    )
