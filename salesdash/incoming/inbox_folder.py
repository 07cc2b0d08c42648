"""Files that a scheduler puts into the workspace's inbox are imported without a screen."""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from salesdash import files, journal
from salesdash.errors import ConflictError, FileError, SalesdashError, StoreError
from salesdash.incoming import handover
from salesdash.incoming.handover import INBOX, Errand
from salesdash.incoming.imports import commit, holds_nothing, understand
from salesdash.incoming.outcome import outcomes
from salesdash.receipt import Batch, Receipt
from salesdash.text import Text
from salesdash.warehouse.store import care
from salesdash.warehouse.store.database import Warehouse

ACCEPTED, DONE, REFUSED = "accept", "done", "refused"
EVERY = 2.0  # seconds between two looks
KEEPING = 30  # looks between two thoughts about a backup
BY = "inbox"
UNEXPECTED = Text(
    "导入时出现意外错误，文件没有导入；详情见程序日志。",
    "An unexpected error stopped the import; nothing of the file was loaded. The log has the details.",
)

_WAITING = ".waiting"
_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".download")
_log = logging.getLogger(__name__)


class Inbox:
    """`inbox/` of a workspace. What is imported moves to `done/`, what cannot be read to `refused/`
    with a sentence beside it; what leaves questions open stays. Files in `accept/` are imported by
    the best guess, what was handed over as was said with it."""

    def __init__(self, warehouse: Warehouse) -> None:
        """Raises StoreError where the folder cannot be made."""
        self._warehouse = warehouse
        self.folder = warehouse.folder / INBOX
        with files.telling(self.folder):
            for name in (ACCEPTED, DONE, REFUSED):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
        files.clear(self.folder, *(self.folder / n for n in (ACCEPTED, DONE, REFUSED)))
        handover.clear(warehouse.folder)
        self._seen: dict[Path, tuple[int, int]] = {}
        self._asked: dict[Path, tuple[int, int, int]] = {}

    def files(self) -> list[Path]:
        """What lies in the inbox, oldest first."""
        return [path for path, _ in self._lying()]

    def waiting(self) -> list[Path]:
        """Files whose questions nobody has answered yet; another server may be the one that looks into them."""
        asked = self._asked if self._warehouse.has_duty() else self._noted()
        return [path for path in self.files() if path in asked]

    def look(self) -> list[Receipt]:
        """Import every file that has not changed since the last look.

        Raises StoreError where the store cannot take them; they stay for the next look.
        """
        state = dict(self._lying())
        still = [path for path, now in state.items() if self._is_still(path, now)]
        self._seen = state
        receipts = [receipt for path in still for receipt in self._take(path, state[path])]
        self._note()
        return receipts

    def empty(self) -> list[Receipt]:
        """Import what lies there now, for a program that does not stay."""
        return [*self.look(), *self.look()]

    def settled(self, path: Path) -> None:
        """Put away a file that was imported."""
        self._asked.pop(path, None)
        with suppress(FileError):  # settled by another visitor
            files.move(path, self.folder / DONE / path.name)

    def _note(self) -> None:
        """Let other servers know which files wait for an answer."""
        asked = {path for path in self._asked if path.exists()}
        if asked != self._noted():
            names = sorted(str(path.relative_to(self.folder)) for path in asked)
            files.write(self.folder / _WAITING, json.dumps(names).encode())

    def _noted(self) -> set[Path]:
        try:
            return {
                self.folder / name for name in json.loads((self.folder / _WAITING).read_bytes())
            }
        except FileNotFoundError:
            return set()

    def _lying(self) -> list[tuple[Path, tuple[int, int]]]:
        """Each file with its size and when it was written, oldest first."""
        lying = [
            (path, (stat.st_size, stat.st_mtime_ns))
            for path in self._paths()
            for stat in _stat(path)
        ]
        return sorted(lying, key=lambda each: (each[1][1], each[0].name))

    def _paths(self) -> Iterator[Path]:
        yield from handover.lying(self._warehouse.folder)
        for folder in (self.folder, self.folder / ACCEPTED):
            for path in folder.iterdir():
                is_hidden = path.name.startswith((".", "~$"))
                if path.is_file() and not is_hidden and path.suffix.lower() not in _UNFINISHED:
                    yield path

    def _is_still(self, path: Path, now: tuple[int, int]) -> bool:
        """Whether nobody writes the file any more; what was handed over appears whole."""
        return self._seen.get(path) == now or handover.order_of(path) is not None

    def _take(self, path: Path, state: tuple[int, int]) -> list[Receipt]:
        asked = (*state, self._warehouse.version)
        if self._asked.get(path) == asked:
            return []
        try:
            batches, receipts = self._imported(path)
        except ConflictError:  # the store has changed meanwhile: with the next look
            return []
        except StoreError as error:
            if handover.order_of(path) is None:
                raise
            self._refuse(path, error.message)
            return []
        except SalesdashError as error:
            self._refuse(path, error.message)
            return []
        except Exception:
            _log.exception("a file of %s bytes was refused", state[0])
            self._refuse(path, UNEXPECTED)
            return []
        if any(receipt.needs for receipt in receipts):
            self._asked[path] = asked
        else:
            self.settled(path)
        handover.tell(path, list(outcomes(batches, receipts)))
        return list(receipts)

    def _imported(self, path: Path) -> tuple[Sequence[Batch], Sequence[Receipt]]:
        """What came of a file; where anything is asked of it, nothing was stored."""
        order = handover.order_of(path) or handover.Order(path.parent.name == ACCEPTED, {})
        with files.unchanged(path):
            batches = understand(self._warehouse, path, accept=order.accept, answers=order.answers)
        if any(batch.receipt.needs for batch in batches):
            return batches, [batch.receipt for batch in batches]
        if why := holds_nothing(batches):
            raise FileError(why)
        return batches, commit(self._warehouse, path, files.called(path), batches, BY)

    def _refuse(self, path: Path, why: Text) -> None:
        lies = files.move(path, self.folder / REFUSED / path.name)
        files.write(lies.with_name(files.cut(lies.name, ".txt")), f"{why.zh}\n{why.en}\n".encode())
        handover.tell(path, [Text(f"{files.called(path)}：", f"{files.called(path)}: ") + why])


