"""The lowest price at which each product may be sold: as the product sheet says, or as typed here."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import streamlit as st

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.catalog.overrides import worded
from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session import failures
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.warehouse.questions.channels.floor_prices import floors
from salesdash.warehouse.typed.settings import Settings

TITLE = Text("底价", "Floor prices")
WHAT = Text(
    "卖得比底价低的，列在“渠道效率”页的“价格与促销”。这里填的优先于产品档案；都没有的按标价的 {floor_share} 算。",
    "What is sold below its floor stands under Prices on the Channels page. What is typed here goes before the product "
    "sheet; without either it is {floor_share} of the list price.",
)
STATED, LISTED = Text("档案里的底价", "Floor in the sheet"), Text("标价", "List price")
FLOOR = Text("底价（在这里填）", "Floor price, typed here")
SAVE = Text("保存底价", "Save the floor prices")


def desk(screen: Screen) -> None:
    """A line for each product that was sold, to type its floor price into."""
    lang, sold = screen.lang, screen.ask.members("product")
    if not sold:
        return
    screen.section(TITLE)
    st.caption(safe(worded(WHAT, screen.ask.rules)[lang]))
    known = floors(screen.ask).set_index("product").astype(float).reindex(sold)
    typed = _typed(screen, known)
    before = {product: _price(price) for product, price in known["typed"].items()}
    changed = {product: price for product, price in typed.items() if price != before[product]}
    if st.button(SAVE[lang], type="primary", disabled=not changed, key="save_floors"):
        with failures.shown(lang):
            for product, price in changed.items():
                Settings(screen.warehouse).set_floor(product, price, who())
            st.rerun()


def _typed(screen: Screen, known: pd.DataFrame) -> dict[str, Decimal | None]:
    """The floor of each product as it stands in the table."""
    lang = screen.lang
    prices = {"list_price": LISTED, "stated": STATED, "typed": FLOOR}
    shown = st.data_editor(
        known[list(prices)],
        width=760,
        height="auto",
        key=f"floors_{screen.warehouse.version}",
        disabled=["_index", "list_price", "stated"],
        placeholder="–",
        column_config={
            "_index": st.column_config.TextColumn(DIMENSIONS["product"].name[lang]),
            **{
                key: st.column_config.NumberColumn(name[lang], format="%.2f", min_value=0.01)
                for key, name in prices.items()
            },
        },
    )
    return {str(product): _price(price) for product, price in shown["typed"].items()}


def _price(price: float) -> Decimal | None:
    """To the fen."""
    return None if pd.isna(price) else Decimal(str(round(price, 2)))
