"""The columns of a dropped table beside the fields that they are taken for, changed by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset
from salesdash.receipt import LEAVE_OUT, Batch, ReadLayout
from salesdash.text import Lang, Text

HEADER = Text("表中的列", "Column in the file")
SAMPLES = Text("内容示例", "Values")
TAKEN_FOR = Text("作为", "Taken for")
KIND_OF_TABLE = Text("这张表是", "This table holds")
NOT_LOADED = Text("不导入", "Not to be loaded")
SAY_WHAT = Text(
    "选择这张表是什么，就可以逐列指定内容。",
    "Choose what the table holds, then say what each column is.",
)
OTHER = Text("其他列（保留，可查）", "Other (kept)")
REQUIRED = Text("（必需）", " (required)")


def edited(batch: Batch, where: str, lang: Lang) -> dict[str, str]:
    """Draw the match of columns; returns the answers by which the user has changed it."""
    layout = batch.layout
    assert layout is not None
    kinds = [LEAVE_OUT, *DATASETS]
    chosen = st.selectbox(
        KIND_OF_TABLE[lang],
        kinds,
        index=kinds.index(layout.dataset),
        format_func=lambda key: (DATASETS[key].name if key in DATASETS else NOT_LOADED)[lang],
        key=f"dataset_{where}",
        width=320,
    )
    if chosen != layout.dataset:
        return {"dataset": chosen}
    if chosen == LEAVE_OUT:
        st.caption(SAY_WHAT[lang])
        return {}
    return _matched(batch, layout, where, lang)


def _matched(batch: Batch, layout: ReadLayout, where: str, lang: Lang) -> dict[str, str]:
    dataset = DATASETS[layout.dataset]
    names = _field_names(dataset, lang)
    taken = {header: key for key, header in layout.columns.items()}
    frame = pd.DataFrame(
        {
            "header": list(layout.headers),
            "samples": [
                " · ".join(map(_as_seen, batch.samples.get(h, ()))) for h in layout.headers
            ],
            "field": [names[taken[h]] if h in taken else OTHER[lang] for h in layout.headers],
        }
    )
    shown = st.data_editor(
        frame,
        hide_index=True,
        height="content" if len(frame) <= 25 else "auto",
        disabled=["header", "samples"],
        key=f"columns_{where}",
        column_config={
            "header": st.column_config.TextColumn(HEADER[lang]),
            "samples": st.column_config.TextColumn(SAMPLES[lang], width="large"),
            "field": st.column_config.SelectboxColumn(
                TAKEN_FOR[lang], options=[OTHER[lang], *names.values()], required=True
            ),
        },
    )
    keys = {name: key for key, name in names.items()}
    chosen = [
        (h, keys[n]) for h, n in zip(shown["header"], shown["field"], strict=True) if n in keys
    ]
    # Of two columns taken for one field the one just chosen counts.
    chosen.sort(key=lambda pair: taken.get(pair[0]) != pair[1])
    return changes(layout.columns, {field: header for header, field in chosen})


def _as_seen(value: str) -> str:
    """A day is not shown with its midnight."""
    return value.removesuffix(" 00:00:00")


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The answers that turn one match (field → header) into another; "" frees a field."""
    freed = {f"column:{field}": "" for field in before if field not in after}
    moved = {
        f"column:{field}": header for field, header in after.items() if before.get(field) != header
    }
    return freed | moved


def _field_names(dataset: Dataset, lang: Lang) -> dict[str, str]:
    needed = REQUIRED[lang]
    return {f.key: f.name[lang] + (needed if f.required else "") for f in dataset.fields}
