"""What was found out about one version of the data, as far as there is room for it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

import pandas as pd

from salesdash.charts.figure import Figure

T = TypeVar("T")
ROOM = 200_000_000  # bytes
_OF_A_FIGURE, _OF_ANYTHING = 100_000, 2_000  # bytes besides its table: its drawing, its words
_OF_A_NAME = 60  # bytes: of a cell that is no number


class Cache:
    """Keeps what was made under its key; where it gets too much, the longest unused goes first.

    Shared by all sessions: what comes out of it is read and never changed, and what one of them is making
    the others wait for. No two wait for each other, as nothing is made out of itself.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._begun: dict[Hashable, Future[Any]] = {}
        self._free, self._lock = room, Lock()

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under the key; else what `make` makes, kept from now on. Where it fails, all who
        wait for it have failed; the next one tries again."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                value: T = self._kept[key][0]
                return value
            begun = self._begun.get(key)
            mine: Future[T] = self._begun.setdefault(key, Future())
        if begun is not None:
            awaited: T = begun.result()
            return awaited
        try:
            made = make()
        except BaseException as error:
            with self._lock:
                del self._begun[key]
            mine.set_exception(error)
            raise
        with self._lock:
            self._put(key, made)
            del self._begun[key]
        mine.set_result(made)
        return made

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
        return _OF_ANYTHING + sum(map(_width, value.dtypes.to_numpy())) * len(value)
    return _OF_ANYTHING


def _width(kind: Any) -> int:
    """Of a cell, in bytes."""
    is_name = isinstance(kind, pd.StringDtype) or getattr(kind, "hasobject", False)
    return _OF_A_NAME if is_name else int(kind.itemsize)
