"""The part of a risk's form that says what it is linked to and what is at stake."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.risks.risk import Risk
from salesdash.figures.comparison import lower
from salesdash.figures.risks import exposure
from salesdash.ui.actions import links
from salesdash.ui.risks.risk_sheet import RiskSheet
from salesdash.ui.session.markdown import safe


def fields(sheet: RiskSheet) -> None:
    """The dimension and member it is linked to, and the money at stake, prefilled once the member is chosen."""
    base: Risk = sheet.value("base")
    by, member, stake = st.columns([4, 5, 4])
    with by:
        sheet.choose("link_by", links.dimensions(sheet.screen, base.link_by), links.NOTHING)
    dimension = sheet.value("link_by")
    kept = base.link_member if base.link_by == dimension else None
    with member:
        links.choose(
            sheet.screen, sheet.title("link_member"), sheet.key("link_member"), dimension, kept,
            lambda: _prefill(sheet),
        )  # fmt: skip
    stake.number_input(
        sheet.title("at_stake"), key=sheet.key("at_stake"), min_value=0.0, value=None
    )
    if words := sheet.value("prefilled"):
        st.caption(safe(words[sheet.lang]))


def _prefill(sheet: RiskSheet) -> None:
    """Let the money at stake be what the member brought in the last year; what is typed later stays."""
    dimension, member = sheet.value("link_by"), sheet.value("link_member")
    if not dimension or not member:
        return
    ask = sheet.screen.ask
    amount = exposure.stake(ask, sheet.screen.scope.over(None), dimension, member)
    if amount is None:
        return
    sheet.put("at_stake", float(amount))
    metric = METRICS[exposure.measure(ask, dimension)]
    words = exposure.PREFILLED.format(months=exposure.MONTHS, metric=lower(metric.name))
    sheet.put("prefilled", words)
