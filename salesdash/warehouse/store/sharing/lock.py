"""A lock among programs: the system lets go of it when its holder ends, however that ends."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(opened: int) -> None:
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


SOON = 0.05  # seconds until another's lock is asked for again


class Lock:
    """One program's at a time, told by a file that nobody takes away."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held: int | None = None
        self._trying = threading.Lock()

    @property
    def is_held(self) -> bool:
        """Whether this program has it."""
        return self._held is not None

    def take(self, patience: float = 0.0) -> bool:
        """Whether this program has it now, or after so many seconds. Raises OSError where its folder is gone."""
        until = time.monotonic() + patience
        while not self._take() and time.monotonic() < until:
            time.sleep(SOON)
        return self.is_held

    def _take(self) -> bool:
        with self._trying:
            if self._held is None:
                opened = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
                try:
                    _take(opened)
                except OSError:
                    os.close(opened)
                else:
                    self._held = opened
            return self.is_held

    def let_go(self) -> None:
        """Others may have it."""
        with self._trying:
            if self._held is not None:
                os.close(self._held)
            self._held = None
