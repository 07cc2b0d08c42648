"""Data of one's own beside the sample company: their sums are nobody's, and a click takes the sample out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import streamlit as st

from salesdash import files
from salesdash.text import Lang, Text
from salesdash.ui.data import import_history
from salesdash.ui.figure.sample import FOLDER
from salesdash.ui.screen import Screen
from salesdash.ui.session import failures
from salesdash.ui.session.local_time import local
from salesdash.ui.session.user_name import who
from salesdash.warehouse.imports.undo import undo
from salesdash.warehouse.store.database import Warehouse

BESIDE = Text(
    "示例公司的数据还在，和您的文件加在了一起：现在的数字不是您公司的。",
    "The sample company is still loaded and added up with your files: the figures are not your company’s.",
)
TAKE_OUT = Text("移除示例公司", "Take the sample company out")


def notice(screen: Screen) -> None:
    """Nothing unless both are loaded."""
    loaded = [entry for entry in import_history.all_of(screen) if not entry.is_undone]
    of_sample = [entry for entry in loaded if entry.sha256 in _of_sample()]
    if not of_sample or len(of_sample) == len(loaded):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(BESIDE[screen.lang], icon=":material/warning:")
        st.button(
            TAKE_OUT[screen.lang],
            key="take_sample_out",
            icon=":material/undo:",
            on_click=_take_out,
            args=(screen.warehouse, [entry.import_id for entry in of_sample], screen.lang),
        )


def _take_out(warehouse: Warehouse, imports: Sequence[int], lang: Lang) -> None:
    """The newest first: it may stand on others."""
    with failures.shown(lang):
        for import_id in imports:
            undo(warehouse, import_id, who(), local)


@lru_cache
def _of_sample() -> frozenset[str]:
    """What the sample company's files are known by, in either language."""
    return frozenset(map(files.fingerprint, FOLDER.glob("[ze][hn]/*")))
