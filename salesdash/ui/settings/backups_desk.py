"""The backups of the workspace: made, downloaded, put back and restored; also where nothing else opens."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from salesdash import upkeep
from salesdash.errors import SalesdashError
from salesdash.text import Lang, Text
from salesdash.ui.session import downloads, failures
from salesdash.ui.session.local_time import local
from salesdash.ui.session.markdown import safe
from salesdash.warehouse.store import backups
from salesdash.warehouse.store.backups import Backup
from salesdash.warehouse.store.database import Warehouse

WHAT = Text(
    "有改动的日子自动备份一次，升级和恢复之前也会先备份；保留最新 {n} 份和每月最后一份。"
    "备份包含导入的数据和手工填写的一切。",
    "A backup is made by itself on every day with changes, and before each update and restore; the newest "
    "{n} and the last of each month are kept. It holds all that was imported and typed.",
)
NOW = Text("立即备份", "Back up now")
PUT_BACK = Text("放回一份下载过的备份", "Put back a backup that was downloaded")
LINE = Text("{at}  ·  {size}  ·  {why}", "{at}  ·  {size}  ·  {why}")
DOWNLOAD, RESTORE = Text("下载", "Download"), Text("恢复", "Restore")
YES = Text("确定恢复", "Yes, restore it")
CAN_BE_UNDONE = Text(
    "恢复之前会先备份现在的数据，随时可以再恢复回来。",
    "What is here now is backed up first, so a restore can be undone.",
)
EMPTY = Text("从空白开始", "Begin empty")
SURE_EMPTY = Text(
    "没有合适的备份时，可以从一个空的工作区开始，再把表格重新拖进来。"
    "现在的数据文件会留在 backups 文件夹，导入过的原件在 uploads 文件夹。",
    "Where no backup will do, begin with an empty workspace and drop your files again. The data file stays "
    "in the folder backups; the originals of what was imported lie in uploads.",
)
YES_EMPTY = Text("确定从空白开始", "Yes, begin empty")
GO_ON = Text("不用日志继续", "Go on without the log")
SURE_GO_ON = Text(
    "数据文件里已有的都会保留，只有还留在日志里的最后几次改动不再有；导入过的原件在 uploads 文件夹，可以再拖进来。"
    "现在的数据文件和日志会留在 backups 文件夹。",
    "All that the data file holds stays; only the last changes, which were in the log alone, are gone. The "
    "originals of what was imported lie in uploads and can be dropped again. The data file and its log stay "
    "in the folder backups as they are now.",
)
YES_GO_ON = Text("确定继续", "Yes, go on")
GONE_ON = Text(
    "已不用日志继续，请核对最近的导入和修改。",
    "Gone on without the log; check the latest imports and edits.",
)
MADE = Text("备份好了。", "The backup is made.")
BACK = Text(
    "备份已放回列表，还没有恢复；请核对后点“恢复”。",
    "The backup is in the list and not restored yet; check it, then press “Restore”.",
)
RESTORED = Text(
    "已恢复到 {at} 的备份。要撤回这一步，请恢复最上面那份“恢复前”的备份。",
    "Restored as of {at}. To take this back, restore the backup “Before a restore” at the top.",
)
BEGUN = Text("已从空白的工作区开始。", "Begun with an empty workspace.")
CHOOSE = Text("恢复一份备份，就能继续使用：", "Restore a backup to go on:")
TO_READ = 30.0  # seconds; another click in between does not take it away
_EXPLAINED, _ROUND = "backup_explained", "backup_round"


def desk(warehouse: Warehouse, lang: Lang) -> None:
    """What there is, and what can be done with it."""
    st.markdown(safe(WHAT.format(n=backups.NEWEST)[lang]))
    for sentence in upkeep.missing(warehouse):
        st.warning(safe(sentence[lang]), icon=":material/find_in_page:")
    st.button(
        NOW[lang],
        on_click=_do,
        args=(warehouse.backup, MADE),
        icon=":material/save:",
        key="backup_now",
    )
    _shelf(warehouse, lang)
    _put_back(warehouse, lang)


def rescue(warehouse: Warehouse, lang: Lang, *, lacks: bool) -> None:
    """The way out where the store cannot be opened, or lacks what was written last."""
    st.markdown(safe(CHOOSE[lang]))
    _shelf(warehouse, lang)
    _put_back(warehouse, lang)
    with st.container(horizontal=True):
        if lacks:
            with st.popover(GO_ON[lang], icon=":material/content_cut:", key="backup_go_on"):
                st.markdown(safe(SURE_GO_ON[lang]))
                st.button(
                    YES_GO_ON[lang],
                    on_click=_do,
                    args=(warehouse.restore_without_log, GONE_ON),
                    key="backup_go_on_sure",
                )
        with st.popover(EMPTY[lang], icon=":material/restart_alt:", key="backup_empty"):
            st.markdown(safe(SURE_EMPTY[lang]))
            st.button(
                YES_EMPTY[lang],
                on_click=_do,
                args=(lambda: warehouse.restore(None), BEGUN),
                key="backup_empty_sure",
            )


def _shelf(warehouse: Warehouse, lang: Lang) -> None:
    """Each backup on a line, newest first."""
    kept = backups.kept(warehouse.folder)
    if not kept:
        st.caption(safe(upkeep.NONE[lang]))
    for backup in kept:
        facts = LINE.format(
            at=local(backup.at), size=upkeep.size(backup), why=upkeep.WHY[backup.why]
        )
        inside = upkeep.inside(backup.contents)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{safe(facts[lang])}**  \n{safe(inside[lang])}", width="stretch")
            st.download_button(
                DOWNLOAD[lang],
                data=downloads.or_said(backup.path.read_bytes, lang),
                file_name=f"salesdash-{backup.name}",
                mime="application/octet-stream",
                on_click="ignore",
                icon=":material/download:",
                key=f"backup_get_{backup.name}",
            )
            if backup.contents:
                _restore(warehouse, backup, lang)


def _restore(warehouse: Warehouse, backup: Backup, lang: Lang) -> None:
    with st.popover(RESTORE[lang], icon=":material/history:", key=f"restore_{backup.name}"):
        losing = upkeep.losing(warehouse, backup)
        for sentence in losing:
            st.markdown(safe(sentence[lang]))
        if upkeep.UNKNOWN not in losing:  # what cannot be read is no way back
            st.caption(safe(CAN_BE_UNDONE[lang]))
        st.button(
            YES[lang],
            type="primary",
            on_click=_do,
            args=(lambda: warehouse.restore(backup), RESTORED.format(at=local(backup.at))),
            key=f"restore_sure_{backup.name}",
        )


def _put_back(warehouse: Warehouse, lang: Lang) -> None:
    key = f"backup_put_{st.session_state.setdefault(_ROUND, 0)}"
    st.file_uploader(
        PUT_BACK[lang], type=["duckdb"], key=key, on_change=_taken_in, args=(warehouse, key)
    )


def _taken_in(warehouse: Warehouse, key: str) -> None:
    file: Any = st.session_state.get(key)
    if file is not None:
        _do(lambda: backups.take_in(warehouse.folder, file.getvalue(), file.name), BACK)
        st.session_state[_ROUND] += 1


def _do(work: Callable[[], object], done: Text) -> None:
    """Work between two runs of the page, when this visit has no question open to the store."""
    now = time.monotonic()
    try:
        work()
        st.session_state[_EXPLAINED] = (now, True, done)
    except SalesdashError as error:
        st.session_state[_EXPLAINED] = (now, False, error.message)
    except Exception:
        failures.LOG.exception("at work on the backups")
        st.session_state[_EXPLAINED] = (now, False, failures.bug())


def tell(lang: Lang) -> None:
    """What came of the last click, on whatever page the visit is now, long enough to be read."""
    at, went_well, words = st.session_state.get(_EXPLAINED, (0.0, True, None))
    if words is not None and time.monotonic() < at + TO_READ:
        show, icon = (st.success, "check") if went_well else (st.error, "error")
        show(safe(words[lang]), icon=f":material/{icon}:")
