"""What an import will do to the store, before it is done: rows new, changed, the same, and the money."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.period import Period
from salesdash.receipt import Receipt
from salesdash.text import Lang, Text, join, plain
from salesdash.ui.session.markdown import safe
from salesdash.units import MONEY, currency_sign, exact
from salesdash.warehouse.imports.difference import Difference
from salesdash.warehouse.imports.overlap import MODE_NAMES

KINDS: tuple[tuple[str, Text], ...] = (
    ("new", Text("＋ 新增 {n} 行", "+ {n} new")),
    ("changed", Text("～ 改写 {n} 行", "~ {n} changed")),
    ("same", Text("＝ 已有 {n} 行", "= {n} already there")),
    ("removed", Text("－ 移除 {n} 行", "− {n} removed")),
)
AMOUNT = Text("{amount}变化 {change}", "{amount} {change}")
OVERLAPS = Text("与{files}重叠，处理方式：{mode}", "Overlaps with {files}: {mode}")
BY_MONTH = Text("按月变化（{unit}）", "Change by month ({unit})")
MONTH = Text("月份", "Month")
BEFORE, AFTER, CHANGE = (
    Text("导入前", "Before"),
    Text("导入后", "After"),
    Text("变化", "Change"),
)
REWRITTEN = Text("改写的行，前 {n} 行", "Rows rewritten, the first {n}")
ALL_REWRITTEN = Text("改写的行", "Rows rewritten")
ROW, FIELD = Text("行", "Row"), Text("列", "Column")
WAS, WILL_BE = Text("原来", "Before"), Text("改为", "After")
UNDATED = Text("无日期", "Undated")


def summary(difference: Difference, receipt: Receipt, lang: Lang) -> None:
    """The rows by what becomes of them, and the change of the money as a whole."""
    parts = [
        words.format(n=f"{rows:,}")
        for kind, words in KINDS
        if (rows := getattr(difference, kind)) or kind == "new"
    ]
    dataset = DATASETS[str(receipt.dataset)]
    amount = dataset.amount
    if amount and len(difference.by_month):
        name = dataset.field(amount).name
        total = sum(difference.by_month["change"].dropna())
        change = exact(total, receipt.currency, signed=True)
        parts.append(AMOUNT.format(amount=name, change=change))
    if difference.overlapping:
        files = join([plain(f"“{file}”") for file in difference.overlapping])
        parts.append(OVERLAPS.format(files=files, mode=MODE_NAMES[difference.mode]))
    st.markdown(safe("  ·  ".join(part[lang] for part in parts)))


def by_month(difference: Difference, receipt: Receipt, lang: Lang) -> None:
    """The dataset's money month by month, before and after."""
    frame = difference.by_month
    if frame.empty:
        return
    unit = currency_sign(receipt.currency) if receipt.currency else MONEY.name
    st.caption(safe(BY_MONTH.format(unit=unit)[lang]))
    named = [UNDATED if pd.isna(m) else Period.parse(m).name for m in frame["month"]]
    shown = frame.assign(month=[name[lang] for name in named])
    money = {
        key: st.column_config.NumberColumn(text[lang], format="%,.2f")
        for key, text in (("before", BEFORE), ("after", AFTER), ("change", CHANGE))
    }
    st.dataframe(
        shown,
        hide_index=True,
        placeholder="–",
        height="auto",
        column_config={"month": MONTH[lang], **money},
    )


def rewritten(difference: Difference, lang: Lang) -> None:
    """The first of the rows that change, one cell a line: what it was → what it will be."""
    rows = difference.rewritten
    if not rows:
        return
    words = ALL_REWRITTEN if len(rows) == difference.changed else REWRITTEN.format(n=len(rows))
    st.caption(words[lang])
    lines = [
        (row.key, cell.field[lang], cell.before, cell.after) for row in rows for cell in row.cells
    ]
    frame = pd.DataFrame(lines, columns=[text[lang] for text in (ROW, FIELD, WAS, WILL_BE)])
    st.dataframe(frame, hide_index=True, height="content" if len(frame) <= 5 else 212)
