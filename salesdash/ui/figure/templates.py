"""The empty sheets to fill in, offered where data is missing and on the data page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.export.out_and_back.template import file_name, template
from salesdash.export.safe_names import EXCEL
from salesdash.text import Lang, Text
from salesdash.ui.session import downloads

TEMPLATE = Text("{dataset}模板", "{dataset} template")
ALL = Text("下载模板", "Templates")
CHOOSE = Text("选一张表，填好后拖到这一页：", "Pick a sheet, fill it in, drop it on this page:")


def offer(datasets: Iterable[str], lang: Lang, at: str = "") -> None:
    """A download for each dataset; `at` tells apart the places of one page that offer the same."""
    with st.container(horizontal=True, gap="small"):
        for key in datasets:
            _download(key, lang, at)


def offer_all(lang: Lang) -> None:
    """Every template, behind one button."""
    menu = st.popover(
        ALL[lang], icon=":material/table_view:", key="templates", on_change="rerun", width="content"
    )
    if menu.open:
        with menu:
            st.caption(CHOOSE[lang])
            offer(DATASETS, lang, "all")


def _download(dataset: str, lang: Lang, at: str) -> None:
    st.download_button(
        TEMPLATE.format(dataset=DATASETS[dataset].name)[lang],
        data=downloads.or_said(partial(template, dataset, lang), lang),
        file_name=file_name(dataset, lang),
        mime=EXCEL,
        on_click="ignore",
        icon=":material/download:",
        key=f"template_{at}_{dataset}",
    )
