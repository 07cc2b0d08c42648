"""Files that a scheduler puts into the workspace's inbox are imported without a screen."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

from salesdash import journal
from salesdash.errors import FileError, SalesdashError
from salesdash.imports import commit, holds_nothing, understand
from salesdash.receipt import Receipt
from salesdash.text import Text
from salesdash.warehouse.database import Warehouse

INBOX, ACCEPTED, DONE, REFUSED = "inbox", "accept", "done", "refused"
NOTHING: Mapping[str, str] = {}
EVERY = 2.0  # seconds between two looks
BY = "inbox"
HANDED_OVER = Text(
    "工作区正由运行中的程序使用，文件已放入它的收件箱，由它导入。",
    "The workspace is held by the running application; the file lies in its inbox and is imported there.",
)
UNEXPECTED = Text(
    "导入时出现意外错误，文件没有导入；详情见程序日志。",
    "An unexpected error stopped the import; nothing of the file was loaded. The log has the details.",
)

_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download")
_log = logging.getLogger(__name__)


class Inbox:
    """`inbox/` of a workspace. What is imported moves to `done/`, what cannot be read to `refused/`
    with a sentence beside it; what leaves questions open stays. Files in `accept/` are imported by
    the best guess."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self.folder = warehouse.folder / INBOX
        for folder in (self.folder, *(self.folder / n for n in (ACCEPTED, DONE, REFUSED))):
            folder.mkdir(parents=True, exist_ok=True)
        self._seen: dict[Path, tuple[int, int]] = {}
        self._asked: dict[Path, tuple[int, int, int]] = {}

    def files(self) -> list[Path]:
        """What lies in the inbox, oldest first."""
        found = [
            path
            for folder in (self.folder, self.folder / ACCEPTED)
            for path in folder.iterdir()
            if path.is_file()
            and not path.name.startswith((".", "~$"))
            and path.suffix.lower() not in _UNFINISHED
        ]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def waiting(self) -> list[Path]:
        """Files whose questions nobody has answered yet."""
        return [path for path in self.files() if path in self._asked]

    def look(self) -> list[Receipt]:
        """Import every file that has not changed since the last look."""
        state = {path: _state(path) for path in self.files()}
        still = [path for path, now in state.items() if self._seen.get(path) == now]
        self._seen = state
        return [receipt for path in still for receipt in self._take(path, state[path])]

    def empty(self) -> list[Receipt]:
        """Import what lies there now, for a program that does not stay."""
        self.look()
        return self.look()

    def settled(self, path: Path) -> None:
        """Put away a file that was imported."""
        self._asked.pop(path, None)
        _move(path, self.folder / DONE)

    def _take(self, path: Path, state: tuple[int, int]) -> list[Receipt]:
        asked = (*state, self._warehouse.version)
        if self._asked.get(path) == asked:
            return []
        try:
            batches = understand(
                self._warehouse,
                path,
                accept=path.parent.name == ACCEPTED,
                answers=_answered(path),
            )
            if any(batch.receipt.needs for batch in batches):
                self._asked[path] = asked
                return [batch.receipt for batch in batches]
            if why := holds_nothing(batches):
                raise FileError(why)
            receipts = commit(self._warehouse, path, path.name, batches, BY)
            self.settled(path)
        except SalesdashError as error:
            self._refuse(path, error.message)
        except Exception:
            _log.exception("a file of %s bytes was refused", state[0])
            self._refuse(path, UNEXPECTED)
        else:
            return receipts
        return []

    def _refuse(self, path: Path, why: Text) -> None:
        lies = _move(path, self.folder / REFUSED)
        lies.with_name(lies.name + ".txt").write_text(f"{why.zh}\n{why.en}\n", encoding="utf-8")


def watch(warehouse: Warehouse) -> Inbox:
    """Look into the inbox every few seconds for as long as the warehouse is open."""
    inbox = Inbox(warehouse)

    def keep_looking() -> None:
        journal.page.set(INBOX)
        while not warehouse.closed.wait(EVERY):
            try:
                if inbox.look():
                    warehouse.bring_up_to_date()
            except OSError:
                _log.exception("looking into the inbox")

    threading.Thread(target=keep_looking, name="inbox", daemon=True).start()
    return inbox


def hand_over(
    folder: Path, file: Path, *, accept: bool, answers: Mapping[str, str] = NOTHING
) -> Receipt:
    """Put a copy of the file into the inbox of a workspace that another program holds.

    Raises FileError where there is no such file.
    """
    inbox = folder / INBOX / (ACCEPTED if accept else "")
    inbox.mkdir(parents=True, exist_ok=True)
    unfinished = inbox / f".{file.name}.part"
    try:
        shutil.copyfile(file, unfinished)
    except OSError as error:
        raise FileError(Text(f"无法读取“{file}”。", f"“{file}” cannot be read.")) from error
    target = _free(inbox / file.name)
    if answers:
        _answers_of(target).write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    unfinished.rename(target)
    return Receipt(file.name, "", reason=HANDED_OVER)


def _answers_of(path: Path) -> Path:
    """Where the answers lie with which a file was handed over."""
    return path.with_name(f".{path.name}.answers")


def _answered(path: Path) -> dict[str, str]:
    given = _answers_of(path)
    return dict(json.loads(given.read_text("utf-8"))) if given.exists() else {}


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _move(path: Path, folder: Path) -> Path:
    target = _free(folder / path.name)
    path.rename(target)
    _answers_of(path).unlink(missing_ok=True)
    return target


def _free(path: Path) -> Path:
    """The path, or the next one of its name where a file lies there already."""
    target, n = path, 1
    while target.exists():
        n += 1
        target = path.with_name(f"{path.stem} ({n}){path.suffix}")
    return target