def watch(warehouse: Warehouse, errands: Mapping[str, Errand]) -> Inbox:
    """Look into the inbox every few seconds for as long as the warehouse is open, run the errands that
    other programs hand over, and see to its backups. Whatever goes wrong, the next look comes."""
    inbox = Inbox(warehouse)
    threading.Thread(
        target=_keep_looking, args=[inbox, warehouse, errands], name="inbox", daemon=True
    ).start()
    threading.Thread(target=_keep_beating, args=[warehouse], name="beat", daemon=True).start()
    return inbox


def _keep_looking(inbox: Inbox, warehouse: Warehouse, errands: Mapping[str, Errand]) -> None:
    journal.page.set(INBOX)
    last, looks = "", 0
    while not warehouse.closed.wait(EVERY):
        try:
            if not warehouse.has_duty():
                continue
            handover.run_all(warehouse, errands)
            if inbox.look():
                warehouse.bring_up_to_date()
            if looks % KEEPING == 0:
                care.daily(warehouse)
            looks, last = looks + 1, ""
        except Exception as error:
            if str(error) != last:  # said once, however often it is tried
                _log.exception("looking into the inbox")
            last = str(error)


def _keep_beating(warehouse: Warehouse) -> None:
    beats = False
    while not warehouse.closed.is_set():
        with suppress(StoreError):  # said where the inbox is looked into
            beats = warehouse.has_duty()
        if beats:
            handover.beat(warehouse.folder)
        warehouse.closed.wait(EVERY)
    if beats:
        handover.rest(warehouse.folder)


def _stat(path: Path) -> Iterator[os.stat_result]:
    """What the disk knows of a file, unless it has just gone."""
    with suppress(OSError):
        yield path.stat()
