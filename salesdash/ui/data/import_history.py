"""What came in so far: each import with its undo, and how far each dataset reaches."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS
from salesdash.text import Lang, Text, join
from salesdash.ui.data import table_card
from salesdash.ui.session import failures
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.ui.session.user_name import who
from salesdash.units import Scale, write
from salesdash.warehouse.imports.load import Import, imports
from salesdash.warehouse.imports.receipts import receipts_of
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse

TABS = (
    Text("导入记录", "Imports"),
    Text("待修正", "To correct"),
    Text("数据覆盖与模板", "Coverage and templates"),
)
LINE = Text(
    "{done} · {tables} 张表 · 导入 {rows} 行",
    "{done} · {tables} {tables:table|tables} · {rows} {rows:row|rows}",
)
RECEIPTS = Text("导入回执", "Import receipts")
UNDO, UNDONE = Text("撤销", "Undo"), Text("已撤销", "Undone")
SURE = Text(
    "撤销后，这次导入的数据将全部移除。确定吗？",
    "All rows of this import will be removed. Are you sure?",
)
YES = Text("确定撤销", "Yes, undo it")
DATASET, ROWS, FIRST, LAST = (
    Text("数据", "Dataset"),
    Text("行数", "Rows"),
    Text("最早", "From"),
    Text("最晚", "To"),
)
NOTHING_YET = Text("还没有导入任何数据。", "Nothing has been imported yet.")
SALES = Text("，销售额 {sales}", ", sales of {sales}")
SPAN = Text("，{first} 至 {last}", ", {first} to {last}")
ORDERS = Text("已载入 {rows} 行订单", "{rows} order {rows:row|rows} loaded")
OTHERS = Text("；另有 {n} 类数据。", "; {n} further {n:dataset|datasets}.")
STOP = Text("。", ".")
NO_ORDERS = Text(
    "已导入 {n} 类数据，还没有订单。", "{n} {n:dataset is|datasets are} loaded, no orders yet."
)
NEEDED = Text("需要的列", "Required columns")
MISSING_DATASETS = Text("还没有的数据，以及它会带来什么", "Not loaded yet")


def headline(ask: Ask, scale: Scale) -> Text:
    """What is loaded, how much money and of which days, in one sentence."""
    orders = ask.coverage.get("orders")
    if not ask.coverage:
        return NOTHING_YET
    if orders is None:
        return NO_ORDERS.format(n=len(ask.coverage))
    told = [ORDERS.format(rows=f"{orders.rows:,}")]
    if not ask.missing("sales"):
        sales = float(ask(["sales"])["sales"].iloc[0])
        told.append(SALES.format(sales=write(sales, METRICS["sales"].unit, scale)))
    if orders.first_day and orders.last_day:
        told.append(SPAN.format(first=orders.first_day, last=orders.last_day))
    others = len(ask.coverage) - 1
    told.append(OTHERS.format(n=others) if others else STOP)
    return join(told, zh="", en="")


def coverage(ask: Ask, lang: Lang) -> None:
    """One line per dataset: how many rows, from when to when; what is not loaded stands last."""
    rows = [
        (dataset.name[lang], known.rows, known.first_day, known.last_day)
        if (known := ask.coverage.get(key))
        else (dataset.name[lang], None, None, None)
        for key, dataset in DATASETS.items()
    ]
    frame = pd.DataFrame(rows, columns=[text[lang] for text in (DATASET, ROWS, FIRST, LAST)])
    st.dataframe(
        frame.sort_values(ROWS[lang], ascending=False, na_position="last", kind="stable"),
        hide_index=True,
        placeholder="–",
        column_config={ROWS[lang]: st.column_config.NumberColumn(format="localized")},
    )


def history(warehouse: Warehouse, lang: Lang) -> None:
    """The imports, newest first, each with its receipts and its undo."""
    found = imports(warehouse)
    if not found:
        st.caption(NOTHING_YET[lang])
    for entry in found:
        with st.container(border=True):
            with st.container(horizontal=True, vertical_alignment="center"):
                facts = LINE.format(
                    done=_done(entry.loaded_at, entry.loaded_by),
                    tables=entry.tables,
                    rows=f"{entry.rows:,}",
                )
                st.markdown(f"**{safe(entry.file)}**  \n{safe(facts[lang])}", width="stretch")
                if entry.undone_at is not None:
                    done = _done(entry.undone_at, entry.undone_by)
                    st.badge(safe(f"{UNDONE[lang]} {done}"), color="gray")
                else:
                    _undo(warehouse, entry, lang)
            _receipts(warehouse, entry, lang)


def _done(at: datetime, by: str) -> str:
    """When, and who did it, where that is known."""
    return " · ".join(filter(None, (local(at), by)))


def _receipts(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    shown = st.expander(RECEIPTS[lang], key=f"receipts_{entry.import_id}", on_change="rerun")
    if not shown.open:
        return
    with shown:
        for receipt in receipts_of(warehouse, entry.import_id):
            table_card.head(receipt, lang, table_card.LOADED)
            table_card.notes(receipt, lang)


def _undo(warehouse: Warehouse, entry: Import, lang: Lang) -> None:
    with st.popover(UNDO[lang], icon=":material/undo:", key=f"undo_{entry.import_id}"):
        st.markdown(SURE[lang])
        if st.button(YES[lang], key=f"undo_sure_{entry.import_id}"):
            with failures.told(lang):
                undo(warehouse, entry.import_id, who(), local)
                st.rerun()
