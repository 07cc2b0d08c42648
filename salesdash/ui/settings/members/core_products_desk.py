"""Which products are the core ones: as the product sheet says, or as marked here."""

from __future__ import annotations

import streamlit as st

from salesdash.text import Text
from salesdash.ui.screen import Screen
from salesdash.ui.session.user_name import who
from salesdash.warehouse.typed.settings import Settings

WHAT = Text(
    "核心产品在“复购率”“退货率”按产品的图里带 ★，也可以在产品档案的“核心产品”列里标。",
    "Core products carry a ★ where KPIs are shown by product. The column “Core product” of the product "
    "sheet marks them, too.",
)
NONE = Text("已装载的订单里没有产品这一列。", "The orders loaded do not name products.")
CORE = Text("核心产品", "Core products")
CHOOSE = Text("输入名称查找", "Type a name")
SAVE = Text("保存", "Save")


def desk(screen: Screen) -> None:
    """The core products in a list; taken out and added by name."""
    lang = screen.lang
    st.markdown(WHAT[lang])
    products = screen.ask.members("product")
    if not products:
        st.caption(NONE[lang])
        return
    lines = screen.ask(["core_lines"], ["product"])
    marked = set(lines.loc[lines["core_lines"] > 0, "product"])
    chosen = st.multiselect(
        CORE[lang],
        products,
        default=[product for product in products if product in marked],
        placeholder=CHOOSE[lang],
        key=f"core_products_{screen.warehouse.version}",
    )
    if st.button(SAVE[lang], type="primary", disabled=set(chosen) == marked, key="save_core"):
        settings = Settings(screen.warehouse)
        for product in sorted(marked ^ set(chosen)):
            settings.set_core(product, product in chosen, who())
        st.rerun()
