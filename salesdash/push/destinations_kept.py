"""The destinations of a workspace and what became of each, in files of their own: in no backup and no log."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from salesdash import files
from salesdash.errors import QuestionError, StoreError
from salesdash.push.destination import Destination
from salesdash.text import BLANK, Text
from salesdash.warehouse.store import troubles
from salesdash.warehouse.store.sharing.lock import Lock

FOLDER, DESTINATIONS, STATES = "push", "destinations.json", "sent.json"
TAKEN = Text("已经有一个叫“{name}”的了。", "There is one called “{name}” already.")
UNREADABLE = Text(
    "推送设置读不出来（{file}）。改好或删除这个文件后再试。",
    "The push settings cannot be read ({file}). Mend the file or remove it.",
)
_LOCK = ".lock"
_WRITING = threading.Lock()
PATIENCE = 10.0  # seconds that another server's writing is waited for


@dataclass(frozen=True, slots=True)
class SentState:
    """What was last sent to a destination, or tried.

    `import_id` is the newest import that was dealt with, `slot` the moment of the schedule, `told` the KPIs
    whose turning worse was told. `failures` in a row, `again` when it is tried next (None: nothing waits);
    `at` and `outcome` are for people.
    """

    import_id: int = 0
    slot: datetime | None = None
    told: tuple[str, ...] = ()
    failures: int = 0
    again: datetime | None = None
    at: datetime | None = None
    is_sent: bool = False
    outcome: Text = field(default=BLANK)


class Destinations:
    """What is set up in a workspace; the folder is its owner's alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def all(self) -> list[Destination]:
        """Raises StoreError where they cannot be read."""
        return [_made(Destination, values) for values in self._read(DESTINATIONS, [])]

    def add(self, destination: Destination) -> None:
        """Set one up. Raises QuestionError, StoreError."""
        destination.check()
        with self._writing():
            if any(one.name == destination.name for one in self.all()):
                raise QuestionError(TAKEN.format(name=destination.name))
            self._keep([*self.all(), destination])

    def switch_on(self, to: Destination, newest_import: int, now: datetime) -> None:
        """From here on; what was imported before, or was to be sent today, is no news to it. Raises StoreError."""
        past = replace(self.state(to.name), import_id=newest_import, slot=to.slot(now), again=None)
        self.note(to.name, past)
        self._set(to.name, is_on=True)

    def switch_off(self, name: str) -> None:
        """Until it is switched on again. Raises StoreError."""
        self._set(name, is_on=False)

    def _set(self, name: str, *, is_on: bool) -> None:
        with self._writing():
            self._keep([replace(o, is_on=is_on) if o.name == name else o for o in self.all()])

    def remove(self, name: str) -> None:
        """Forget one, with its secret and what was sent to it."""
        with self._writing():
            self._keep([one for one in self.all() if one.name != name])
            self._write(STATES, {k: v for k, v in self._read(STATES, {}).items() if k != name})

    def state(self, name: str) -> SentState:
        values = self._read(STATES, {}).get(name, {})
        times = {
            key: datetime.fromisoformat(values[key])
            for key in ("slot", "again", "at")
            if values.get(key)
        }
        outcome = Text(*values.get("outcome", ("", "")))
        return _made(
            SentState,
            {**values, "slot": None, "again": None, "at": None, **times, "outcome": outcome},
        )

    def note(self, name: str, state: SentState) -> None:
        """Keep what became of a destination. Raises StoreError."""
        values = asdict(state)
        for key in ("slot", "again", "at"):
            values[key] = values[key].isoformat() if values[key] else None
        values["outcome"] = [state.outcome.zh, state.outcome.en]
        with self._writing():
            self._write(STATES, {**self._read(STATES, {}), name: values})

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Nobody else writes, of this program or of another server."""
        self._make_folder()
        lock = Lock(self._folder / _LOCK)
        with _WRITING:
            with files.telling(self._folder):
                is_ours = lock.take(PATIENCE)
            if not is_ours:
                raise StoreError(troubles.BUSY)
            try:
                yield
            finally:
                lock.let_go()

    def _make_folder(self) -> None:
        with files.telling(self._folder.parent):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._folder.chmod(0o700)

    def _keep(self, destinations: list[Destination]) -> None:
        self._write(DESTINATIONS, [asdict(one) for one in destinations])

    def _read(self, name: str, nothing: Any) -> Any:
        path = self._folder / name
        try:
            return json.loads(path.read_bytes()) if path.exists() else nothing
        except (OSError, ValueError) as error:
            raise StoreError(UNREADABLE.format(file=path)) from error

    def _write(self, name: str, values: Any) -> None:
        files.write(self._folder / name, json.dumps(values, ensure_ascii=False, indent=1).encode())


T = TypeVar("T")


def _made(kind: type[T], values: Mapping[str, Any]) -> T:
    """One as it was written; what this version does not know of it is left out."""
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    return kind(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
    )
