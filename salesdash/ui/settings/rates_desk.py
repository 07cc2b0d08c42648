"""What foreign money was worth, month by month: typed here, and used by the files that come after."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import streamlit as st

from salesdash.catalog.words.vocabulary import CURRENCIES
from salesdash.text import Lang, Text
from salesdash.ui.frame import UNIT
from salesdash.ui.screen import Screen
from salesdash.ui.session import failures
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.units import OURS, SCALES, scale_name
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed import rates
from salesdash.warehouse.typed.settings import Settings

Rates = Mapping[tuple[str, str], Decimal]

WHAT = Text(
    "金额统一记为 {own}。别的币种按当月汇率折算，只用于之后导入的文件；没有汇率的行会先待修正，填好后再拖回来即可。",
    "All money is kept in {own}. Other currencies are converted by the rate of their month, in files "
    "imported from now on; rows without a rate are put aside, and can be dropped again once it is here.",
)
BY_SIZE = Text(
    "“自动”让每张图各用一个合适的单位；选定后，所有页面和导出都用这个单位，链接也带着它。",
    "Auto lets each figure choose one fitting unit; once chosen, all pages, exports and links use this one.",
)
_UNIT = "unit_in_settings"
OWN = Text("记账币种", "Currency kept")
CODE, MONTH = Text("币种", "Currency"), Text("月份", "Month")
WORTH = Text("1 单位合多少 {own}", "One unit in {own}")
MONTH_HELP = Text("写成 2025-03", "Such as 2025-03")
SAVE = Text("保存汇率", "Save the rates")
CODES = tuple(dict.fromkeys(code for _, code in CURRENCIES))


def desk(screen: Screen) -> None:
    """The workspace's own currency, and a line for each currency and month to type over."""
    warehouse, lang = screen.warehouse, screen.lang
    home = rates.currency(warehouse) or OURS
    _unit(lang)
    st.caption(safe(WHAT.format(own=home)[lang]))
    options = CODES if home in CODES else (home, *CODES)
    chosen = st.selectbox(OWN[lang], options, index=options.index(home), key="own", width=160)
    if chosen != home:
        Settings(warehouse).set_currency(chosen, who())
        st.rerun()
    stored = rates.rates(warehouse)
    typed = _typed(stored, home, f"rates_{warehouse.version}", lang)
    if st.button(SAVE[lang], disabled=typed == stored, key="save_rates"):
        with failures.shown(lang):
            _save(warehouse, stored, typed)
            st.rerun()


def _unit(lang: Lang) -> None:
    """In what money is written: the same choice as in the menu of the bar, where it takes effect."""
    st.session_state[_UNIT] = st.session_state.get("unit", "auto")
    st.segmented_control(
        UNIT[lang],
        SCALES,
        key=_UNIT,
        format_func=lambda key: scale_name(key)[lang],
        required=True,
        on_change=lambda: st.session_state.update(unit=st.session_state[_UNIT]),
    )
    st.caption(safe(BY_SIZE[lang]))


def _typed(stored: Rates, home: str, key: str, lang: Lang) -> Rates:
    """The table as it was typed over; a line that lacks something is not finished yet."""
    frame = pd.DataFrame(
        [(code, month, float(rate)) for (code, month), rate in stored.items()],
        columns=["code", "month", "rate"],
    ).astype({"code": "string", "month": "string", "rate": "float"})
    shown = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        width=520,
        key=key,
        column_config={
            "code": st.column_config.SelectboxColumn(
                CODE[lang], options=[code for code in CODES if code != home], required=True
            ),
            "month": st.column_config.TextColumn(
                MONTH[lang], help=MONTH_HELP[lang], required=True, max_chars=7
            ),
            "rate": st.column_config.NumberColumn(
                WORTH.format(own=home)[lang], format="%.6g", min_value=0.0, required=True
            ),
        },
    )
    whole = shown.dropna()
    return {
        (str(code), str(month).strip()): stored.get((code, month), Decimal(0))
        if float(stored.get((code, month), 0)) == rate
        else Decimal(str(rate))
        for code, month, rate in zip(whole["code"], whole["month"], whole["rate"], strict=True)
    }


def _save(warehouse: Warehouse, stored: Rates, typed: Rates) -> None:
    for code, month in {**stored, **typed}:
        rate = typed.get((code, month))
        if rate != stored.get((code, month)):
            rates.set_rate(warehouse, code, month, rate, who())
