"""What can go wrong and be put right by the user; anything else is a bug.

Every class carries a `Text` that says what happened and what to do about it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from rapidfuzz import process

from salesdash.text import Text, join, plain

LEAST_ALIKE, MOST_OFFERED = 40, 5  # of 100: how alike a name that is offered is; how many are
NO_SUCH = Text("没有“{words}”这个{kind}。", "There is no {kind} called “{words}”.")
PERHAPS = Text("相近的有：{names}。", " Near it: {names}.")
SOME = Text("有的是：{names}等。", " There are: {names}, …")


class SalesdashError(Exception):
    """A fact that the user has to know, in the user's words."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class QuestionError(SalesdashError):
    """A question that cannot be answered as asked: an unknown metric, dimension or period."""


class UnknownNameError(QuestionError):
    """Nothing of a kind (`metric`, `region`) is called so; the names most like it are offered.

    A name that differs by language is found in either and offered in the reader's own.
    """

    def __init__(self, kind: Text, words: str, names: Iterable[str | Text]) -> None:
        texts = [plain(name) if isinstance(name, str) else name for name in names]
        choices = {spelling: text for text in texts for spelling in (text.zh, text.en) if spelling}
        alike = process.extract(
            words, list(choices), limit=2 * MOST_OFFERED, score_cutoff=LEAST_ALIKE
        )
        offered = PERHAPS if alike else SOME if choices else Text("", "")
        shown = dict.fromkeys([choices[name] for name, _, _ in alike] or choices.values())
        super().__init__(
            NO_SUCH.format(kind=kind, words=words)
            + offered.format(names=join(list(shown)[:MOST_OFFERED]))
        )


class LockError(QuestionError):
    """Locked cells leave no way to add up; `cells` are the ones that stand against each other.

    A cell is given as those who locked it know it, for example (row, column).
    """

    def __init__(self, message: Text, cells: Iterable[Hashable]) -> None:
        super().__init__(message)
        self.cells = tuple(cells)


class FileError(SalesdashError):
    """A file that cannot be read as a table; nothing was changed."""


class StoreError(SalesdashError):
    """The workspace cannot be opened or written."""


class HeldError(StoreError):
    """The workspace is open in another program."""


class FullError(StoreError):
    """There is no room left on the disk; nothing was changed."""


class DamagedError(StoreError):
    """The file of the workspace can no longer be read; its backups can."""


class LackingError(DamagedError):
    """The file of the workspace can be read, and what was written last is not in it."""


class EngineError(SalesdashError):
    """The engine that answers beside the store is lost or too slow; nothing was changed."""


class EntryError(SalesdashError):
    """What was typed cannot be kept as it is; nothing was changed."""


class ClosedError(EntryError):
    """What it was to be kept in is over; nothing was changed."""


class ConflictError(SalesdashError):
    """Somebody else changed the same thing first."""
