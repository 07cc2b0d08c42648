"""Backups in words, and made, restored and listed without a screen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from salesdash.errors import FileError, StoreError
from salesdash.incoming import handover
from salesdash.incoming.handover import Errand
from salesdash.text import Text, join, plain
from salesdash.warehouse.store import backups, care
from salesdash.warehouse.store.backups import Backup, Contents, Lost, Why
from salesdash.warehouse.store.database import Warehouse

WHY: dict[Why, Text] = {
    "daily": Text("每日自动", "Daily"),
    "manual": Text("手动", "By hand"),
    "migration": Text("升级前", "Before an update"),
    "restore": Text("恢复前", "Before a restore"),
    "uploaded": Text("上传放回", "Put back"),
    "replaced": Text("被替换的原文件", "The file replaced"),
}
EDITS: dict[str, Text] = {
    "risk": Text("风险", "risks"),
    "plan": Text("计划", "plans"),
    "setting": Text("设置", "settings"),
    "rate": Text("汇率", "rates"),
    "name": Text("名称合并", "names"),
    "channel": Text("渠道类型", "channel kinds"),
    "kpi_note": Text("指标备注", "KPI notes"),
    "action": Text("行动", "promises"),
    "trigger": Text("触发记录", "triggers"),
    "meeting": Text("会议记录", "minutes"),
}
OTHER = Text("其他", "others")
INSIDE = Text("导入 {n} 次、{rows} 行", "{n} {n:import|imports}, {rows} {rows:row|rows}")
LAST = Text("，最近一次“{file}”", ", the last one “{file}”")
EDITED = Text("；手工修改 {n} 处", "; {n} {n:edit|edits}")
UNREADABLE = Text("内容读不出来", "its contents cannot be read")
NOTHING_LOST = Text(
    "这份备份与现在的数据相同，恢复不会丢失任何内容。",
    "This backup holds all that is here now; nothing will be lost.",
)
LOSES = Text("恢复后将不再有：{what}。", "Gone after the restore: {what}.")
FILES = Text("{n} 次导入（{files}）", "{n} {n:import|imports} ({files})")
COMES_BACK = Text(
    "撤销会被取消，这些导入会回来：{files}。", "Undone imports that come back: {files}."
)
CHANGES = Text("{kind}修改 {n} 处", "{n} {n:edit|edits} of {kind}")
AND_MORE = Text(" 等", " and more")
UNKNOWN = Text(
    "现在的数据文件读不出来，说不出会丢什么；备份之后的导入和修改都不在备份里。原文件会留在 backups 文件夹。",
    "The data file cannot be read, so nobody can say what will be lost; whatever came after the backup is "
    "not in it. The damaged file stays in the folder backups.",
)
NONE = Text("还没有备份。", "There is no backup yet.")
MADE = Text("已备份：{name}（{inside}）", "Backed up: {name} ({inside})")
RESTORED = Text(
    "已恢复 {name}（{inside}）。恢复之前的数据也留了一份备份，可以再恢复回去。",
    "Restored {name} ({inside}). What was there before is a backup itself and can be restored.",
)
GONE_ON = Text(
    "不用日志继续：{inside}。之前的数据文件和日志留在 backups 文件夹。",
    "Gone on without the log: {inside}. The data file and its log as they were stay in the folder backups.",
)
LISTED = Text("{name}  {at}  {size}  {why}：{inside}", "{name}  {at}  {size}  {why}: {inside}")
WHICH = Text("请写明恢复哪一个备份：", "Say which backup to restore:")
SOUND = Text("工作区 {folder} 正常：{inside}。", "The workspace {folder} is sound: {inside}.")
MISSING = Text(
    "{n} 个已导入文件的原件不在了（{files}）。数字不受影响；如需保留原件，请把它们再拖进来。",
    "The originals of {n} imported {n:file|files} are gone ({files}). The numbers are not affected; to "
    "have the originals kept, drop them again.",
)
SHOWN = 5  # names in a sentence
MEGABYTE = 1_000_000


def make(folder: Path) -> Text:
    """Back up a workspace; while the application runs, it does. Raises StoreError where it cannot be."""
    return handover.run(folder, "backup", _make)


def put_back(folder: Path, name: str | None) -> Text:
    """Restore the backup of this name; says what it holds and what is gone with it.

    Raises FileError where there is none or none was named, StoreError where it cannot be restored.
    """
    if name is None:
        raise FileError(join([WHICH, *_listed(folder)], zh="\n", en="\n"))
    backup = backups.find(folder, name)
    warehouse = Warehouse(folder, at_once=False)
    losses = losing(warehouse, backup)
    try:
        warehouse.restore(backup)
    finally:
        warehouse.close()
    done = RESTORED.format(name=name, inside=inside(backup.contents))
    return join([done, *losses], zh="\n", en="\n")


def go_on(folder: Path) -> Text:
    """Open a workspace without its log; says what it holds. Raises StoreError where it cannot be."""
    warehouse = Warehouse(folder, at_once=False)
    try:
        warehouse.restore_without_log()
        return GONE_ON.format(inside=inside(warehouse.contents()))
    finally:
        warehouse.close()


def status(folder: Path) -> Text:
    """How a workspace is, and its backups; while the application runs, as it sees them.

    Raises StoreError, the backups named, where it is not sound.
    """
    try:
        words = handover.run(folder, "status", _status)
    except StoreError as error:
        raise type(error)(join([error.message, *_listed(folder)], zh="\n", en="\n")) from error
    return join([words, *_listed(folder)], zh="\n", en="\n")


def _make(warehouse: Warehouse) -> Text:
    name = warehouse.backup().name
    return MADE.format(name=name, inside=inside(backups.find(warehouse.folder, name).contents))


def _status(warehouse: Warehouse) -> Text:
    sound = SOUND.format(folder=warehouse.folder, inside=inside(warehouse.contents()))
    return join([sound, *missing(warehouse)], zh="\n", en="\n")


ERRANDS: Mapping[str, Errand] = {"backup": _make, "status": _status}


def missing(warehouse: Warehouse) -> list[Text]:
    """What is to be said of originals that are gone: one sentence, or none."""
    gone = care.missing_originals(warehouse)
    return [MISSING.format(n=len(gone), files=_some(gone))] if gone else []


def inside(contents: Contents | None) -> Text:
    """What a store holds, in one line."""
    if contents is None:
        return UNREADABLE
    standing = [file for file, undone in contents.imports.values() if not undone]
    words = INSIDE.format(n=len(standing), rows=f"{contents.rows:,}")
    words += LAST.format(file=standing[-1]) if standing else plain("")
    edits = sum(contents.edits.values())
    return words + (EDITED.format(n=edits) if edits else plain(""))


def losing(warehouse: Warehouse, backup: Backup) -> list[Text]:
    """What of the workspace as it is would be gone with the backup in its place, in sentences."""
    try:
        now = warehouse.contents()
    except StoreError:
        return [UNKNOWN]
    return _lost(backups.lost(now, backup.contents)) if backup.contents else [UNREADABLE]


def _lost(lost: Lost) -> list[Text]:
    if lost.is_nothing:
        return [NOTHING_LOST]
    gone = [FILES.format(n=len(lost.imports), files=_some(lost.imports))] if lost.imports else []
    gone += [CHANGES.format(kind=EDITS.get(what, OTHER), n=n) for what, n in lost.edits.items()]
    words = [LOSES.format(what=join(gone, zh="；", en="; "))] if gone else []
    return words + ([COMES_BACK.format(files=_some(lost.undone))] if lost.undone else [])


def size(backup: Backup) -> str:
    return f"{backup.size / MEGABYTE:,.1f} MB"


def _listed(folder: Path) -> list[Text]:
    return [_line(backup) for backup in backups.kept(folder)] or [NONE]


def _line(backup: Backup) -> Text:
    return LISTED.format(
        name=backup.name,
        at=f"{backup.at.astimezone():%Y-%m-%d %H:%M}",
        size=size(backup),
        why=WHY[backup.why],
        inside=inside(backup.contents),
    )


def _some(names: list[str] | tuple[str, ...]) -> Text:
    shown = join([plain(name) for name in names[:SHOWN]])
    return shown + (AND_MORE if len(names) > SHOWN else plain(""))
