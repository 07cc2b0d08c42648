"""What keeps a workspace from being opened, read or written: a sentence each, with the way out."""

from __future__ import annotations

from pathlib import Path

import duckdb

from salesdash import files
from salesdash.errors import DamagedError, FullError, HeldError, LackingError, StoreError
from salesdash.text import Text

HELD = Text(
    "工作区 {folder} 正被另一个程序使用。请先关闭它，或用 --store 指定别的文件夹。",
    "The workspace {folder} is in use by another program. Close that one first, "
    "or name another folder with --store.",
)
DAMAGED = Text(
    "工作区 {folder} 的数据文件已损坏，读不出来了。请恢复一个备份（在 backups 文件夹里；命令行用 restore）。",
    "The data file of the workspace {folder} is damaged and cannot be read any more. Restore one of its "
    "backups (they lie in backups; on the command line use restore).",
)
MISSING = Text(
    "工作区 {folder} 的数据文件不见了，备份还在。请恢复一个备份（在 backups 文件夹里；命令行用 restore）。",
    "The data file of the workspace {folder} is gone. Restore one of its backups (they lie in backups; on "
    "the command line use restore).",
)
LACKING = Text(
    "工作区 {folder} 的数据文件缺少最后写入的内容（最近一次写入是 {at}）：它的日志文件（.wal）损坏或丢失，"
    "或者数据文件被换成了旧的。可以恢复一个备份（命令行用 restore），也可以放弃缺少的部分继续使用"
    "（命令行用 restore --without-log）。",
    "The data file of the workspace {folder} lacks what was written last (at {at}): its log (.wal) is damaged "
    "or gone, or an older file has taken its place. Restore a backup (on the command line use restore), or go "
    "on without what is lacking (restore --without-log).",
)
LOG_DAMAGED = Text(
    "工作区 {folder} 的日志文件（.wal）读不出来，或者不属于这个数据文件；最后写入的内容可能在里面。"
    "可以恢复一个备份（命令行用 restore），也可以不用这个日志继续使用（命令行用 restore --without-log）。",
    "The log (.wal) of the workspace {folder} cannot be read, or belongs to another data file; what was written "
    "last may be in it. Restore a backup (on the command line use restore), or go on without the log "
    "(restore --without-log).",
)
NEWER = Text(
    "这个工作区由更新版本的程序写入，请升级程序后再打开。",
    "This workspace was written by a newer version; update the application to open it.",
)
BUSY = Text(
    "工作区正忙，请稍后再试。", "The workspace is busy at the moment; try again in a little while."
)
TOO_LITTLE_MEMORY = Text(
    "内存不够，这一步没有完成，数据没有变化。请关闭其他程序后再试。",
    "There was too little memory; this step was not done, and nothing was changed. Close other programs "
    "and try again.",
)
NOT_SHARED = Text(
    "Windows 上不能让几个程序同时使用一个工作区。请去掉环境变量 SALESDASH_SHARED。",
    "On Windows several servers cannot use one workspace beside each other. Take SALESDASH_SHARED out of the "
    "environment.",
)
BEGUN_ANEW = Text(
    "数据库刚刚中断，已重新打开。请再试一次。",
    "The database was interrupted and is opened anew. Try again.",
)
# What DuckDB and the systems under it say, in lower case, and what that means.
_HELD = ("could not set lock", "conflicting lock", "being used by another process")
_FULL = ("no space left", "not enough space", "quota exceeded", "disk full")
_SHUT = ("permission denied", "read-only file system", "access is denied", "read-only mode")
_DAMAGED = (
    "corrupt database",
    "not a valid duckdb",
    "could not read enough bytes",
    "serialization error",
    "failed to deserialize",
    "checksum",
)
_LOG = ("failure while replaying wal", "corrupt wal")
_FATAL = (duckdb.FatalException, duckdb.InternalException, duckdb.IOException)
_GONE = "has been invalidated"


def of(error: duckdb.Error, folder: Path) -> StoreError | None:
    """What the user can put right about an error of the database; None: it is a bug."""
    message = str(error).lower()
    if any(words in message for words in _HELD):
        return HeldError(HELD.format(folder=folder))
    if any(words in message for words in _FULL):
        return FullError(files.FULL.format(folder=folder))
    if any(words in message for words in _SHUT):
        return StoreError(files.READ_ONLY.format(folder=folder))
    if _GONE in message:
        return StoreError(BEGUN_ANEW)
    if any(words in message for words in _LOG):
        return LackingError(LOG_DAMAGED.format(folder=folder))
    if any(words in message for words in _DAMAGED):
        return damaged(folder)
    if isinstance(error, duckdb.OutOfMemoryException):
        return StoreError(TOO_LITTLE_MEMORY)
    if isinstance(error, (duckdb.FatalException, duckdb.InternalException)):
        return damaged(folder)
    if isinstance(error, duckdb.IOException):
        return StoreError(files.UNWRITABLE.format(folder=folder, why=type(error).__name__))
    return None


def is_fatal(error: duckdb.Error) -> bool:
    """Whether nothing can be asked any more of the database as it is open."""
    message = str(error).lower()
    if any(words in message for words in (*_FULL, *_HELD)):
        return _GONE in message
    return isinstance(error, _FATAL) or any(words in message for words in (_GONE, *_LOG, *_DAMAGED))


def of_opening(error: duckdb.Error, folder: Path) -> StoreError:
    """The same while it is being opened: what cannot be understood then is damaged."""
    return of(error, folder) or damaged(folder)


def damaged(folder: Path) -> DamagedError:
    return DamagedError(DAMAGED.format(folder=folder))
