"""A file is there whole or not at all: written under another name, flushed, checked, then named."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeGuard
from uuid import uuid4

from salesdash.errors import FileError, FullError, StoreError
from salesdash.text import Text

PART = ".salesdash-part"
MOST_BYTES = 255  # of a name, on every usual disk
FULL = Text(
    "磁盘已满，没有写入任何内容。请腾出一些空间（{folder}），再试一次，不用重启。",
    "The disk is full and nothing was written. Make room on it ({folder}) and try again; no restart "
    "is needed.",
)
READ_ONLY = Text(
    "文件夹 {folder} 不能写入，没有写入任何内容。请检查它的权限，再试一次，不用重启。",
    "The folder {folder} cannot be written to; nothing was written. Check its permissions and try "
    "again; no restart is needed.",
)
UNWRITABLE = Text(
    "无法写入文件夹 {folder}（{why}），没有写入任何内容。请检查磁盘，再试一次，不用重启。",
    "The folder {folder} cannot be written to ({why}); nothing was written. Check the disk and try "
    "again; no restart is needed.",
)
CHANGED = Text(
    "文件“{name}”在读取过程中被改动，没有导入。等它写完后再试一次。",
    "“{name}” was changed while it was being read, and is not imported. Wait until it is complete "
    "and try again.",
)
CANNOT_READ = Text("无法读取“{name}”。", "“{name}” cannot be read.")

_CHUNK = 1 << 20
_ENDING = re.compile(r"\.[a-z0-9]{1,8}")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SHUT = {errno.EACCES, errno.EPERM, errno.EROFS}


def called(path: Path) -> str:
    """The name of a file in letters; one that no UTF-8 wrote is taken for Chinese Windows' writing."""
    name = os.fsencode(path.name)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", errors="replace")


def ending(name: str) -> str:
    """The suffix of a file as a name of ours may bear it (`.csv`); of any other kind none."""
    suffix = PurePath(name).suffix.lower()
    return suffix if _ENDING.fullmatch(suffix) else ""


def cut(stem: str, end: str) -> str:
    """A name, its stem as long as a disk takes it with this end."""
    room = MOST_BYTES - len(os.fsencode(end))
    return os.fsencode(stem)[:room].decode(errors="ignore") + end


@contextmanager
def readable(path: Path) -> Iterator[Path]:
    """The file under a name that every reader of files takes, which is its own as a rule."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        with TemporaryDirectory() as folder, telling(Path(folder)):
            way = Path(folder, f"file{ending(path.name)}")
            way.symlink_to(path.absolute())
            yield way
    else:
        yield path


def write(path: Path, content: bytes) -> None:
    """The file with this content, in place of any other. Raises StoreError where it cannot be."""
    with whole(path) as stream:
        stream.write(content)


def copy(source: Path, path: Path, digest: str | None = None) -> str:
    """A copy of the file under `path`; returns its SHA-256.

    Raises FileError where the source cannot be read, or is not the one of that digest, and
    StoreError where the copy cannot be written.
    """
    with reading(source) as origin, whole(path) as stream:
        summed = hashlib.sha256()
        while chunk := origin.read(_CHUNK):
            summed.update(chunk)
            stream.write(chunk)
        if digest not in (None, summed.hexdigest()) or stream.tell() != source.stat().st_size:
            raise FileError(CHANGED.format(name=called(source)))
    return summed.hexdigest()


def fingerprint(path: Path) -> str:
    """What tells the file from any other, whatever its name: its SHA-256. Raises FileError."""
    with reading(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """Raises FileError where somebody has written the file while the block was at work on it."""
    before = _state(path)
    yield
    if _state(path) != before:
        raise FileError(CHANGED.format(name=called(path)))


@contextmanager
def reading(path: Path) -> Iterator[BufferedReader]:
    """The content of a file. Raises FileError where it cannot be opened."""
    try:
        stream = path.open("rb")
    except OSError as error:
        raise FileError(CANNOT_READ.format(name=called(path))) from error
    with stream:
        yield stream


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file that bears its name only once the block has ended and all of it is on the disk.

    Raises StoreError where that cannot be; what was written is gone then.
    """
    part = path.with_name(f".{uuid4().hex}{PART}")
    try:
        with telling(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("xb") as stream:
                yield stream
            replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def replace(part: Path, path: Path) -> None:
    """Let a file that was written under another name take this one, once all of it is on the disk.

    Raises StoreError where that cannot be.
    """
    with telling(path.parent):
        with part.open("r+b") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
        flush_names(path.parent)


def move(path: Path, target: Path) -> Path:
    """Give a file another name, or the next free one like it (`a (2).csv`); returns which.

    Nobody else's file is written over, even if it comes at this very moment. Raises FileError where
    there is no such file any more, StoreError where it cannot be named so.
    """
    name, n = target, 1
    with telling(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        while not _moved(path, name):
            n += 1
            end = target.suffix if ending(target.name) else ""
            stem = target.name.removesuffix(end)
            name = target.with_name(cut(stem, f" ({n}){end}"))
    flush_names(target.parent)
    return name


def link(path: Path, target: Path) -> bool:
    """Let a file that nobody changes stand under a second name too; whether the disk knows that."""
    try:
        target.hardlink_to(path)
    except OSError:
        return False
    flush_names(target.parent)
    return True


def clear(*folders: Path) -> None:
    """Take away what was being written when a program ended."""
    for folder in folders:
        for left in folder.glob(f".*{PART}"):
            with suppress(OSError):
                left.unlink()


@contextmanager
def telling(folder: Path) -> Iterator[None]:
    """Work on files of a folder. Raises StoreError, with a sentence, where the disk refuses."""
    try:
        yield
    except OSError as error:
        raise refusal(error, folder) from error


def refusal(error: OSError, folder: Path) -> StoreError:
    """Why nothing can be written into a folder, and what to do about it."""
    if is_full(error):
        return FullError(FULL.format(folder=folder))
    if error.errno in _SHUT:
        return StoreError(READ_ONLY.format(folder=folder))
    return StoreError(UNWRITABLE.format(folder=folder, why=error.strerror or type(error).__name__))


def is_full(error: BaseException) -> TypeGuard[OSError]:
    """Whether there was no room left on the disk."""
    return isinstance(error, OSError) and error.errno in _FULL


def flush_names(folder: Path) -> None:
    """Have the names of a folder on the disk too, where the system can do that."""
    with suppress(OSError, AttributeError):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _moved(path: Path, name: Path) -> bool:
    """Whether the file could take this name; a link is refused where one stands already."""
    try:
        name.hardlink_to(path)
    except FileExistsError:
        return False
    except OSError:  # a disk without links
        if not path.exists():
            raise FileError(CANNOT_READ.format(name=called(path))) from None
        if name.exists():
            return False
        path.rename(name)
        return True
    path.unlink()
    return True
