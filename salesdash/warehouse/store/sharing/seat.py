"""A program's place among several at one workspace: what it alone is at work on lies there, and goes with it."""

from __future__ import annotations

import shutil
import threading
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from salesdash import files
from salesdash.warehouse.store import opening
from salesdash.warehouse.store.sharing.lock import Lock

SERVERS = "servers"
_LOCK = ".lock"


class Seat:
    """A folder, made when it is first asked for, and the lock that says that its program still runs."""

    def __init__(self, workspace: Path) -> None:
        self._workspace = workspace
        self._taking = threading.Lock()
        self._taken: tuple[Path, Lock] | None = None

    @property
    def folder(self) -> Path:
        """Raises StoreError where it cannot be made."""
        with self._taking, files.telling(self._workspace):
            while self._taken is None:
                self._taken = self._made()
            return self._taken[0]

    def lock(self, name: str) -> Lock:
        """A lock that all programs at this workspace know by this name; there once somebody has a folder."""
        return Lock(self._workspace / SERVERS / name)

    def _made(self) -> tuple[Path, Lock] | None:
        """A new folder; None: before it was locked another program took it for one that is left."""
        opening.make_folders(self._workspace)
        folder = self._workspace / SERVERS / uuid4().hex
        (folder / opening.ARRIVALS).mkdir(parents=True)
        lock = Lock(folder / _LOCK)
        with suppress(FileNotFoundError):
            if lock.take() and folder.exists():
                return folder, lock
        lock.let_go()
        return None

    def tidy_up(self) -> None:
        """Take away what programs that have ended left here; and where no other runs, elsewhere too."""
        mine = self.folder / _LOCK
        others = [lock for lock in self.folder.parent.glob(f"*/{_LOCK}") if lock != mine]
        left = [_is_left(lock) for lock in others]
        if all(left):
            opening.tidy_up(self._workspace)

    def leave(self) -> None:
        """Take it away; whoever asks for it again gets another."""
        with self._taking:
            if self._taken:
                folder, lock = self._taken
                shutil.rmtree(folder, ignore_errors=True)
                lock.let_go()
            self._taken = None


def _is_left(file: Path) -> bool:
    """Whether the program of this lock has ended; its folder is gone then."""
    lock = Lock(file)
    try:
        is_left = lock.take()
    except FileNotFoundError:
        return True
    if is_left:
        shutil.rmtree(file.parent, ignore_errors=True)
    lock.let_go()
    return is_left
