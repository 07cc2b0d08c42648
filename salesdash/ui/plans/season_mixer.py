"""The months' parts of a year, dragged like the sliders of a mixer or typed; both say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from salesdash.figures.plans.first_draft import month_name
from salesdash.period import Period
from salesdash.text import Text
from salesdash.ui.screen import Screen

HOW = Text(
    "各月占全年的 %：拖动滑块、用方向键，或在表里改写；相加不必正好是 100。",
    "Each month's part of the year, in %: drag a slider, use the arrow keys, or type into the table. "
    "They need not add up to 100.",
)
AGAIN = Text("恢复按季节", "Back to the season")
LOWEST_TOP = 20.0  # %; what the sliders reach to, or twice the largest part

_STYLE = """
#mixer { display: flex; gap: 4px; font: 14px var(--st-font); color: var(--st-text-color); }
label { flex: 1; display: flex; flex-direction: column; align-items: center; gap: 4px; }
input { writing-mode: vertical-lr; direction: rtl; width: 24px; height: 140px;
        accent-color: var(--st-primary-color); cursor: grab; }
"""
# Ranges of the browser's own: they can be dragged, know the arrow keys and tell a screen reader.
_SCRIPT = """
export default function({ data, parentElement, setTriggerValue }) {
  const mixer = parentElement.querySelector("#mixer");
  mixer.style.colorScheme = data.mode;
  data.months.forEach((name, n) => {
    let slider = mixer.querySelectorAll("input")[n];
    if (!slider) {
      const [label, value, month] = ["label", "output", "span"].map(t => document.createElement(t));
      slider = Object.assign(document.createElement("input"), { type: "range", min: 0, step: 0.1 });
      slider.oninput = () => { value.textContent = Number(slider.value).toFixed(1); };
      label.append(value, slider, month);
      mixer.append(label);
    }
    slider.onchange = () =>
      setTriggerValue("parts", [...mixer.querySelectorAll("input")].map(s => Number(s.value)));
    slider.max = data.top;
    if (!slider.matches(":focus")) slider.value = data.parts[n];  // quicker than the answer
    slider.ariaLabel = slider.parentElement.lastChild.textContent = name;
    slider.oninput();
  });
}
"""


def mixer(screen: Screen, year: Period, offered: Sequence[float]) -> list[float] | None:
    """The part of each month of the year in %, as it was dragged or typed; None while it is `offered`."""
    lang, top = screen.lang, max(LOWEST_TOP, 2 * max(offered))
    months = [month.start.month for month in year.split("month")]
    names = [month_name(month)[lang] for month in months]
    key = f"mixer_{year}"
    parts: list[float] = st.session_state.get(key) or list(offered)
    st.caption(HOW[lang])
    _sliders()(
        data={"months": names, "parts": parts, "top": top, "mode": screen.mode},
        key=f"{key}_dragged",
        on_parts_change=lambda: _keep(key, st.session_state[f"{key}_dragged"].parts),
    )
    typed = f"{key}_typed_{st.session_state.get(f'{key}_drawn', 0)}"
    st.data_editor(
        pd.DataFrame([parts], columns=names),
        hide_index=True,
        key=typed,
        on_change=lambda: _keep(key, _typed_over(parts, names, st.session_state[typed])),
        column_config={
            name: st.column_config.NumberColumn(name, format="%.1f", min_value=0.0)
            for name in names
        },
    )
    if st.session_state.get(key) is None:
        return None
    st.button(AGAIN[lang], icon=":material/undo:", on_click=lambda: _keep(key, None))
    return parts


@st.cache_resource
def _sliders() -> Any:
    return st.components.v2.component(
        "season_mixer", html='<div id="mixer"></div>', css=_STYLE, js=_SCRIPT
    )


def _keep(key: str, parts: list[float] | None) -> None:
    """Let these be the parts; the table is drawn anew with them."""
    st.session_state[key] = parts
    st.session_state[f"{key}_drawn"] = st.session_state.get(f"{key}_drawn", 0) + 1


def _typed_over(parts: Sequence[float], names: Sequence[str], edit: Any) -> list[float]:
    row = edit["edited_rows"].get(0, {})
    return [float(row.get(name, n) or 0.0) for name, n in zip(names, parts, strict=True)]
