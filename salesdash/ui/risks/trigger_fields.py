"""The part of a risk's form that says what sets its plan off, with how that stands while it is typed."""

from __future__ import annotations

from typing import Any

import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.metrics import LIGHTS, METRICS
from salesdash.catalog.risks import triggers
from salesdash.catalog.risks.risk import Risk
from salesdash.catalog.risks.triggers import COMPANY, SIDES, WATCH
from salesdash.figures.kpis.member_lights import splitting_dimensions
from salesdash.figures.risks import trigger_record
from salesdash.figures.risks.entries import raw_limit
from salesdash.text import Text
from salesdash.ui.actions import links
from salesdash.ui.risks.risk_sheet import LIMITS, RiskSheet
from salesdash.ui.session.markdown import safe
from salesdash.units import MONTHS, write

NO_TRIGGER = Text("不设触发", "No trigger")
SAME = Text("与触发值相同", "Same as the limit")
_PLAIN = str.maketrans({"（": " (", "）": ")"})


def fields(sheet: RiskSheet) -> None:
    """KPI, side, limit and recovery line; whose, and for how long; how it stands and would have fired."""
    metric, side, limit, recovery = st.columns([5, 2, 3, 3])
    with metric:
        sheet.choose("trigger_metric", {m.key: m.name for m in LIGHTS}, NO_TRIGGER)
    chosen = sheet.value("trigger_metric")
    with side:
        sheet.choose("trigger_side", SIDES, Text("–", "–"), disabled=not chosen)
    for place, field in zip((limit, recovery), LIMITS, strict=True):
        place.number_input(
            _in_unit(sheet, field, chosen),
            key=sheet.key(field),
            value=None,
            disabled=not chosen,
            placeholder=SAME[sheet.lang] if field != LIMITS[0] else None,
        )
    by, member, lasting = st.columns([5, 5, 3])
    with by:
        sheet.choose("trigger_by", _dimensions(sheet, chosen), COMPANY, disabled=not chosen)
    dimension = sheet.value("trigger_by")
    with member:
        kept = _base(sheet).trigger_member if _base(sheet).trigger_by == dimension else None
        links.choose(
            sheet.screen,
            sheet.title("trigger_member"),
            sheet.key("trigger_member"),
            dimension,
            kept,
        )
    with lasting:
        sheet.choose(
            "trigger_months",
            {n: write(n, MONTHS) for n in range(1, WATCH.longest + 1)},
            disabled=not chosen,
        )
    _preview(sheet)


def typed(sheet: RiskSheet) -> dict[str, Any]:
    """The parts as the form holds them, in the metric's own unit; none where no KPI is chosen."""
    metric = sheet.value("trigger_metric")
    if not metric:
        return {"trigger_metric": None, "trigger_side": None, "trigger_limit": None,
                "trigger_recovery": None, "trigger_by": None, "trigger_member": None,
                "trigger_months": 1}  # fmt: skip
    return {
        "trigger_metric": metric,
        "trigger_side": sheet.value("trigger_side"),
        **{field: raw_limit(metric, sheet.value(field)) for field in LIMITS},
        "trigger_by": sheet.value("trigger_by"),
        "trigger_member": sheet.value("trigger_member"),
        "trigger_months": sheet.value("trigger_months") or 1,
    }


def _preview(sheet: RiskSheet) -> None:
    risk = Risk(**typed(sheet))
    parts = (
        risk.trigger_metric, risk.trigger_side, risk.trigger_limit, risk.trigger_months,
        risk.trigger_recovery, risk.trigger_by, risk.trigger_member,
    )  # fmt: skip
    if risk.trigger and not list(triggers.faults(*parts)):
        st.caption(safe(trigger_record.preview(sheet.screen.ask, risk.trigger)[sheet.lang]))


def _in_unit(sheet: RiskSheet, field: str, metric: str | None) -> str:
    unit = f"（{METRICS[metric].unit.name[sheet.lang]}）" if metric else ""
    return sheet.title(field) + (unit if sheet.lang == "zh" else unit.translate(_PLAIN))


def _dimensions(sheet: RiskSheet, metric: str | None) -> dict[str, Text]:
    """By what the KPI can be told apart, as far as the orders know members of it; and what stands there."""
    if not metric:
        return {}
    ask, base = sheet.screen.ask, _base(sheet)
    dimensions = (
        [key for key in splitting_dimensions(ask, metric) if ask.members(key)]
        if ask.coverage
        else []
    )
    kept = [base.trigger_by] if base.trigger_by and base.trigger_metric == metric else []
    return {key: DIMENSIONS[key].name for key in dict.fromkeys([*kept, *dimensions])}


def _base(sheet: RiskSheet) -> Risk:
    base: Risk = sheet.value("base")
    return base
