"""Where a number is missing, its place says which sheet or column would bring it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.text import Lang, Text, join
from salesdash.ui.markdown import safe
from salesdash.ui.templates import offer

MISSING = Text(
    "缺少：{needs}。请在“数据导入”页导入。", "Missing: {needs}. Load it on the Data page."
)


def lacking(needs: Sequence[str], lang: Lang, at: str | None = None) -> None:
    """Name what is missing, if anything is; a place that says where it is offers the sheets, too."""
    if not needs:
        return
    words = MISSING.format(needs=join([need_name(need) for need in needs]))
    st.info(safe(words[lang]), icon=":material/table_view:")
    if at is not None:
        choices = (choice for need in needs for choice in need.split("|"))
        offer(dict.fromkeys(choice.partition(".")[0] for choice in choices), lang, at)


def need_name(need: str) -> Text:
    """A need in words: `spend` → 费用投入; `orders.cost` → 订单的“成本”列; `a|b` either."""
    first, _, other = need.partition("|")
    if other:
        return need_name(first) + Text("或", " or ") + need_name(other)
    dataset, _, field = need.partition(".")
    declared = DATASETS[dataset]
    if not field:
        return declared.name
    return Text("{dataset}的“{field}”列", "{dataset}: column “{field}”").format(
        dataset=declared.name, field=declared.field(field).name
    )
