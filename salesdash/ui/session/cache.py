"""What was found out about one version of the data, as far as there is room for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Event, Lock
from typing import Any, TypeVar

import pandas as pd

from salesdash.charts.figure import Figure

T = TypeVar("T")
ROOM = 200_000_000  # bytes
_OF_A_FIGURE, _OF_ANYTHING = 100_000, 2_000  # bytes besides its table: its drawing, its words


class Cache:
    """Keeps what was made under its key; where it gets too much, the longest unused goes first.

    Shared by all sessions and by the threads that look ahead for them: what comes out of it is read and
    never changed, and what one of them is making the others wait for. No two wait for each other, as
    nothing is made out of itself.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._begun: dict[Hashable, Event] = {}
        self._free, self._lock = room, Lock()

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key; else what `make` makes, kept from now on."""
        while True:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    value: T = self._kept[key][0]
                    return value
                if (begun := self._begun.get(key)) is None:
                    ended = self._begun[key] = Event()
                    break
            begun.wait()
        try:
            made = make()
            with self._lock:
                self._put(key, made)
            return made
        finally:  # where it failed, whoever waits tries for himself
            with self._lock:
                del self._begun[key]
            ended.set()

    def _put(self, key: Hashable, value: Any) -> None:
        self._free += self._kept.pop(key, (None, 0))[1]
        size = _size(value)
        self._kept[key] = value, size
        self._free -= size
        while self._free < 0:
            _, (_, freed) = self._kept.popitem(last=False)
            self._free += freed


def _size(value: Any) -> int:
    """Roughly, in bytes."""
    if isinstance(value, Figure):  # as it is, and as it is said in a language
        return _OF_A_FIGURE + 2 * _size(value.frame)
    if isinstance(value, pd.DataFrame):
        return _OF_ANYTHING + int(value.memory_usage(index=True).sum())
    return _OF_ANYTHING
