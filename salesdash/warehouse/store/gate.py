"""Any number use the database at once; who opens it anew or puts another in its place is alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """Lets in any number of threads, or one alone; who is inside may enter again."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside: Counter[int] = Counter()
        self._alone: int | None = None

    @property
    def is_inside(self) -> bool:
        """Whether this thread is."""
        return self._inside[threading.get_ident()] > 0

    @contextmanager
    def inside(self) -> Iterator[None]:
        """With others, and not while somebody is alone or waits to be."""
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: self._alone in (None, me) or self._inside[me])
            self._inside[me] += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                self._changed.notify_all()

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        """Once all others have left. Raises TimeoutError where they have not after so many seconds,
        or this thread is inside itself."""
        me = threading.get_ident()
        if self.is_inside:
            raise TimeoutError
        with self._changed:
            if not self._changed.wait_for(lambda: self._alone is None, patience):
                raise TimeoutError
            self._alone = me
            if not self._changed.wait_for(lambda: not self._inside, patience):
                self._leave()
                raise TimeoutError
        try:
            yield
        finally:
            with self._changed:
                self._leave()

    def _leave(self) -> None:
        self._alone = None
        self._changed.notify_all()
